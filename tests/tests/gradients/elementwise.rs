//! What treats each number alone, or two numbers in the same place.

use crate::Case;
use autograd::Var;
use tensor::Tensor;

pub const CASES: &[Case] = &[
    ("activate", "elu", &[&[5, 3]], |_, x| x[0].elu(0.7)),
    ("activate", "selu", &[&[5, 3]], |_, x| x[0].selu()),
    ("activate", "softplus", &[&[5, 3]], |_, x| x[0].softplus(2.5)),
    ("activate", "gelu_tanh", &[&[5, 3]], |_, x| x[0].gelu_tanh()),
    ("activate", "silu", &[&[5, 3]], |_, x| x[0].silu()),
    ("activate", "mish", &[&[5, 3]], |_, x| x[0].mish()),
    ("activate", "hard_tanh", &[&[5, 3]], |_, x| x[0].hard_tanh(-0.7, 0.4)),
    ("activate", "step", &[&[5, 3]], |_, x| x[0].step()),
    ("affine", "elu", &[&[5, 3], &[3, 4], &[4]], |_, x| {
        x[0].affine(x[1], x[2], activations::Elu::default())
    }),
    ("affine", "mish", &[&[5, 3], &[3, 4], &[4]], |_, x| {
        x[0].affine(x[1], x[2], activations::Mish)
    }),
    ("prelu", "", &[&[5, 3], &[3]], |_, x| x[0].prelu(x[1])),
    ("prelu", "three axes", &[&[2, 3, 4], &[4]], |_, x| x[0].prelu(x[1])),
    ("prelu", "one slope", &[&[5, 3], &[1]], |_, x| x[0].prelu(x[1])),
    ("prelu", "a number", &[&[5, 3], &[]], |_, x| x[0].prelu(x[1])),
    ("exp", "", &[&[5, 3]], |_, x| x[0].exp()),
    ("ln", "", &[&[5, 3]], |_, x| positive(x[0]).ln()),
    ("sqrt", "", &[&[5, 3]], |_, x| positive(x[0]).sqrt()),
    ("powf", "", &[&[5, 3]], |_, x| positive(x[0]).powf(1.7)),
    ("powf", "a negative exponent", &[&[5, 3]], |_, x| positive(x[0]).powf(-0.5)),
    ("powf", "nothing", &[&[5, 3]], |_, x| positive(x[0]).powf(0.0)),
    ("powi", "", &[&[5, 3]], |_, x| x[0].powi(3)),
    ("powi", "a negative exponent", &[&[5, 3]], |_, x| positive(x[0]).powi(-2)),
    ("powi", "nothing", &[&[5, 3]], |_, x| x[0].powi(0)),
    ("abs", "", &[&[5, 3]], |_, x| x[0].abs()),
    ("maximum", "", &[&[5, 3], &[5, 3]], |_, x| x[0].maximum(x[1])),
    ("maximum", "a row to each", &[&[5, 3], &[3]], |_, x| x[0].maximum(x[1])),
    ("maximum", "a number", &[&[5, 3]], |_, x| x[0].maximum(0.1)),
    ("minimum", "", &[&[5, 3], &[5, 3]], |_, x| x[0].minimum(x[1])),
    ("minimum", "from a column", &[&[5, 1], &[5, 3]], |_, x| x[0].minimum(x[1])),
    ("where_", "", &[&[5, 3], &[5, 3]], |_, x| x[0].where_(&every_second(&[5, 3]), x[1])),
    ("where_", "all repeated", &[&[2, 1, 3], &[4, 1]], |_, x| {
        x[0].where_(&every_second(&[3]), x[1])
    }),
    ("where_", "a number", &[&[5, 3]], |_, x| x[0].where_(&every_second(&[5, 3]), -1e9) / 1e9),
];

/// Positive numbers made of any.
fn positive(x: Var<'_, f64>) -> Var<'_, f64> {
    x * x + 0.1
}

/// 0, 1, 0, 1, …
fn every_second(dims: &[usize]) -> Tensor<f64> {
    let mut last = 1.0;
    let shape = tensor::Shape::new(dims).expect("a test has a shape that is one");
    Tensor::from_fn(shape, || {
        last = 1.0 - last;
        last
    })
}
