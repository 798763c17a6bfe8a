//! What each operation gives, by hand.

use crate::{Op, tensor, value};
use activations::{Gelu, Relu, Tanh};
use autograd::{Param, Tape, Var, concat};
use losses::MeanSquaredError;
use neurons::{Activation, Identity};
use tensor::Tensor;

/// `[[1, −2, 3], [4, 5, −6]]`
fn x<'t>(tape: &'t Tape<f64>) -> Var<'t, f64> {
    tape.constant(&tensor([2, 3], [1.0, -2.0, 3.0, 4.0, 5.0, -6.0]))
}

/// `[10, 20, 30]`
fn row<'t>(tape: &'t Tape<f64>) -> Var<'t, f64> {
    tape.constant(&tensor([3], [10.0, 20.0, 30.0]))
}

/// `[[2], [−1]]`
fn column<'t>(tape: &'t Tape<f64>) -> Var<'t, f64> {
    tape.constant(&tensor([2, 1], [2.0, -1.0]))
}

/// `[[1, 0], [2, 1], [0, −1]]`
fn weight() -> Tensor<f64> {
    tensor([3, 2], [1.0, 0.0, 2.0, 1.0, 0.0, -1.0])
}

/// Name, operation, output shape and output, all of them exact.
const EXACT: [(&str, Op, &[usize], &[f64]); 36] = [
    ("add", |t| x(t) + row(t), &[2, 3], &[11.0, 18.0, 33.0, 14.0, 25.0, 24.0]),
    ("add a scalar", |t| x(t) + 0.5, &[2, 3], &[1.5, -1.5, 3.5, 4.5, 5.5, -5.5]),
    ("add the other way round", |t| row(t) + x(t), &[2, 3], &[11.0, 18.0, 33.0, 14.0, 25.0, 24.0]),
    ("add, both repeated", |t| column(t) + row(t), &[2, 3], &[12.0, 22.0, 32.0, 9.0, 19.0, 29.0]),
    ("sub", |t| x(t) - column(t), &[2, 3], &[-1.0, -4.0, 1.0, 5.0, 6.0, -5.0]),
    ("sub a tensor", |t| row(t) - &tensor([], [1.0]), &[3], &[9.0, 19.0, 29.0]),
    ("sub from less", |t| row(t) - x(t), &[2, 3], &[9.0, 22.0, 27.0, 6.0, 15.0, 36.0]),
    ("mul", |t| x(t) * column(t), &[2, 3], &[2.0, -4.0, 6.0, -4.0, -5.0, 6.0]),
    ("mul by itself", |t| x(t) * x(t), &[2, 3], &[1.0, 4.0, 9.0, 16.0, 25.0, 36.0]),
    ("div", |t| row(t) / column(t), &[2, 3], &[5.0, 10.0, 15.0, -10.0, -20.0, -30.0]),
    ("div by a scalar", |t| x(t) / 2.0, &[2, 3], &[0.5, -1.0, 1.5, 2.0, 2.5, -3.0]),
    ("neg", |t| -column(t), &[2, 1], &[-2.0, 1.0]),
    ("matmul", |t| x(t).matmul(&weight()), &[2, 2], &[-3.0, -5.0, 14.0, 11.0]),
    ("matmul of one sample", |t| row(t).matmul(&weight()), &[2], &[50.0, -10.0]),
    (
        "matmul of three axes",
        |t| x(t).reshape([2, 1, 3]).matmul(&weight()),
        &[2, 1, 2],
        &[-3.0, -5.0, 14.0, 11.0],
    ),
    (
        "matmul of nothing",
        |t| x(t).narrow(1, 0..0).matmul(&Tensor::zeros([0, 2])),
        &[2, 2],
        &[0.0; 4],
    ),
    (
        "affine",
        |t| x(t).affine(&weight(), &tensor([2], [1.0, 2.0]), Identity),
        &[2, 2],
        &[-2.0, -3.0, 15.0, 13.0],
    ),
    (
        "affine with activation",
        |t| x(t).affine(&weight(), &tensor([2], [1.0, 2.0]), Relu),
        &[2, 2],
        &[0.0, 0.0, 15.0, 13.0],
    ),
    ("relu", |t| x(t).relu(), &[2, 3], &[1.0, 0.0, 3.0, 4.0, 5.0, 0.0]),
    ("leaky_relu", |t| x(t).leaky_relu(0.5), &[2, 3], &[1.0, -1.0, 3.0, 4.0, 5.0, -3.0]),
    ("sigmoid", |t| (x(t) * 0.0).sigmoid(), &[2, 3], &[0.5; 6]),
    ("sum", |t| x(t).sum(), &[], &[5.0]),
    ("sum of nothing", |t| x(t).narrow(0, 1..1).sum(), &[], &[0.0]),
    ("mean", |t| row(t).mean(), &[], &[20.0]),
    ("sum_dim 0", |t| x(t).sum_dim(0), &[3], &[5.0, 3.0, -3.0]),
    ("sum_dim 1", |t| x(t).sum_dim(1), &[2], &[2.0, 3.0]),
    ("sum_dim in the middle", |t| x(t).reshape([1, 3, 2]).sum_dim(1), &[1, 2], &[9.0, -4.0]),
    ("sum_dim of nothing", |t| x(t).narrow(0, 0..0).sum_dim(0), &[3], &[0.0; 3]),
    ("max_dim 0", |t| x(t).max_dim(0), &[3], &[4.0, 5.0, 3.0]),
    ("max_dim 1", |t| x(t).max_dim(1), &[2], &[3.0, 5.0]),
    ("transpose", |t| x(t).transpose(0, 1), &[3, 2], &[1.0, 4.0, -2.0, 5.0, 3.0, -6.0]),
    ("flatten", |t| x(t).reshape([1, 2, 3]).flatten(), &[1, 6], &[1.0, -2.0, 3.0, 4.0, 5.0, -6.0]),
    ("slice rows", |t| x(t).narrow(0, 1..2), &[1, 3], &[4.0, 5.0, -6.0]),
    ("slice columns", |t| x(t).narrow(1, 1..3), &[2, 2], &[-2.0, 3.0, 5.0, -6.0]),
    ("index_select", |t| row(t).index_select(&[2, 0, 2]), &[3], &[30.0, 10.0, 30.0]),
    ("gather rows", |t| x(t).index_select(&[1]), &[1, 3], &[4.0, 5.0, -6.0]),
];

#[test]
fn exact_operations() {
    for (name, op, shape, output) in EXACT {
        let y = value(op);
        assert_eq!((y.shape().dims(), y.as_slice()), (shape, output), "{name}");
    }
}

#[test]
fn joining() {
    let y = value(|t| concat(&[x(t), column(t), x(t).narrow(1, 0..0)], 1));
    assert_eq!(y.as_slice(), [1.0, -2.0, 3.0, 2.0, 4.0, 5.0, -6.0, -1.0]);
    assert_eq!(y.shape().dims(), [2, 4]);
    let y = value(|t| concat(&[row(t), row(t)], 0));
    assert_eq!(y.as_slice(), [10.0, 20.0, 30.0, 10.0, 20.0, 30.0]);
    let y = value(|t| concat(&[x(t)], 0));
    assert_eq!(y.shape().dims(), [2, 3]);
}

/// The tape calls the functions of the earlier crates: the same bits.
#[test]
fn operations_of_earlier_crates() {
    let x = tensor([2, 3], [1.0, -2.0, 3.0, 4.0, 5.0, -6.0]);
    let by_hand = |f: fn(f64) -> f64| x.clone().map(f);
    let on_tape = |f: for<'t> fn(Var<'t, f64>) -> Var<'t, f64>| {
        Tape::new().no_grad(|tape| f(tape.constant(&x)))
    };
    assert_eq!(on_tape(|x| x.tanh()).as_slice(), by_hand(f64::tanh).as_slice());
    assert_eq!(on_tape(|x| x.gelu()).as_slice(), by_hand(|z| Gelu.apply(z)).as_slice());
    assert_eq!(on_tape(|x| x.activate(Tanh)).as_slice(), by_hand(f64::tanh).as_slice());
    for (on_tape, by_hand) in [
        (on_tape(|x| x.softmax()), activations::softmax as fn(&mut [f64])),
        (on_tape(|x| x.log_softmax()), activations::log_softmax),
    ] {
        let mut samples = x.as_slice().to_vec();
        samples.chunks_mut(3).for_each(by_hand);
        assert_eq!((on_tape.as_slice(), on_tape.shape()), (&samples[..], x.shape()));
    }
}

/// An activation whose derivative needs its input is recorded apart; the result is the same.
#[test]
fn an_activation_may_stand_behind_a_layer_or_alone() {
    let bias = tensor([2], [0.5, -0.25]);
    let y = Tape::new().no_grad(|t| x(t).affine(&weight(), &bias, Gelu));
    let z = Tape::new().no_grad(|t| x(t).affine(&weight(), &bias, Identity).gelu());
    assert_eq!(y.as_slice(), z.as_slice());
}

#[test]
fn losses() {
    let ln = f64::ln;
    let logits = tensor([2, 3], [ln(1.0), ln(2.0), ln(5.0), 7.0, 7.0, 7.0]);
    let loss = Tape::new().no_grad(|t| t.constant(&logits).cross_entropy(&[2, 0]));
    assert!((loss.item() - (ln(8.0 / 5.0) + ln(3.0)) / 2.0).abs() < 1e-15);
    assert_eq!(loss.shape().rank(), 0);
    let loss = value(|t| (row(t) * 0.0).binary_cross_entropy_with_logits(&[1.0, 0.0, 0.5]));
    assert!((loss.item() - ln(2.0)).abs() < 1e-15);
    assert_eq!(value(|t| row(t).mean_squared_error(&[10.0, 20.0, 33.0])).item(), 3.0);
    assert_eq!(value(|t| row(t).loss(&MeanSquaredError, &[10.0, 20.0, 33.0])).item(), 3.0);
}

#[test]
fn operands_of_every_kind() {
    let (param, constant) = (Param::new(tensor([2], [3.0, 4.0])), tensor([2], [5.0, 6.0]));
    let y = Tape::new().no_grad(|tape| (tape.constant(&constant) - &param) * 2.0 + &constant);
    assert_eq!(y.as_slice(), [9.0, 10.0]);
    let single = Param::new(Tensor::new([2], vec![3.0f32, 4.0]));
    let y = Tape::new().no_grad(|tape| tape.param(&single) / 2.0);
    assert_eq!(y.as_slice(), [1.5, 2.0]);
}

/// A NaN must not be hidden by a comparison that it always loses.
#[test]
fn a_nan_is_the_largest() {
    for index in 0..3 {
        let mut x = tensor([1, 3], [1.0, 2.0, 3.0]);
        x.as_mut_slice()[index] = f64::NAN;
        let y = Tape::new().no_grad(|tape| tape.constant(&x).max_dim(1));
        assert!(y.item().is_nan(), "at index {index}");
    }
}
