//! Layers and networks.

use autograd::Tape;
use cnn::prelude::*;
use cnn::{
    AdaptiveAvgPool2d, AvgPool1d, AvgPool2d, Conv1d, Conv2d, ConvTranspose1d, ConvTranspose2d,
    GlobalAvgPool, MaxPool1d, MaxPool2d, lenet_cifar, lenet5,
};
use nn::checkpoint::{self, StateDict};
use nn::{Flatten, Forward, Initialization, Layer, Sequential, sequential, summary};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use tensor::Tensor;

fn rng() -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(1)
}

fn output(layer: &impl Forward<f32>, x: &Tensor) -> Tensor {
    Tape::new().no_grad(|tape| layer.forward(tape.constant(x)))
}

#[test]
fn lenet_takes_the_images_it_is_for() {
    let (digits, photos) = (lenet5(&mut rng()), lenet_cifar(&mut rng()));
    assert_eq!(output(&digits, &Tensor::zeros([2, 28, 28])).shape().dims(), [2, 10]);
    assert_eq!(output(&digits, &Tensor::zeros([2, 1, 28, 28])).shape().dims(), [2, 10]);
    assert_eq!(output(&photos, &Tensor::zeros([2, 3, 32, 32])).shape().dims(), [2, 10]);
    let table = summary(&digits, &[28, 28]);
    assert!(table.contains("│ 0 Conv2d 6 × 5×5 (relu)"), "{table}");
    assert!(table.contains("(n, 6, 14, 14)"), "{table}");
    assert!(table.contains("61,706 parameters"), "{table}");
}

/// PyTorch's names and layout: an activation counts as a module there.
#[test]
fn an_export_is_as_pytorch_has_it() {
    let network = lenet_cifar::<f32>(&mut rng());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("lenet.safetensors");
    checkpoint::export_pytorch(&network, &file).unwrap();
    let archive = StateDict::<f32>::read(&file).unwrap();
    let shape = |name: &str| archive.tensors[name].shape().dims().to_vec();
    assert_eq!(shape("0.weight"), [6, 3, 5, 5]);
    assert_eq!(shape("3.weight"), [16, 6, 5, 5]);
    assert_eq!(shape("7.weight"), [120, 400]);
    assert_eq!(shape("11.bias"), [10]);
    assert_eq!(archive.tensors.len(), 10);
    let (_, first) = nn::state_dict(&network)[0];
    assert_eq!(archive.tensors["0.weight"].as_slice(), first.as_slice());
}

#[test]
fn a_layer_may_do_without_biases() {
    let mut conv = Conv2d::<f32>::new(2, 3, 3, Identity, &mut rng());
    let x = Tensor::full([1, 2, 4, 4], 1.0);
    let with = output(&conv, &x);
    conv.bias = None;
    assert_eq!(nn::parameter_count(&conv), 3 * 2 * 9);
    assert_eq!(
        output(&conv, &x).as_slice(),
        with.as_slice(),
        "the biases are initialized with zeros"
    );
}

#[test]
fn grouped_filters_see_their_group_only() {
    let options = Conv2dOptions { groups: 2, ..Conv2dOptions::default() };
    let init = Initialization::HeNormal;
    let conv = Conv2d::<f32>::with_init([4, 6], [1, 2], options, Identity, init, &mut rng());
    assert_eq!(conv.weight.value.shape().dims(), [6, 2, 1, 2]);
    let mut x = Tensor::zeros([1, 4, 1, 2]);
    x.as_mut_slice()[..4].fill(1.0);
    let y = output(&conv, &x);
    assert!(y.as_slice()[..3].iter().all(|y| *y != 0.0) && y.as_slice()[3..] == [0.0; 3]);
}

#[test]
fn pools_halve_and_average() {
    let x = Tensor::new([1, 1, 2, 4], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]);
    assert_eq!(output(&MaxPool2d::new(2), &x).as_slice(), [6.0, 8.0]);
    assert_eq!(output(&AvgPool2d::new(2), &x).as_slice(), [3.5, 5.5]);
    assert_eq!(output(&GlobalAvgPool, &x).as_slice(), [4.5]);
}

/// A fault earlier in the network is not hidden by taking the maximum.
#[test]
fn the_maximum_of_nan_is_nan() {
    for options in
        [Pool2dOptions::new(2), Pool2dOptions { stride: 1.into(), ..Pool2dOptions::new(2) }]
    {
        for index in 0..4 {
            let mut x = Tensor::<f32>::zeros([1, 1, 2, 2]);
            x.as_mut_slice()[index] = f32::NAN;
            let y = output(&MaxPool2d(options), &x);
            assert!(y.item().is_nan(), "{options:?}, {index}");
        }
    }
}

/// And the gradient leads to it: of several the last counts, as in PyTorch 2.15.
#[test]
fn the_gradient_of_nan_is_that_of_its_pixel() {
    const NAN: f32 = f32::NAN;
    for options in
        [Pool2dOptions::new(2), Pool2dOptions { stride: 1.into(), ..Pool2dOptions::new(2) }]
    {
        for (pixels, expected) in [
            ([1.0, NAN, 2.0, 3.0], [0.0, 1.0, 0.0, 0.0]),
            ([NAN, 1.0, 2.0, 3.0], [1.0, 0.0, 0.0, 0.0]),
            ([1.0, 3.0, NAN, 2.0], [0.0, 0.0, 1.0, 0.0]),
            ([NAN, 1.0, NAN, 3.0], [0.0, 0.0, 1.0, 0.0]),
            ([NAN; 4], [0.0, 0.0, 0.0, 1.0]),
        ] {
            let x = Tensor::new([1, 1, 2, 2], pixels.to_vec());
            let gradients = Tape::new().gradients(|tape| tape.leaf(&x).max_pool2d(options).sum());
            let found = gradients.leaf(0).expect("the image is a leaf").as_slice();
            assert_eq!(found, expected, "{options:?}: {pixels:?}");
        }
    }
}

#[test]
fn no_images_give_no_outputs() {
    let model: Sequential = sequential![
        Conv2d::new(1, 2, 3, activations::Relu, &mut rng()),
        MaxPool2d::new(2),
        Flatten
    ];
    assert_eq!(output(&model, &Tensor::zeros([0, 1, 8, 8])).shape().dims(), [0, 18]);
    assert_eq!(Layer::<f32>::name(&GlobalAvgPool), "GlobalAvgPool");
}

/// PyTorch's layout: a transposed convolution has its input channels first.
#[test]
fn sequences_and_transposed_convolutions_are_exported_as_pytorch_has_them() {
    let (init, rng) = (Initialization::TorchDefault, &mut rng());
    let options = ConvTranspose1dOptions { stride: 2, groups: 2, ..Default::default() };
    let network: Sequential<f32> = sequential![
        Conv1d::new(1, 4, 5, activations::Relu, rng),
        MaxPool1d::new(2),
        ConvTranspose1d::with_init([4, 6], 3, options, Identity, init, rng),
        AvgPool1d::new(2),
    ];
    let y = output(&network, &Tensor::zeros([2, 20]));
    assert_eq!(y.shape().dims(), [2, 6, 8]);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sequences.safetensors");
    checkpoint::export_pytorch(&network, &file).unwrap();
    let archive = StateDict::<f32>::read(&file).unwrap();
    let shape = |name: &str| archive.tensors[name].shape().dims().to_vec();
    assert_eq!(shape("0.weight"), [4, 1, 5]);
    assert_eq!(shape("3.weight"), [4, 3, 3]);
    assert_eq!(shape("3.bias"), [6]);
    let table = summary(&network, &[20]);
    assert!(
        table.contains("Conv1d 4 × 5 (relu)") && table.contains("ConvTranspose1d 6 × 3"),
        "{table}"
    );
}

/// `U(−√(1/n), √(1/n))` with `n` the weights of an input channel, as `torch.nn.ConvTranspose2d`.
#[test]
fn a_transposed_convolution_is_drawn_as_pytorch_draws_it() {
    let init = Initialization::TorchDefault;
    let options = ConvTranspose2dOptions::default();
    let layer = ConvTranspose2d::<f32>::with_init([64, 4], 5, options, Identity, init, &mut rng());
    let max = layer.weight.value.as_slice().iter().fold(0.0_f32, |max, w| max.max(w.abs()));
    let bound = (1.0_f32 / (4 * 25) as f32).sqrt();
    assert!(max <= bound && max > 0.99 * bound, "{max} {bound}");
}

#[test]
fn a_layer_says_what_it_cannot_take() {
    let conv = ConvTranspose2d::<f32>::new(3, 2, 2, Identity, &mut rng());
    let error = Layer::input_error(&conv, [4, 2, 5, 5].into()).unwrap();
    assert!(error.starts_with("with weights [3, 2, 2, 2] cannot take [4, 2, 5, 5]: "), "{error}");
    assert_eq!(Layer::input_error(&conv, [4, 3, 5, 5].into()), None);
    let error = Layer::<f32>::input_error(&AdaptiveAvgPool2d(2.into()), [4, 2, 5].into()).unwrap();
    assert_eq!(error, "cannot take [4, 2, 5]: the input must be [n, channels, height, width]");
}
