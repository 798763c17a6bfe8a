//! The four rules, by hand.

use crate::blame::panic_of;
use activations::{Gelu, Relu, Sigmoid};
use backprop::{activation_backward, bias_gradient, input_gradient, weight_gradient};
use nalgebra::DMatrix;
use neurons::Activation;
use numeric::matrix;

#[test]
fn activation_backward_multiplies_by_the_derivative() {
    let mut dy = [4.0, -2.0, 3.0];
    let y = [0.5, 0.0, 1.0];
    activation_backward(Sigmoid, &[f64::NAN; 3], &y, &mut dy);
    assert_eq!(dy, [1.0, 0.0, 0.0]);
    let mut dy = [4.0, -2.0, 3.0];
    activation_backward(Relu, &[0.0; 3], &y, &mut dy);
    assert_eq!(dy, [4.0, 0.0, 3.0]);
    // GELU's derivative needs z.
    let z = [1.0, -0.5, 0.0];
    let mut dy = [1.0; 3];
    activation_backward(Gelu, &z, &[f64::NAN; 3], &mut dy);
    assert_eq!(dy, z.map(|z| Gelu.derivative(z, 0.0)));
}

#[test]
fn products_by_hand() {
    // Two neurons, three inputs, two samples.
    let delta = matrix([[1.0, 2.0], [-1.0, 0.5]]);
    let x = matrix([[3.0, 0.0], [1.0, 4.0], [-2.0, 2.0]]);
    let w = matrix([[1.0, 0.0, 2.0], [-1.0, 3.0, 0.0]]);
    let mut dw = DMatrix::from_element(2, 3, f64::NAN);
    weight_gradient(delta.as_view(), x.as_view(), dw.as_view_mut());
    assert_eq!(dw, matrix([[3.0, 9.0, 2.0], [-3.0, 1.0, 3.0]]));
    let mut db = [f64::NAN; 2];
    bias_gradient(delta.as_view(), &mut db);
    assert_eq!(db, [3.0, -0.5]);
    let mut dx = DMatrix::from_element(3, 2, f64::NAN);
    input_gradient(w.as_view(), delta.as_view(), dx.as_view_mut());
    assert_eq!(dx, matrix([[2.0, 1.5], [-3.0, 1.5], [2.0, 4.0]]));
}

#[test]
fn no_samples_give_zero_gradients() {
    let (delta, x) = (DMatrix::<f32>::zeros(2, 0), DMatrix::zeros(3, 0));
    let mut dw = DMatrix::from_element(2, 3, f32::NAN);
    weight_gradient(delta.as_view(), x.as_view(), dw.as_view_mut());
    let mut db = [f32::NAN; 2];
    bias_gradient(delta.as_view(), &mut db);
    assert_eq!((dw, db), (DMatrix::zeros(2, 3), [0.0; 2]));
}

#[test]
fn shapes_that_do_not_fit_stop_at_the_callers_line() {
    let zeros = DMatrix::<f32>::zeros;
    let mut y = zeros(2, 3);
    let panics = [
        (
            panic_of(|| activation_backward(Relu, &[0.0; 2], &[0.0; 2], &mut [0.0; 3])),
            "activation_backward: z, y, dy [2, 2, 3] do not fit",
        ),
        (
            panic_of(|| activation_backward(Relu, &[0.0; 3], &[0.0; 2], &mut [0.0; 3])),
            "activation_backward: z, y, dy [3, 2, 3] do not fit",
        ),
        (
            panic_of(|| bias_gradient(zeros(2, 3).as_view(), &mut [0.0; 3])),
            "bias_gradient: delta (2, 3) and db (3) do not fit",
        ),
        (
            panic_of(|| {
                weight_gradient(zeros(2, 5).as_view(), zeros(4, 5).as_view(), y.as_view_mut())
            }),
            "and y (2, 3) do not fit",
        ),
        (
            panic_of(|| {
                input_gradient(zeros(2, 2).as_view(), zeros(2, 4).as_view(), y.as_view_mut())
            }),
            "and y (2, 3) do not fit",
        ),
    ];
    for (panic, message) in panics {
        assert!(panic.message.contains(message), "{}", panic.message);
        assert!(panic.file.ends_with("tests/suite/rules.rs"), "blamed on {}", panic.file);
    }
}

/// In one running sum a million tenths in `f32` miss the total by one per cent.
#[test]
fn a_long_bias_gradient_keeps_its_digits() {
    for neurons in [1, 3, 70] {
        let samples = 1_000_000 / neurons;
        let delta = DMatrix::from_element(neurons, samples, 0.1f32);
        let mut db = vec![f32::NAN; neurons];
        bias_gradient(delta.as_view(), &mut db);
        let exact = f64::from(0.1f32) * samples as f64;
        assert!(db.iter().all(|db| (f64::from(*db) / exact - 1.0).abs() < 1e-6), "{db:?}");
    }
}
