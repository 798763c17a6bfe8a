//! Files of Keras give Keras's outputs here.

use crate::{assert_same, channels_first, expected, golden, inputs, predict, read};
use nn::{Module, Path, parameter_count};

#[test]
fn dense_layers() {
    let model = read("dense.keras").to_sequential().unwrap();
    assert_same(&predict(&model, &inputs([3, 8, 8])), &expected("dense"));
}

#[test]
fn convolutions_poolings_normalizations() {
    let model = read("images.keras").to_sequential().unwrap();
    let images = channels_first(&inputs([2, 14, 12, 2]));
    assert_same(&predict(&model, &images), &expected("images"));

    let model = read("pooled.keras").to_sequential().unwrap();
    assert_same(&predict(&model, &inputs([2, 1, 7, 6])), &expected("pooled"));
    let without_channels = inputs([2, 7, 6]);
    assert_same(&predict(&model, &without_channels), &expected("pooled"));
}

#[test]
fn activation_functions() {
    let model = read("activations.keras");
    let found = predict(&model.to_sequential().unwrap(), &inputs([4, 5]));
    assert_same(&found, &expected("activations"));
    assert_eq!(model.layers.len(), 11);
}

#[test]
fn weights_alone_are_matched_by_class_and_order() {
    let mut model = read("dense.keras");
    let whole = predict(&model.to_sequential().unwrap(), &inputs([3, 8, 8]));
    for layer in &mut model.layers {
        layer.name = "another name".into();
        layer.variables.clear();
    }
    model.load_weights(golden("dense.weights.h5")).unwrap();
    assert_eq!(predict(&model.to_sequential().unwrap(), &inputs([3, 8, 8])), whole);
}

#[test]
fn doubles_are_rounded() {
    let mut model = read("small.keras");
    let floats = model.layers[0].variables.clone();
    model.load_weights(golden("doubles.weights.h5")).unwrap();
    assert_eq!(model.layers[0].variables[0].as_slice(), floats[0].as_slice());
}

#[test]
fn the_name_given_by_the_user_is_kept() {
    let model = read("small.keras");
    assert_eq!((model.layers[0].name.as_str(), &*model.input_shape), ("mine", &[2][..]));
}

/// A softmax at the end is left out where logits are wanted.
#[test]
fn logits() {
    let probabilities = predict(&read("dense.keras").to_sequential().unwrap(), &inputs([3, 8, 8]));
    let model = read("dense.keras").without_softmax().to_sequential().unwrap();
    let logits = predict(&model, &inputs([3, 8, 8]));
    let row = |values: &[f32]| values[..10].to_vec();
    let sum: f32 = row(&logits).iter().map(|z| z.exp()).sum();
    let softmax: Vec<f32> = row(&logits).iter().map(|z| z.exp() / sum).collect();
    assert_same(&softmax, &row(&probabilities));
    let with_layer = read("images.keras");
    assert_eq!(with_layer.clone().without_softmax().layers.len(), with_layer.layers.len() - 1);
}

/// Running statistics are buffers and not trained; zeros for a bias that Keras leaves out are.
#[test]
fn what_is_trained() {
    let model = read("images.keras").to_sequential().unwrap();
    let mut all = 0;
    model.visit(&mut Path::default(), &mut |_, leaf| all += leaf.tensor().len());
    let (first, last) = (4, 3 * 2 * 6);
    assert_eq!(all - parameter_count(&model), 2 * first + 2 * last);
}
