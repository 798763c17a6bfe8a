use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded, small_integers};
use nalgebra::DMatrix;
use numeric::central_difference;

/// Queries, keys and values, and a loss `Σ dy·y` of the outputs.
#[derive(Clone)]
struct Case {
    /// `q`, `k`, `v`.
    inputs: [DMatrix<f64>; 3],
    dy: DMatrix<f64>,
}

/// What there is a gradient with respect to.
const NAMES: [&str; 3] = ["dq", "dk", "dv"];

/// What the backward passes near the right one start from.
struct Known {
    q: DMatrix<f64>,
    k: DMatrix<f64>,
    p: DMatrix<f64>,
    dy: DMatrix<f64>,
    /// The gradient with respect to the weights.
    dp: DMatrix<f64>,
    /// That with respect to the scores.
    ds: DMatrix<f64>,
    /// `√d`.
    root: f64,
    /// The root of the features of a value.
    value_root: f64,
}

/// The gradient with respect to the scores by a rule near the right one.
type ScoresRule = fn(&Known) -> DMatrix<f64>;

/// One of the three gradients by a rule near the right one; none where its shapes do not fit.
type Rule = fn(&Known) -> Option<DMatrix<f64>>;

/// Rules near the right one for `ds`, each with what is wrong about it.
const WRONG_SCORES: [(ScoresRule, &str); 9] = [
    (
        |it| it.p.component_mul(&it.dp),
        "in dZ the sum over the row is missing: if one score grows, the other weights of its row shrink",
    ),
    (
        |it| it.dp.component_mul(&it.p.map(|p| p * (1.0 - p))),
        "dZ has the slope of a sigmoid, p(1 − p): in a softmax each weight depends on all scores of its row",
    ),
    (|it| it.dp.clone(), "the softmax is left out: dP is taken for dZ"),
    (|it| &it.dp - sums(&it.p.component_mul(&it.dp)), "in dZ the factor P in front is missing"),
    (
        |it| it.p.component_mul(&(&it.dp - sums(&it.dp))),
        "the sum that dZ subtracts is that of P∘dP, not of dP alone",
    ),
    (
        |it| it.p.component_mul(&(&it.dp - sums(&it.dp) / it.p.ncols() as f64)),
        "what dZ subtracts is the plain mean of dP over the row: each dP counts by its weight, Σ P∘dP",
    ),
    (
        |it| {
            let weighted = it.p.component_mul(&it.dp);
            &weighted - sums(&weighted)
        },
        "the factor P is missing at the sum that dZ subtracts: it is P∘(dP − Σ P∘dP)",
    ),
    (
        |it| {
            let sums = sums(&it.p.component_mul(&it.dp).transpose()).transpose();
            it.p.component_mul(&(&it.dp - sums))
        },
        "the sum that dZ subtracts goes along a row, over the keys, not down a column",
    ),
    (
        |it| {
            let means = sums(&it.p.component_mul(&it.dp)) / it.p.ncols() as f64;
            it.p.component_mul(&(&it.dp - means))
        },
        "what dZ subtracts is the sum of P∘dP over the row, not its mean",
    ),
];

const VALUE_ROOT: &str = "the root is that of the features of a value: d is how many a query has";

/// Rules near the right ones for `dq`, `dk` and `dv`.
const WRONG_PRODUCTS: [&[(Rule, &str)]; 3] = [
    &[
        (|it| Some(&it.ds * &it.k), "the factor 1/√d is missing, d being the features of a query"),
        (|it| Some(&it.ds * &it.k / it.root.powi(2)), "it is divided by d, not by √d"),
        (|it| product(&it.ds, &it.k, it.value_root), VALUE_ROOT),
        (|it| product(&it.ds.transpose(), &it.k, it.root), "dZ is transposed for dK, not for dQ"),
        (|it| product(&it.ds, &it.q, it.root), "a query met the keys: dQ = dZ·K/√d"),
    ],
    &[
        (
            |it| Some(it.ds.transpose() * &it.q),
            "the factor 1/√d is missing, d being the features of a query",
        ),
        (|it| Some(it.ds.transpose() * &it.q / it.root.powi(2)), "it is divided by d, not by √d"),
        (|it| product(&it.ds.transpose(), &it.q, it.value_root), VALUE_ROOT),
        (|it| product(&it.ds, &it.q, it.root), "dZ is to be transposed: dK = dZᵀ·Q/√d"),
        (|it| product(&it.ds.transpose(), &it.k, it.root), "a key met the queries: dK = dZᵀ·Q/√d"),
    ],
    &[
        (|it| product(&it.p, &it.dy, 1.0), "P is to be transposed: dV = Pᵀ·dY"),
        (
            |it| product(&it.ds.transpose(), &it.dy, 1.0),
            "a value met the weights, not the scores: dV = Pᵀ·dY",
        ),
        (
            |it| Some(it.p.transpose() * &it.dy / it.root),
            "1/√d belongs to the scores: dV has no part of it",
        ),
    ],
];

/// A matrix product divided by something, if the shapes fit.
fn product(a: &DMatrix<f64>, b: &DMatrix<f64>, divisor: f64) -> Option<DMatrix<f64>> {
    (a.ncols() == b.nrows()).then(|| a * b / divisor)
}

/// In each place the sum of its row.
fn sums(x: &DMatrix<f64>) -> DMatrix<f64> {
    DMatrix::from_fn(x.nrows(), x.ncols(), |row, _| x.row(row).sum())
}

/// Quarters between −5/4 and 5/4, row after row.
fn quarters(rows: usize, columns: usize, salt: usize) -> DMatrix<f64> {
    DMatrix::from_row_slice(rows, columns, &small_integers(rows * columns, salt)) / 4.0
}

impl Case {
    /// `n` queries and `m` keys of `d` features, values of `features`.
    fn new([n, m, d, features]: [usize; 4]) -> Case {
        let inputs = [quarters(n, d, 1), quarters(m, d, 6), quarters(m, features, 3)];
        Case { inputs, dy: quarters(n, features, 9) * 4.0 }
    }

    /// The weights.
    fn weights(&self) -> DMatrix<f64> {
        let [q, k, _] = &self.inputs;
        let mut p = (q * k.transpose() / (q.ncols() as f64).sqrt()).map(f64::exp);
        for mut row in p.row_iter_mut() {
            let sum = row.sum();
            row /= sum;
        }
        p
    }

    fn loss(&self) -> f64 {
        (self.weights() * &self.inputs[2]).component_mul(&self.dy).sum()
    }

    fn known(&self) -> Known {
        let ([q, k, v], p, dy) = (self.inputs.clone(), self.weights(), self.dy.clone());
        let dp = &dy * v.transpose();
        let ds = p.component_mul(&(&dp - sums(&p.component_mul(&dp))));
        let root = (q.ncols() as f64).sqrt();
        let value_root = (v.ncols() as f64).sqrt();
        Known { q, k, p, dy, dp, ds, root, value_root }
    }

    /// The reader's gradients, of the right shapes, in the order of [`NAMES`].
    #[track_caller]
    fn gradients(&self) -> [DMatrix<f64>; 3] {
        let [q, k, v] = &self.inputs;
        let about = format!("`backward` (q {:?}, k {:?}, v {:?})", q.shape(), k.shape(), v.shape());
        let Gradients { dq, dk, dv } =
            guarded(|| about.clone(), || backward(q, k, v, &self.weights(), &self.dy));
        let gradients = [dq, dk, dv];
        for ((name, gradient), input) in NAMES.iter().zip(&gradients).zip(&self.inputs) {
            let (found, wanted) = (gradient.shape(), input.shape());
            let note = if (found.1, found.0) == wanted { ": that is the transpose" } else { "" };
            assert!(
                found == wanted,
                "{about}: {name} is {found:?}, expected {wanted:?}, the shape of what it belongs to{note}"
            );
        }
        gradients
    }

    /// The slopes of the loss, measured: each value is changed a little.
    fn slopes(&self, of: usize) -> DMatrix<f64> {
        let mut moved = self.clone();
        let (rows, columns) = self.inputs[of].shape();
        let slope = |at: usize| {
            let value = moved.inputs[of][at];
            let loss = |value: f64| {
                moved.inputs[of][at] = value;
                moved.loss()
            };
            let slope = central_difference(loss, value, 1e-5);
            moved.inputs[of][at] = value;
            slope
        };
        DMatrix::from_iterator(rows, columns, (0..rows * columns).map(slope))
    }

    /// Compares one of the gradients with the measured slopes, and names the slip if it can.
    #[track_caller]
    fn check(&self, of: usize) {
        let (found, slopes) = (&self.gradients()[of], self.slopes(of));
        let [q, k, v] = self.inputs.each_ref().map(|x| x.shape());
        let name = format!("{}, entry [row, column] (q {q:?}, k {k:?}, v {v:?})", NAMES[of]);
        let (shape, tolerance) = ([slopes.nrows(), slopes.ncols()], Tolerance::F64_GRADIENT);
        // Row after row, as matrices are read.
        let [found_rows, slopes] = [found.transpose(), slopes.transpose()];
        let result = compare(&name, &shape, found_rows.as_slice(), slopes.as_slice(), tolerance);
        assert_or_name_slip(result, || slip(&self.known(), of, found));
    }
}

/// Names the slip that gives this gradient.
fn slip(known: &Known, of: usize, found: &DMatrix<f64>) -> Option<&'static str> {
    let is = |other: DMatrix<f64>| {
        let close = |(a, b): (&f64, &f64)| Tolerance::F64_GRADIENT.is_close(*a, *b);
        other.shape() == found.shape() && found.iter().zip(&other).all(close)
    };
    let product = WRONG_PRODUCTS[of].iter().find(|(rule, _)| rule(known).is_some_and(is));
    let by_scores = |ds: DMatrix<f64>| match of {
        0 => is(ds * &known.k / known.root),
        1 => is(ds.transpose() * &known.q / known.root),
        _ => false,
    };
    let scores = || WRONG_SCORES.iter().find(|(rule, _)| by_scores(rule(known))).map(|it| it.1);
    product.map(|it| it.1).or_else(scores)
}

#[test]
fn agrees_with_paper() {
    let q = DMatrix::from_row_slice(1, 4, &[2.0, 0.0, 0.0, 0.0]);
    let ln_3 = 3f64.ln();
    let k = DMatrix::from_row_slice(2, 4, &[ln_3, 1.0, 0.0, 0.0, 0.0, -1.0, 0.0, 0.0]);
    let v = DMatrix::from_row_slice(2, 1, &[1.0, 0.0]);
    let case = Case { inputs: [q, k, v], dy: DMatrix::from_element(1, 1, 16.0) };
    let dq = [1.5 * ln_3, 3.0, 0.0, 0.0];
    let dk = [3.0, 0.0, 0.0, 0.0, -3.0, 0.0, 0.0, 0.0];
    let expected: [&[f64]; 3] = [&dq, &dk, &[12.0, 4.0]];
    let gradients = case.gradients();
    for of in [2, 0, 1] {
        let (found, expected) = (&gradients[of], expected[of]);
        let name = format!("{}, the example of the statement", NAMES[of]);
        let rows = found.transpose();
        let result =
            compare(&name, &[expected.len()], rows.as_slice(), expected, Tolerance::F64_GOLDEN);
        assert_or_name_slip(result, || slip(&case.known(), of, found));
    }
}

#[test]
fn values() {
    Case::new([3, 3, 2, 3]).check(2);
    Case::new([1, 3, 2, 2]).check(2);
}

#[test]
fn queries() {
    Case::new([3, 3, 2, 3]).check(0);
    Case::new([1, 3, 2, 2]).check(0);
}

#[test]
fn keys() {
    Case::new([3, 3, 2, 3]).check(1);
    Case::new([1, 3, 2, 2]).check(1);
}

#[test]
fn more_keys_than_queries_and_fewer() {
    for sizes in [[2, 5, 3, 4], [5, 2, 3, 1], [4, 1, 2, 3], [1, 1, 1, 1]] {
        (0..NAMES.len()).for_each(|of| Case::new(sizes).check(of));
    }
}
