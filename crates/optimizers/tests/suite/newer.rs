//! Lion, Muon and the moving average of weights: signs, shapes, and what is refused.

use crate::{after, gradients};
use autograd::{Param, Tape};
use nn::impl_module;
use optimizers::{AuxiliaryAdamW, Ema, Lion, Muon, MuonScale, Optimizer};
use rstest::rstest;
use tensor::{Shape, Tensor};

#[test]
fn lion_steps_along_signs_and_a_nan_stays_one() {
    let mut lion = Lion::<f64>::new(0.5);
    let found = after(&mut lion, &[1.0, 1.0, 1.0, 1.0], &[&[1e-9, -1e9, 0.0, f64::NAN]]);
    assert_eq!(found[..3], [0.5, 1.5, 1.0]);
    assert!(found[3].is_nan());
}

/// One step of Muon from zero, without decay.
fn step(shape: impl Into<Shape>, g: &[f64]) -> Vec<f64> {
    let mut w = Param::new(Tensor::<f64>::zeros(shape.into()));
    let g = Tensor::new(w.value.shape(), g.to_vec());
    let gradients = Tape::new().gradients(|tape| (tape.param(&w) * &g).sum());
    Muon::new(1.0).step(&mut w, &gradients);
    w.value.as_slice().to_vec()
}

/// Kernels of three filters with two elements each are a matrix of three outputs and two inputs:
/// the same as a dense layer's `[2, 3]`, transposed.
#[test]
fn kernels_are_a_matrix_of_outputs() {
    let kernels = step([3, 1, 1, 2], &[1.0, 2.0, 3.0, 4.0, 5.0, 7.0]);
    let dense = step([2, 3], &[1.0, 3.0, 5.0, 2.0, 4.0, 7.0]);
    for output in 0..3 {
        for input in 0..2 {
            let (found, expected) = (kernels[2 * output + input], dense[3 * input + output]);
            assert!((found - expected).abs() < 1e-12, "{found} for {expected}");
        }
    }
}

#[test]
fn a_gradient_of_zero_moves_nothing() {
    assert_eq!(step([2, 3], &[0.0; 6]), [0.0; 6]);
}

#[rstest]
#[case::wide(MuonScale::Original, 100, 400, 1.0)]
#[case::tall(MuonScale::Original, 400, 100, 2.0)]
#[case::like_adamw(MuonScale::MatchRmsAdamW, 25, 100, 2.0)]
fn scales(#[case] scale: MuonScale, #[case] outputs: usize, #[case] inputs: usize, #[case] s: f64) {
    assert!((scale.of(outputs, inputs) - s).abs() < 1e-12);
}

#[test]
#[should_panic(expected = "Muon is for matrices, but `` has the shape [2]: set the field `adamw`")]
fn a_vector_needs_adamw() {
    after(&mut Muon::<f64>::default(), &[1.0, 2.0], &[&[1.0, 1.0]]);
}

#[test]
#[should_panic(expected = "optimizer: beta2 must be at least 0 and below 1, but is 1")]
fn settings_of_the_auxiliary_adamw_are_checked() {
    let adamw = AuxiliaryAdamW { betas: (0.9, 1.0), ..AuxiliaryAdamW::new(&[]) };
    after(&mut Muon::<f64> { adamw: Some(adamw), ..Muon::default() }, &[1.0], &[&[1.0]]);
}

struct Two {
    first: Param<f64>,
    second: Param<f64>,
}
impl_module!(Two: f64 { first, second });

#[test]
#[should_panic(
    expected = "Ema: `second` is not a tensor of the model that the average was made for"
)]
fn an_average_of_another_model_is_refused() {
    let scalar = || Param::new(Tensor::scalar(1.0));
    let small = Two { first: scalar(), second: scalar() };
    let mut ema = Ema::new(&small, 0.5);
    ema.update(&Two { first: scalar(), second: Param::new(Tensor::zeros([3])) });
}

struct One {
    first: Param<f64>,
}
impl_module!(One: f64 { first });

#[rstest]
#[should_panic(expected = "Ema: the model has no tensor `second`, of which there is an average")]
fn a_model_without_one_of_the_tensors_is_refused(#[values(false, true)] swaps: bool) {
    let scalar = || Param::new(Tensor::scalar(1.0));
    let mut ema = Ema::new(&Two { first: scalar(), second: scalar() }, 0.5);
    let mut small = One { first: scalar() };
    if swaps { ema.swap(&mut small) } else { ema.update(&small) }
}

#[test]
fn two_swaps_change_nothing() {
    let mut w = Param::new(Tensor::<f64>::new([2], vec![1.0, 2.0]));
    let mut ema = Ema::new(&w, 0.75);
    ema.update(&w);
    let gradients = gradients(&w, &[1.0, -1.0]);
    Lion::new(0.5).step(&mut w, &gradients);
    ema.update(&w);
    ema.swap(&mut w);
    assert_eq!(w.value.as_slice(), [0.875, 2.125]);
    ema.swap(&mut w);
    assert_eq!(w.value.as_slice(), [0.5, 2.5]);
    assert_eq!(ema.n_averaged(), 2);
}
