//! Sums over all positions of large images, in `f32`.

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
