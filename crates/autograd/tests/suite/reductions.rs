//! Reductions at their edges; the numbers are those of PyTorch 2.15.0.

use crate::tensor;
use autograd::{Tape, Var};
use tensor::Tensor;

const INF: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

type Reduce = for<'t> fn(Var<'t, f64>) -> Var<'t, f64>;

/// What is computed, from what, the output, and the gradient.
const EDGES: [(Reduce, [f64; 3], f64, [f64; 3]); 10] = [
    (|x| x.amax(&[0], false), [1.0, NAN, 3.0], NAN, [NAN; 3]),
    (|x| x.amax(&[0], false), [1.0, 3.0, 3.0], 3.0, [0.0, 0.5, 0.5]),
    (|x| x.amin(&[], false), [2.0, 2.0, 2.0], 2.0, [1.0 / 3.0; 3]),
    (|x| x.prod(&[0], false), [1.0, 0.0, 3.0], 0.0, [0.0, 3.0, 0.0]),
    (|x| x.prod(&[0], false), [0.0, 0.0, 3.0], 0.0, [0.0; 3]),
    (|x| x.std_dims(&[0], 1, false), [2.0; 3], 0.0, [0.0; 3]),
    (|x| x.logsumexp(&[0], false), [-INF, 0.0, -INF], 0.0, [0.0, 1.0, 0.0]),
    (|x| x.logsumexp(&[0], false), [-INF; 3], -INF, [NAN; 3]),
    (|x| x.logsumexp(&[0], false), [INF, 0.0, 0.0], INF, [NAN, 0.0, 0.0]),
    (|x| x.logsumexp(&[0], false), [1e5, -1e5, 0.0], 1e5, [1.0, 0.0, 0.0]),
];

#[test]
fn edges() {
    let near = |a: f64, b: f64| (a.is_nan() && b.is_nan()) || a == b || (a - b).abs() < 1e-12;
    for (f, x, output, gradient) in EDGES {
        let gradients = Tape::new().gradients(|tape| f(tape.leaf(&tensor([3], x))));
        assert!(near(gradients.loss(), output), "{x:?}: {} is not {output}", gradients.loss());
        let found = gradients.leaf(0).unwrap().as_slice();
        let all = found.iter().zip(gradient).all(|(a, b)| near(*a, b));
        assert!(all, "{x:?}: {found:?} is not {gradient:?}");
    }
}

#[test]
fn of_nothing() {
    let empty = Tensor::<f64>::zeros([2, 0]);
    let of = |f: Reduce| Tape::new().no_grad(|tape| f(tape.constant(&empty))).as_slice().to_vec();
    assert_eq!(of(|x| x.sum_dims(&[1], false)), [0.0; 2]);
    assert_eq!(of(|x| x.prod(&[1], false)), [1.0; 2]);
    assert!(of(|x| x.amax(&[0], false)).is_empty());
    assert!(of(|x| x.softmax_dim(0)).is_empty());
}

/// Any axis by softmax along the last one, with as many columns as make several tiles.
#[test]
fn softmax_along_an_axis_is_that_of_the_last() {
    let mut n = 0u32;
    let x = Tensor::from_fn([3, 70, 300], || {
        n = n.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(n >> 8) / f64::from(1 << 22) - 2.0
    });
    let pairs: [[Reduce; 2]; 2] = [
        [|x| x.softmax_dim(1), |x| x.transpose(1, 2).softmax().transpose(1, 2)],
        [|x| x.log_softmax_dim(1), |x| x.transpose(1, 2).log_softmax().transpose(1, 2)],
    ];
    for pair in pairs {
        let [along, of_last] = pair.map(|f| {
            let gradients = Tape::new().gradients(|tape| (f(tape.leaf(&x)) * &x).sum());
            gradients.leaf(0).unwrap().clone()
        });
        let both = along.as_slice().iter().zip(of_last.as_slice());
        assert!(both.clone().all(|(a, b)| (a - b).abs() < 1e-12));
    }
}
