//! Radius, margin and mistake bound.

use crate::blame::panic_of;
use nalgebra::DMatrix;
use neurons::{Neuron, margin, mistake_bound, radius};
use numeric::matrix;

#[test]
fn radius_and_margin_on_paper() {
    let x = matrix([[2.0, -2.0], [2.0, -2.0]]);
    assert_eq!(radius(x.as_view()), 3.0); // √(2² + 2² + 1²)
    let neuron = Neuron { w: vec![2.0, 3.0], b: 6.0 }; // its length is 7; the sums are 16 and −4
    assert_eq!(margin(&neuron, x.as_view(), &[1.0, -1.0]), 4.0 / 7.0);
    assert_eq!(margin(&neuron, x.as_view(), &[-1.0, -1.0]), -16.0 / 7.0);
    assert_eq!(mistake_bound(3.0, 1.5), Some(4.0));
    assert_eq!(mistake_bound(3.0, 0.0), None);
    assert_eq!(mistake_bound(3.0, -1.0), None);
    assert_eq!(mistake_bound(3.0, f64::NAN), None);
}

#[test]
fn a_neuron_of_zeros_has_margin_zero() {
    let x = matrix([[2.0, -2.0], [2.0, -2.0]]);
    assert_eq!(margin(&Neuron::zeros(2), x.as_view(), &[1.0, -1.0]), 0.0);
}

#[test]
fn without_samples_there_is_no_margin() {
    let (none, neuron) = (DMatrix::<f64>::zeros(2, 0), Neuron::zeros(2));
    let panic = panic_of(|| _ = margin(&neuron, none.as_view(), &[]));
    assert!(panic.message.contains("margin: there must be a sample"), "{panic:?}");
    assert!(panic.file.ends_with("tests/suite/margin.rs"), "blamed on {}", panic.file);
}
