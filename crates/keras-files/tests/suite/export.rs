//! Files for Keras: that Keras loads them is proved by `make_golden.py`, which keeps its outputs.

use crate::{assert_same, channels_first, expected, golden, inputs, predict, read};
use activations::Relu;
use cnn::{Conv2d, Conv2dOptions, Pool2dOptions};
use keras_files::{KerasModel, group_names};
use nn::{Dense, Flatten, Sequential, sequential};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use std::fs;

/// Our model of `images.keras`, with all layers that are written, and the average pooling besides.
fn ours() -> KerasModel {
    let model = read("images.keras").to_sequential().unwrap();
    KerasModel::from_sequential(&model, &[14, 12, 2]).unwrap()
}

#[test]
fn what_is_written_is_what_was_written() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["ours.keras", "ours.weights.h5"] {
        let file = folder.path().join(name);
        let is_model = name == "ours.keras";
        if is_model { ours().save(&file) } else { ours().save_weights(&file) }.unwrap();
        let bytes = fs::read(&file).unwrap();
        if std::env::var_os("GRADUS_WRITE_GOLDEN").is_some() {
            fs::write(golden(name), &bytes).unwrap();
        }
        assert!(bytes == fs::read(golden(name)).unwrap(), "{name} is not what Keras has read");
    }
}

#[test]
fn keras_gives_our_outputs() {
    let images = channels_first(&inputs([2, 14, 12, 2]));
    let found = predict(&ours().to_sequential().unwrap(), &images);
    assert_same(&found, &expected("ours"));
    assert_same(&found, &expected("images"));
}

#[test]
fn a_file_that_was_read_and_written_is_the_same_model() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["dense.keras", "images.keras", "pooled.keras", "activations.keras", "lstm.keras"] {
        let (model, file) = (read(name), folder.path().join(name));
        model.save(&file).unwrap();
        let again = KerasModel::read(&file).unwrap();
        assert_eq!((&again.name, &again.input_shape), (&model.name, &model.input_shape));
        for (again, layer) in again.layers.iter().zip(&model.layers) {
            assert_eq!((&again.settings, &again.name), (&layer.settings, &layer.name));
            for (again, variable) in again.variables.iter().zip(&layer.variables) {
                assert!(again.shape() == variable.shape());
                assert!(again.as_slice() == variable.as_slice(), "{name}: {}", layer.name);
            }
        }
    }
}

/// 300 layers are more than one node of an HDF5 group holds.
#[test]
fn many_layers() {
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let layers = (0..300).map(|_| Box::new(Dense::<f32>::linear(1, 1, rng)) as _).collect();
    let model = KerasModel::from_sequential(&Sequential { layers }, &[1]).unwrap();
    let file = tempfile::tempdir().unwrap().path().join("many.keras");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    model.save(&file).unwrap();
    let again = KerasModel::read(&file).unwrap();
    assert_eq!(group_names(&again.layers)[299], "dense_299");
    for (again, layer) in again.layers.iter().zip(&model.layers) {
        assert_eq!(again.variables[0].item(), layer.variables[0].item());
    }
}

#[test]
fn lenet_there_and_back() {
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let lenet = cnn::lenet5::<f32>(rng);
    let keras = KerasModel::from_sequential(&lenet, &[28, 28, 1]).unwrap();
    let settings = ["padding", "activation"].map(|name| &keras.layers[0].settings[name]);
    assert_eq!(settings, ["same", "relu"]);
    let images = inputs([2, 28, 28]);
    let again = keras.to_sequential().unwrap();
    assert_eq!(predict(&again, &images), predict(&lenet, &images));
    let logits = keras.clone().with_softmax().without_softmax();
    assert_eq!(logits.layers[7].settings, keras.layers[7].settings);
}

#[test]
fn what_keras_does_not_have_is_refused() {
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let options = Conv2dOptions { padding: 2.into(), ..Conv2dOptions::default() };
    let init = nn::Initialization::default();
    let conv = Conv2d::with_init([1, 2], 3, options, Relu, init, rng);
    let pool = Pool2dOptions { ceil_mode: true, ..Pool2dOptions::new(2) };
    let leaky = activations::LeakyRelu { negative_slope: 0.1 };
    let cases: [(Sequential, &[usize], &str); 5] = [
        (sequential![conv], &[8, 8, 1], "this padding"),
        (sequential![cnn::MaxPool2d(pool)], &[8, 8, 1], "ceil_mode"),
        (sequential![Dense::new(4, 2, leaky, rng)], &[4], "Dense (leaky_relu)"),
        (sequential![Flatten, Dense::linear(4, 2, rng)], &[3], "4 inputs after a shape of [3]"),
        (sequential![Dense::linear(8, 2, rng)], &[8, 8], "an input of shape [8, 8]"),
    ];
    for (model, input_shape, message) in cases {
        let error = KerasModel::from_sequential(&model, input_shape).unwrap_err().to_string();
        assert!(error.contains(message), "{message:?} in {error}");
    }
}
