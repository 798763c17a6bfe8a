//! Radius, margin, and the widest margin.

use crate::blame::panic_of;
use crate::samples::{random_neuron, separable};
use nalgebra::{DMatrix, dmatrix};
use neurons::{Neuron, margin, mistake_bound, radius, widest_margin};

#[test]
fn lengths_on_paper() {
    let x = dmatrix![2.0, -2.0; 2.0, -2.0];
    assert_eq!(radius(x.as_view()), 3.0); // √(2² + 2² + 1²)
    let neuron = Neuron { w: vec![3.0, 4.0], b: 0.0 };
    assert_eq!(margin(&neuron, x.as_view(), &[1.0, -1.0]), 14.0 / 5.0);
    assert_eq!(margin(&neuron, x.as_view(), &[-1.0, -1.0]), -14.0 / 5.0);
    assert_eq!(mistake_bound(3.0, 1.5), Some(4.0));
    assert_eq!(mistake_bound(3.0, 0.0), None);
    assert_eq!(mistake_bound(3.0, -1.0), None);
    assert_eq!(mistake_bound(3.0, f64::NAN), None);
}

#[test]
fn between_two_points_the_widest_margin_is_half_way() {
    let x = dmatrix![1.0, 3.0; 0.0, 0.0];
    let t = [-1.0, 1.0];
    let neuron = widest_margin(x.as_view(), &t, 1_000);
    // Of the weighted means of −(1, 0, 1) and (3, 0, 1) this is nearest to the origin; z = 0 at 2.
    for (found, expected) in neuron.w.iter().chain([&neuron.b]).zip([0.2, 0.0, -0.4_f64]) {
        assert!((found - expected).abs() < 1e-6, "{neuron:?}");
    }
}

#[test]
fn no_other_neuron_has_a_wider_margin() {
    for salt in 1..6 {
        let (x, t) = separable(3, 30, 0.1, salt);
        let widest = widest_margin(x.as_view(), &t, 20_000);
        let found = margin(&widest, x.as_view(), &t);
        // The nearest point's own distance from the origin is never less than the widest margin.
        let length = widest.w.iter().chain([&widest.b]).map(|w| w * w).sum::<f64>().sqrt();
        assert!(found <= length && found > 0.99 * length, "{found} of {length}");
        for other in 0..200 {
            let other = margin(&random_neuron(3, other), x.as_view(), &t);
            assert!(other <= length, "{other} > {length}");
        }
    }
}

#[test]
fn without_samples_there_is_no_margin() {
    let (none, neuron) = (DMatrix::<f64>::zeros(2, 0), Neuron::zeros(2));
    let panic = panic_of(|| _ = margin(&neuron, none.as_view(), &[]));
    assert!(panic.message.contains("margin: there must be a sample"), "{panic:?}");
    assert!(panic.file.ends_with("tests/suite/margin.rs"), "blamed on {}", panic.file);
    let panic = panic_of(|| _ = widest_margin(none.as_view(), &[1.0], 5));
    assert!(panic.message.contains("margin: one class for each sample"), "{panic:?}");
}
