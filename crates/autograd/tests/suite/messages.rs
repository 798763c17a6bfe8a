//! What is said of a mistake, and at which line.

use crate::blame::{Panic, panic_of};
use activations::{Elu, LeakyRelu};
use autograd::{Tape, Var};
use losses::CrossEntropy;
use tensor::Tensor;

/// What is said of `f` on tensors of these shapes, and the file that it is reported at.
fn complaint<'s>(
    shapes: impl IntoIterator<Item = &'s [usize]>,
    f: impl for<'t> Fn(&[Var<'t, f64>]) -> Var<'t, f64>,
) -> (String, String) {
    let tensor = |dims| Tensor::zeros(tensor::Shape::new(dims).unwrap());
    let tensors: Vec<Tensor<f64>> = shapes.into_iter().map(tensor).collect();
    let Panic { message, file } = panic_of(|| {
        Tape::new().no_grad(|tape| f(&tensors.iter().map(|x| tape.leaf(x)).collect::<Vec<_>>()))
    });
    (message, file)
}

#[test]
fn shapes_that_do_not_fit_are_named_at_the_callers_line() {
    let repeated = "counted from the last, axes must be equal, or one of them 1 or missing";
    let slopes = "there must be one slope for each index of the last axis, or a single one";
    let pair: [&[usize]; 2] = [&[5, 3], &[2]];
    let (mask, weights, bias) = (Tensor::zeros([4]), Tensor::zeros([3, 2]), Tensor::zeros([2]));
    for ((message, file), expected) in [
        (
            complaint(pair, |x| x[0].maximum(x[1])),
            format!("maximum: [5, 3] and [2] do not fit: {repeated}"),
        ),
        (
            complaint(pair, |x| x[0].minimum(x[1])),
            format!("minimum: [5, 3] and [2] do not fit: {repeated}"),
        ),
        (
            complaint(pair, |x| x[0].where_(&Tensor::zeros([3]), x[1])),
            format!("where_: [5, 3] and [2] do not fit: {repeated}"),
        ),
        (
            complaint(pair, |x| x[0].where_(&mask, x[0])),
            format!("where_: [5, 3] and [4] do not fit: {repeated}"),
        ),
        (
            complaint(pair, |x| x[0].prelu(x[1])),
            format!("prelu: [5, 3] and [2] do not fit: {slopes}"),
        ),
    ] {
        assert_eq!(message, expected);
        assert!(file.ends_with("messages.rs"), "{message} is said to come from {file}");
    }
    for ((message, file), expected) in [
        (
            complaint(pair, |x| x[0].activate(LeakyRelu { negative_slope: -1.0 })),
            "leaky_relu: the slope must be positive, not -1",
        ),
        (
            complaint(pair, |x| x[0].affine(&weights, &bias, Elu { alpha: f64::NAN })),
            "elu: alpha must be positive, not NaN",
        ),
        (complaint(pair, |x| x[0].elu(0.0)), "elu: alpha must be positive, not 0"),
        (complaint(pair, |x| x[0].softplus(-1.0)), "softplus: beta must be positive, not -1"),
        (complaint(pair, |x| x[0].hard_tanh(1.0, 1.0)), "hard_tanh: 1 is not less than 1"),
        (
            complaint(pair, |x| x[0].unreduced_loss(&CrossEntropy, &[0, 1])),
            "cross-entropy: 2 targets for 5 samples of 3 outputs: expected 5",
        ),
    ] {
        assert_eq!(message, expected);
        assert!(file.ends_with("messages.rs"), "{message} is said to come from {file}");
    }
}
