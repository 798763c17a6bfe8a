//! The sigmoid neuron: its loss, its gradient compared with numerical ones, gradient descent.

use crate::blame::panic_of;
use crate::samples::{noise, random_neuron, separable};
use check::{Tolerance, assert_close};
use nalgebra::DMatrix;
use neurons::{Neuron, NeuronGradient};
use numeric::central_difference;
use numeric::matrix;

/// The definition, logarithms included.
fn loss(neuron: &Neuron<f64>, x: &DMatrix<f64>, t: &[f64]) -> f64 {
    let losses = x.column_iter().zip(t).map(|(x, t)| {
        let y = neuron.predict_proba(x.as_slice());
        -t * y.ln() - (1.0 - t) * (1.0 - y).ln()
    });
    losses.sum::<f64>() / t.len() as f64
}

fn batch(inputs: usize, samples: usize) -> (DMatrix<f64>, Vec<f64>) {
    let x = DMatrix::from_fn(inputs, samples, |i, s| 2.0 * noise(s * 57 + i));
    (x, (0..samples).map(|s| f64::from(u8::from(noise(s) > 0.1))).collect())
}

#[test]
fn the_gradient_is_the_numerical_one() {
    for (inputs, samples) in [(1, 1), (2, 3), (5, 20), (17, 33)] {
        let (x, t) = batch(inputs, samples);
        let neuron = random_neuron(inputs, samples);
        let NeuronGradient { loss: value, dw, db } = neuron.cross_entropy_gradient(x.as_view(), &t);
        assert_close("L", &[value], &[loss(&neuron, &x, &t)], Tolerance::F64_GRADIENT);
        let numerical = |change: &dyn Fn(&mut Neuron<f64>) -> &mut f64| {
            let mut moved = neuron.clone();
            let at = *change(&mut moved);
            let moved_loss = |value| {
                *change(&mut moved) = value;
                loss(&moved, &x, &t)
            };
            central_difference(moved_loss, at, 1e-5)
        };
        let expected: Vec<f64> =
            (0..inputs).map(|i| numerical(&|neuron| &mut neuron.w[i])).collect();
        assert_close("∂L/∂w", &dw, &expected, Tolerance::F64_GRADIENT);
        assert_close(
            "∂L/∂b",
            &[db],
            &[numerical(&|neuron| &mut neuron.b)],
            Tolerance::F64_GRADIENT,
        );
    }
}

/// PyTorch 2.15's values for the same inputs:
///
/// ```python
/// x = torch.tensor([[0.75, 0.5, 0.1], [0.0, 1.0, 0.5], [1.0, 0.25, 0.0]], dtype=torch.float64)
/// t = torch.tensor([1.0, 0.0, 0.0], dtype=torch.float64)
/// w = torch.tensor([2.0, -1.0, -3.0], dtype=torch.float64, requires_grad=True)
/// b = torch.tensor(-0.5, dtype=torch.float64, requires_grad=True)
/// loss = F.binary_cross_entropy_with_logits(x @ w + b, t)
/// loss.backward()
/// print(loss.item(), w.grad.tolist(), b.grad.item())
/// ```
#[test]
fn pytorch_finds_the_same_loss_and_gradient() {
    let x = matrix([[0.75, 0.0, 1.0], [0.5, 1.0, 0.25], [0.1, 0.5, 0.0]]);
    let neuron = Neuron { w: vec![2.0, -1.0, -3.0], b: -0.5 };
    let found = neuron.cross_entropy_gradient(x.as_view(), &[1.0, 0.0, 0.0]);
    let within = Tolerance { absolute: 1e-15, relative: 1e-14 };
    assert_close("L", &[found.loss], &[0.7162184341002357], within);
    let dw = [0.14655845305301649, 0.005555945709159488, -0.007101221226656275];
    assert_close("∂L/∂w", &found.dw, &dw, within);
    assert_close("∂L/∂b", &[found.db], &[0.12485324388824523], within);
}

#[test]
fn zero_parameters_have_the_loss_ln_2() {
    let (x, t) = batch(4, 10);
    let gradient = Neuron::zeros(4).cross_entropy_gradient(x.as_view(), &t);
    assert!((gradient.loss - 2f64.ln()).abs() < 1e-15);
}

#[test]
fn a_saturated_wrong_prediction_has_a_finite_loss() {
    let certain = Neuron { w: vec![1.0], b: 0.0 };
    let x = matrix([[1000.0, -1000.0]]);
    let wrong = certain.cross_entropy_gradient(x.as_view(), &[0.0, 1.0]);
    assert_eq!((wrong.loss, wrong.db), (1000.0, 0.0));
    assert_eq!(wrong.dw, [1000.0]);
    let right = certain.cross_entropy_gradient(x.as_view(), &[1.0, 0.0]);
    assert_eq!((right.loss, right.dw[0]), (0.0, 0.0));
}

#[test]
fn a_small_step_lowers_the_loss_by_its_first_order() {
    let (x, t) = batch(6, 25);
    let mut neuron = random_neuron(6, 3);
    let gradient = neuron.cross_entropy_gradient(x.as_view(), &t);
    let steepness: f64 = gradient.dw.iter().chain([&gradient.db]).map(|d| d * d).sum();
    neuron.gradient_step(&gradient, 1e-4);
    let fall = gradient.loss - loss(&neuron, &x, &t);
    assert!((fall / (1e-4 * steepness) - 1.0).abs() < 1e-3, "{fall}");
}

#[test]
fn separable_classes_are_learnt() {
    let (x, t) = separable(3, 50, 0.2, 4);
    let t: Vec<f64> = t.iter().map(|t| (t + 1.0) / 2.0).collect();
    let mut neuron = Neuron::zeros(3);
    for _ in 0..2_000 {
        neuron.gradient_step(&neuron.cross_entropy_gradient(x.as_view(), &t), 1.0);
    }
    let right = |(x, t): (nalgebra::DVectorView<'_, f64>, &f64)| {
        (neuron.predict_proba(x.as_slice()) > 0.5) == (*t == 1.0)
    };
    assert!(x.column_iter().zip(&t).all(right));
}

#[test]
fn f32_learns_the_same() {
    let (x, t) = batch(6, 25);
    let x32 = x.map(|x| x as f32);
    let t32: Vec<f32> = t.iter().map(|t| *t as f32).collect();
    let neuron = random_neuron(6, 3);
    let w = neuron.w.iter().map(|w| *w as f32).collect();
    let small = Neuron { w, b: neuron.b as f32 };
    let (wide, narrow) = (
        neuron.cross_entropy_gradient(x.as_view(), &t),
        small.cross_entropy_gradient(x32.as_view(), &t32),
    );
    for (wide, narrow) in wide.dw.iter().zip(&narrow.dw) {
        assert!((wide - f64::from(*narrow)).abs() < 1e-6);
    }
    assert!((wide.loss - f64::from(narrow.loss)).abs() < 1e-6);
}

#[test]
fn what_does_not_fit_stops_at_the_callers_line() {
    let (x, neuron) = (matrix([[1.0, 2.0]]), Neuron::zeros(1));
    let panic = panic_of(|| _ = neuron.cross_entropy_gradient(x.as_view(), &[1.0]));
    assert!(panic.message.contains("x (1, 2) and t (1) do not fit"), "{panic:?}");
    assert!(panic.file.ends_with("tests/suite/sigmoid_neuron.rs"), "blamed on {}", panic.file);
    let gradient = neuron.cross_entropy_gradient(x.as_view(), &[1.0, 0.0]);
    let panic = panic_of(|| Neuron::zeros(2).gradient_step(&gradient, 0.1));
    assert!(panic.message.contains("gradient_step: w (2) and dw (1) do not fit"), "{panic:?}");
}
