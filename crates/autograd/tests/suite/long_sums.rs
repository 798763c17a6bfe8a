//! In one running sum a million tenths in `f32` give 100,958 instead of 100,000: all sums over a long
//! axis, and all gradients that are such sums, are right to six digits.

use autograd::{Tape, Var};
use neurons::Identity;
use tensor::{Shape, Tensor};

const MILLION: usize = 1_000_000;

/// An operation on a variable.
type Operation = for<'t> fn(Var<'t, f32>) -> Var<'t, f32>;

fn check(name: &str, y: &Tensor<f32>, exact: f64) {
    let y = y.as_slice();
    let all = y.iter().all(|y| (f64::from(*y) / exact - 1.0).abs() < 1e-6);
    assert!(all, "{name}: {} for {exact}", y[0]);
}

/// The name, the shape, the operation, and how many tenths become one element.
const SUMS: &[(&str, &[usize], Operation, f64)] = &[
    ("sum", &[MILLION], |x| x.sum(), 1e6),
    ("mean", &[MILLION], |x| x.mean(), 1.0),
    ("sum_dim 0", &[MILLION, 1], |x| x.sum_dim(0), 1e6),
    ("sum_dim 0 of two columns", &[MILLION / 2, 2], |x| x.sum_dim(0), 5e5),
    ("sum_dim 1 of three axes", &[2, MILLION / 4, 2], |x| x.sum_dim(1), 2.5e5),
    ("sum_dim 1", &[2, MILLION / 2], |x| x.sum_dim(1), 5e5),
    ("sum_dims", &[1000, 2, 500], |x| x.sum_dims(&[0, 2], false), 5e5),
    ("mean_dims", &[1000, 2, 500], |x| x.mean_dims(&[0, 2], false), 1.0),
];

#[test]
fn a_million_tenths() {
    for (name, dims, f, tenths) in SUMS {
        let x = Tensor::full(Shape::new(dims).unwrap(), 0.1);
        let y = Tape::new().no_grad(|tape| f(tape.constant(&x)));
        check(name, &y, f64::from(0.1f32) * tenths);
    }
}

/// What is done with a parameter that a million elements share.
const SHARED: &[(&str, &[usize], Operation)] = &[
    ("column", &[1], |x| x.tape().constant(&Tensor::full([MILLION, 1], 0.1)) * x),
    ("scalar", &[], |x| x.tape().constant(&Tensor::full([1000, 1000], 0.1)) * x),
    ("index_select", &[1, 1], |x| x.index_select(&vec![0; MILLION]) * 0.1),
    ("bias", &[1], |b| {
        let (x, w) = (Tensor::zeros([MILLION, 1]), Tensor::zeros([1, 1]));
        b.tape().constant(&x).affine(&w, b, Identity) * 0.1
    }),
    ("prelu", &[1], |a| a.tape().constant(&Tensor::full([MILLION, 1], -0.1)).prelu(a) * -1.0),
];

#[test]
fn a_gradient_of_a_million_tenths() {
    for (name, dims, f) in SHARED {
        let x = Tensor::full(Shape::new(dims).unwrap(), 1.0);
        let gradients = Tape::new().gradients(|tape| f(tape.leaf(&x)).sum());
        check(name, gradients.leaf(0).unwrap(), f64::from(0.1f32) * 1e6);
    }
}

/// A hundred thousand classes: 0, then −ln 10.
const SOFTMAXES: &[(&str, &[usize], Operation)] = &[
    ("log_softmax", &[1, 100_000], |x| x.log_softmax()),
    ("log_softmax_dim", &[100_000, 1], |x| x.log_softmax_dim(0)),
    ("softmax", &[1, 100_000], |x| x.softmax().ln()),
    ("softmax_dim", &[100_000, 1], |x| x.softmax_dim(0).ln()),
    ("logsumexp", &[100_000], |x| -x.logsumexp(&[], false)),
];

#[test]
fn a_softmax_over_many_classes() {
    let rest = -std::f32::consts::LN_10;
    let exact = -(1.0 + 99_999.0 * f64::from(rest).exp()).ln();
    for (name, dims, f) in SOFTMAXES {
        let mut x = Tensor::full(Shape::new(dims).unwrap(), rest);
        x.as_mut_slice()[0] = 0.0;
        let y = Tape::new().no_grad(|tape| f(tape.constant(&x)));
        check(name, &Tensor::scalar(y.as_slice()[0]), exact);
    }
}
