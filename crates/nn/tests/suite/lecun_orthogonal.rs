//! LeCun and orthogonal initialization.

use crate::rng;
use nalgebra::DMatrix;
use nn::Initialization::{self, LecunNormal, LecunUniform, Orthogonal};
use tensor::Tensor;

fn draw(law: Initialization, inputs: usize, outputs: usize) -> Tensor<f64> {
    law.init_weight([inputs, outputs], inputs, outputs, &mut rng(1))
}

#[test]
fn lecun_has_the_variance_of_one_over_the_inputs() {
    for law in [LecunUniform, LecunNormal] {
        let w = draw(law, 200, 300);
        let data = w.as_slice();
        let mean = numeric::sum(data) / 6e4;
        let variance = numeric::dot(data, data) / 6e4;
        assert!(mean.abs() < 1e-3, "{law:?}: mean {mean}");
        assert!((variance * 200.0 - 1.0).abs() < 0.03, "{law:?}: variance {variance}");
    }
    let limit = (3f64 / 200.0).sqrt();
    assert!(draw(LecunUniform, 200, 300).as_slice().iter().all(|w| w.abs() <= limit));
}

#[test]
fn orthogonal_columns_or_rows_stand_at_right_angles() {
    for (inputs, outputs) in [(5, 5), (7, 3), (3, 7), (1, 4), (4, 1), (1, 1), (200, 90), (90, 200)]
    {
        let w = draw(Orthogonal { gain: 1.5 }, inputs, outputs);
        let w = w.as_matrix();
        let products = if inputs < outputs { w.transpose() * w } else { w * w.transpose() };
        let n = inputs.min(outputs);
        let off = (products - DMatrix::identity(n, n) * 2.25).amax();
        assert!(off < 1e-13, "{inputs} to {outputs}: off by {off}");
    }
    assert!(draw(Orthogonal { gain: 1.0 }, 0, 3).is_empty());
}

/// Without a rule for signs, QR would favour one.
#[test]
fn orthogonal_matrices_prefer_no_direction() {
    let rng = &mut rng(1);
    let mut sums = DMatrix::<f64>::zeros(3, 3);
    for _ in 0..4000 {
        sums += Orthogonal { gain: 1.0 }.init_weight([3, 3], 3, 3, rng).as_matrix();
    }
    // Each entry's deviation is √(1/3), that of the mean of 4000 is 0.009.
    assert!((sums / 4000.0).amax() < 0.04);
}
