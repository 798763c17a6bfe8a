//! Convolution by a kernel of 1 × 1, which on a GPU is a product of matrices: forward and all gradients, in
//! one dimension and two, and transposed.

use autograd::{Tape, Var};
use cnn::prelude::*;
use gradus_tests::draw;
use neurons::Identity;
use tensor::{Device, Tensor};

type Convolution = for<'t> fn([Var<'t, f32>; 3]) -> Var<'t, f32>;

/// Output, and the gradients of images, weights and biases.
fn values(device: &Device, inputs: &[Tensor<f32>], f: Convolution) -> Vec<Tensor<f32>> {
    let mut y = None;
    let gradients = Tape::new().gradients(|tape| {
        let output = f([0, 1, 2].map(|i| tape.leaf(&inputs[i].to(device))));
        y = Some(output.value());
        // Another upstream gradient for each element.
        (output * output).sum()
    });
    let gradient = |i| gradients.leaf(i).expect("each takes part").clone();
    let all = y.into_iter().chain((0..3).map(gradient));
    all.map(|x| x.to(&Device::Cpu)).collect()
}

#[track_caller]
fn check(shapes: &[&[usize]], f: Convolution) {
    let inputs = draw(shapes, 4);
    let expected = values(&Device::Cpu, &inputs, f);
    for device in Device::all().iter().skip(1) {
        let found = values(device, &inputs, f);
        for (what, (found, expected)) in found.iter().zip(&expected).enumerate() {
            let scale = expected.as_slice().iter().fold(1.0f32, |max, x| max.max(x.abs()));
            for (found, expected) in found.as_slice().iter().zip(expected.as_slice()) {
                let is_near = (found - expected).abs() <= 1e-5 * scale;
                assert!(is_near, "{shapes:?}, {what}: {found}, not {expected}");
            }
        }
        let again = values(device, &inputs, f);
        for (found, again) in found.iter().zip(&again) {
            assert_eq!(found.as_slice(), again.as_slice(), "{shapes:?}: other bits");
        }
    }
}

fn conv2d<'t>([x, w, b]: [Var<'t, f32>; 3]) -> Var<'t, f32> {
    x.conv2d(w, b, Conv2dOptions::default(), Identity)
}

#[test]
fn many_pixels_and_few_channels() {
    check(&[&[3, 5, 7, 6], &[4, 5, 1, 1], &[4]], conv2d);
}

/// Then the gradient of the weights is one product over all images.
#[test]
fn few_pixels_and_many_channels() {
    check(&[&[6, 19, 2, 1], &[21, 19, 1, 1], &[21]], conv2d);
}

#[test]
fn a_single_pixel_image_and_channel() {
    check(&[&[1, 1, 1, 1], &[1, 1, 1, 1], &[1]], conv2d);
}

#[test]
fn no_images() {
    check(&[&[0, 3, 2, 2], &[4, 3, 1, 1], &[4]], conv2d);
    check(&[&[0, 19, 1, 1], &[21, 19, 1, 1], &[21]], conv2d);
}

#[test]
fn a_sequence() {
    check(&[&[3, 4, 9], &[6, 4, 1], &[6]], |[x, w, b]| {
        x.conv1d(w, b, Conv1dOptions::default(), Identity)
    });
}

#[test]
fn transposed() {
    check(&[&[3, 4, 3, 5], &[4, 6, 1, 1], &[6]], |[x, w, b]| {
        x.conv_transpose2d(w, b, ConvTranspose2dOptions::default(), Identity)
    });
}

/// These are not products of whole images.
#[test]
fn with_steps_padding_and_groups() {
    check(&[&[2, 4, 5, 6], &[6, 4, 1, 1], &[6]], |[x, w, b]| {
        let options = Conv2dOptions { stride: 2.into(), ..Conv2dOptions::default() };
        x.conv2d(w, b, options, Identity)
    });
    check(&[&[2, 4, 5, 6], &[6, 4, 1, 1], &[6]], |[x, w, b]| {
        let options = Conv2dOptions { padding: 1.into(), ..Conv2dOptions::default() };
        x.conv2d(w, b, options, Identity)
    });
    check(&[&[2, 4, 5, 6], &[6, 2, 1, 1], &[6]], |[x, w, b]| {
        let options = Conv2dOptions { groups: 2, ..Conv2dOptions::default() };
        x.conv2d(w, b, options, Identity)
    });
}
