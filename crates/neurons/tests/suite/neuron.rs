//! One neuron, and a layer as many of them.

use crate::blame::panic_of;
use crate::samples::{noise, random_neuron};
use crate::{Square, whole};
use nalgebra::DMatrix;
use neurons::{Neuron, affine};

#[test]
fn the_weighted_sum_on_paper() {
    let neuron = Neuron { w: vec![0.5, -1.0, 2.0], b: 0.25 };
    assert_eq!(neuron.weighted_sum(&[2.0, 1.0, 0.5]), 1.25);
    assert_eq!(neuron.output(Square, &[2.0, 1.0, 0.5]), 1.5625);
}

#[test]
fn a_neuron_is_active_from_zero_on() {
    let neuron = Neuron { w: vec![1.0], b: -1.0 };
    assert!(neuron.is_active(&[1.0]), "the boundary itself belongs to the active side");
    assert!(!neuron.is_active(&[0.9]));
    assert!(!neuron.is_active(&[f64::NAN]));
}

#[test]
fn a_row_of_a_layer_is_one_neuron() {
    let (w, x) = (whole::<f64>(3, 5, 1), whole::<f64>(5, 4, 2));
    let b = [1.0, -2.0, 0.0];
    let mut y = DMatrix::zeros(3, 4);
    affine(w.as_view(), &b, x.as_view(), Square, y.as_view_mut());
    for (row, b) in b.into_iter().enumerate() {
        let neuron = Neuron { w: w.row(row).iter().copied().collect(), b };
        for (sample, x) in x.column_iter().enumerate() {
            assert_eq!(neuron.output(Square, x.as_slice()), y[(row, sample)]);
        }
    }
}

/// Without an activation between them two layers are one.
#[test]
fn neurons_without_activation_add_up_to_one_neuron() {
    let first: Vec<_> = (0..3).map(|k| random_neuron(4, k)).collect();
    let second = random_neuron(3, 9);
    let weight = |i: usize| first.iter().zip(&second.w).map(|(n, v)| v * n.w[i]).sum();
    let bias: f64 = first.iter().zip(&second.w).map(|(n, v)| v * n.b).sum();
    let one = Neuron { w: (0..4).map(weight).collect(), b: bias + second.b };
    for k in 0..20 {
        let x: Vec<f64> = (0..4).map(|i| noise(31 * k + i)).collect();
        let hidden: Vec<f64> = first.iter().map(|neuron| neuron.weighted_sum(&x)).collect();
        assert!((second.weighted_sum(&hidden) - one.weighted_sum(&x)).abs() < 1e-14);
    }
}

#[test]
fn inputs_that_do_not_fit_stop_at_the_callers_line() {
    let panic = panic_of(|| _ = Neuron::<f32>::zeros(3).weighted_sum(&[1.0, 2.0]));
    assert!(panic.message.contains("Neuron: w (3) and x (2) do not fit"), "{panic:?}");
    assert!(panic.file.ends_with("tests/suite/neuron.rs"), "blamed on {}", panic.file);
}
