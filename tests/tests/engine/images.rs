//! Convolution and pooling on every device: a whole network, and inputs at the edge of what is allowed.

use activations::{Gelu, Relu};
use autograd::Tape;
use cnn::prelude::*;
use cnn::{AvgPool2d, Conv2d, ConvTranspose2d, GlobalAvgPool, MaxPool2d};
use gradus_tests::draw;
use nn::{Dense, Flatten, Forward, Leaf, Module, Path, Sequential, sequential, to_device};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use tensor::{Device, Tensor};

fn network(device: &Device) -> Sequential<f64> {
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let mut without_bias = Conv2d::new(1, 5, 3, Gelu, rng);
    without_bias.bias = None;
    let mut network = sequential![
        without_bias,
        MaxPool2d::new(2),
        Conv2d::new(5, 19, 2, Relu, rng),
        MaxPool2d::new(2),
        ConvTranspose2d::new(19, 3, 2, Relu, rng),
        AvgPool2d::new([1, 2]),
        Flatten,
        Dense::linear(3 * 2, 4, rng),
    ];
    to_device(&mut network, device);
    network
}

#[test]
fn a_network_of_convolutions_gives_the_same_on_every_device() {
    let images: Tensor<f64> = draw(&[&[7, 11, 10]], 3).remove(0);
    let results = |device: &Device| {
        let (network, images) = (network(device), images.to(device));
        let gradients =
            Tape::new().gradients(|tape| network.forward(tape.constant(&images)).powi(2).sum());
        let mut values = vec![gradients.loss()];
        network.visit(&mut Path::default(), &mut |_, leaf| {
            let Leaf::Parameter(param) = leaf else { return };
            let gradient = gradients.get(param).expect("it takes part");
            assert!(gradient.is_on_device_of(&images));
            values.extend_from_slice(gradient.to(&Device::Cpu).as_slice());
        });
        values
    };
    let expected = results(&Device::Cpu);
    for device in Device::all().iter().skip(1) {
        let found = results(device);
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(&expected) {
            let near = (found - expected).abs() <= 1e-11 * (1.0 + expected.abs());
            assert!(near, "{device:?}: {found}, not {expected}");
        }
        assert_eq!(results(device), found, "{device:?}: other bits at the second run");
    }
}

/// Bits and indices of the maxima, and the gradient, of windows of equal pixels, of NaN and of −∞.
fn pooled(device: &Device, x: &Tensor<f32>, options: Pool2dOptions) -> (Vec<u32>, Vec<usize>) {
    let (mut indices, mut y) = (Vec::new(), None);
    let gradients = Tape::new().gradients(|tape| {
        let (maxima, at) = tape.leaf(&x.to(device)).max_pool2d_with_indices(options);
        (indices, y) = (at, Some(maxima.value()));
        let weights: Vec<f32> = (1..).map(|n| n as f32).take(maxima.shape().len()).collect();
        let weights = Tensor::new(maxima.shape(), weights).to(device);
        // Of the sum itself nothing is asked: it may be NaN.
        tape.record("weighted", weights.new_full([1], 0.0), [maxima], move |_, [dy]| {
            dy.accumulate(|| weights);
        })
    });
    let gradient = gradients.leaf(0).expect("it takes part").clone();
    let tensors = y.into_iter().chain([gradient]).map(|tensor| tensor.to(&Device::Cpu));
    // One NaN is like another.
    let bits = |x: &f32| if x.is_nan() { u32::MAX } else { x.to_bits() };
    let bits = tensors.flat_map(|x| x.as_slice().iter().map(bits).collect::<Vec<_>>()).collect();
    (bits, indices)
}

#[test]
fn equal_maxima_and_nan_are_found_alike_on_every_device() {
    let some = [0.0, 1.0, 1.0, f32::NAN, f32::NEG_INFINITY, 1.0, -0.0];
    let pixels = (0..2 * 6 * 7).map(|i| some[i * i % 7 * (i % 3) % 7]).collect();
    let x = Tensor::new([1, 2, 6, 7], pixels);
    let lowest = Tensor::full([1, 1, 4, 4], f32::NEG_INFINITY);
    let overlapping = Pool2dOptions { padding: 1.into(), ..Pool2dOptions::new(3) };
    let overlapping = Pool2dOptions { stride: 2.into(), ..overlapping };
    let dilated = Pool2dOptions { dilation: 2.into(), ..Pool2dOptions::new(2) };
    for options in [Pool2dOptions::new(2), overlapping, dilated] {
        for x in [&x, &lowest] {
            let expected = pooled(&Device::Cpu, x, options);
            for device in Device::all() {
                assert_eq!(pooled(&device, x, options), expected, "{device:?}, {options:?}");
            }
        }
    }
}

#[test]
fn no_images_and_long_steps_are_allowed_on_every_device() {
    let stride = usize::MAX.into();
    let steps = Conv2dOptions { stride, padding: 1.into(), ..Conv2dOptions::default() };
    let window = Pool2dOptions { stride, ..Pool2dOptions::new(2) };
    for device in Device::all() {
        for images in [0, 2] {
            let x = Tensor::<f64>::full([images, 3, 4, 4], 0.5).to(&device);
            let w = Tensor::full([2, 3, 3, 3], 1.0).to(&device);
            let b = Tensor::full([2], 1.0).to(&device);
            let gradients = Tape::new().gradients(|tape| {
                let [x, w, b] = [&x, &w, &b].map(|x| tape.leaf(x));
                let y = x.conv2d(w, b, steps, Identity);
                let pooled =
                    x.max_pool2d(window).sum() + x.avg_pool2d(window, Average::OfPixels).sum();
                y.sum() + pooled + x.global_avg_pool().sum()
            });
            // Four of nine taps meet the image, at the one position; and the two windows, and the mean.
            let n = images as f64;
            let sum = n * (2.0 * (3.0 * 4.0 * 0.5 + 1.0) + 2.0 * 3.0 * 0.5 + 3.0 * 0.5);
            assert_eq!(gradients.loss(), sum, "{device:?}");
            let dw = gradients.leaf(1).expect("it takes part").to(&Device::Cpu);
            assert_eq!(
                dw.as_slice()[..9],
                [0.0, 0.0, 0.0, 0.0, 0.5, 0.5, 0.0, 0.5, 0.5].map(|d| n * d)
            );
            let db = gradients.leaf(2).expect("it takes part").to(&Device::Cpu);
            assert_eq!(db.as_slice(), [n; 2], "{device:?}");
        }
    }
}

#[test]
fn a_mean_of_channels_keeps_its_device() {
    for device in Device::all() {
        let x = Tensor::<f64>::full([2, 3, 4, 5], 0.5).to(&device);
        let y = Tape::new().no_grad(|tape| GlobalAvgPool.forward(tape.constant(&x)));
        assert!(y.is_on_device_of(&x));
        assert_eq!(y.to(&Device::Cpu).as_slice(), [0.5; 6]);
    }
}
