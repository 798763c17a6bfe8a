//! Sums over many positions and many channels, in `f32`.

use cnn::prelude::*;
use cnn::{Conv2dGradients, Conv2dSaved, ConvAlgorithm, ConvShape, conv2d_backward};

/// Equal products are the worst case: each addition rounds the same way.
#[test]
fn a_large_image_has_exact_weight_and_bias_gradients() {
    let (x, w) = ([1, 1, 512, 512].into(), [1, 1, 2, 2].into());
    let shape = ConvShape::new(x, w, Conv2dOptions::default()).unwrap();
    for algorithm in [ConvAlgorithm::Direct, ConvAlgorithm::ChannelsLast, ConvAlgorithm::Im2col] {
        for (pixel, delta) in [(1.0_f32, 0.1_f32), (0.77, 0.123), (0.9, 0.11)] {
            let shape = ConvShape { algorithm, ..shape };
            let (x, dy) = (vec![pixel; shape.input_len()], vec![delta; shape.output_len()]);
            let (mut dw, mut db) = ([0.0; 4], [0.0]);
            let gradients = Conv2dGradients { dx: None, dw: Some(&mut dw), db: Some(&mut db) };
            let saved = Conv2dSaved { x: &x, w: &[1.0; 4], y: &dy };
            conv2d_backward(&shape, Identity, saved, &dy, gradients);
            let sum = dy.len() as f64 * f64::from(delta);
            let found = dw.iter().map(|dw| f64::from(*dw) / f64::from(pixel)).chain([db[0].into()]);
            for found in found {
                assert!((found / sum - 1.0).abs() < 1e-6, "{algorithm:?}: {found}, not {sum}");
            }
        }
    }
}

/// The gradients in `f32`, whose loops are vector instructions, beside those in `f64`, whose are not.
#[test]
fn gradients_with_many_channels_are_those_of_double_precision() {
    let (x, w) = ([3, 40, 7, 6], [70, 20, 3, 3]);
    let options = Conv2dOptions { padding: 1.into(), groups: 2, ..Conv2dOptions::default() };
    let shape = ConvShape::new(x.into(), w.into(), options).unwrap();
    let expected = gradients::<f64>(&ConvShape { algorithm: ConvAlgorithm::Direct, ..shape });
    let found = gradients::<f32>(&ConvShape { algorithm: ConvAlgorithm::ChannelsLast, ..shape });
    for (found, expected) in found.iter().zip(&expected) {
        let largest = expected.iter().fold(0.0, |max: f64, x| max.max(x.abs()));
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-6 * largest, "{found}, not {expected}");
        }
    }
}

/// With respect to three images and to the weights.
fn gradients<T: numeric::Float>(shape: &ConvShape) -> [Vec<f64>; 2] {
    let fill = |len: usize, step: usize| -> Vec<T> {
        (0..len).map(|i| T::of((i * step % 31) as f64 / 31.0 - 0.5)).collect()
    };
    let (x, w) = (fill(3 * shape.input_len(), 7), fill(70 * shape.patch_len(), 11));
    let dy = fill(3 * shape.output_len(), 13);
    let (mut dx, mut dw) = (x.clone(), w.clone());
    let gradients = Conv2dGradients { dx: Some(&mut dx), dw: Some(&mut dw), db: None };
    let saved = Conv2dSaved { x: &x, w: &w, y: &dy };
    conv2d_backward(shape, Identity, saved, &dy, gradients);
    [dx, dw].map(|gradient| gradient.iter().map(|x| x.as_f64()).collect())
}
