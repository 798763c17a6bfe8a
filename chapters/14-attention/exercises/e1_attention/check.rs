use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded, small_integers};
use nalgebra::DMatrix;

/// Queries, keys and values.
struct Case {
    q: DMatrix<f64>,
    k: DMatrix<f64>,
    v: DMatrix<f64>,
}

/// The outputs by a formula near the right one.
type Formula = fn(&Case) -> DMatrix<f64>;

/// Formulas near the right one, each with what is wrong about it.
const SLIPS: [(Formula, &str); 14] = [
    (
        |it| softmax_rows(it.dots()) * &it.v,
        "the inner products are to be divided by √d, where d is the number of columns of q",
    ),
    (
        |it| softmax_rows(it.dots() / it.q.ncols() as f64) * &it.v,
        "the inner products are divided by d, not by √d",
    ),
    (
        |it| softmax_rows(it.dots() * root(it.q.ncols())) * &it.v,
        "the inner products are multiplied by √d: divide",
    ),
    (
        |it| softmax_rows(it.dots() / root(it.k.nrows())) * &it.v,
        "the root is that of a number of rows: d is how many features a query has, its columns",
    ),
    (
        |it| softmax_rows(it.dots() / root(it.q.nrows())) * &it.v,
        "the root is that of a number of rows: d is how many features a query has, its columns",
    ),
    (
        |it| softmax_rows(it.dots() / root(it.v.ncols())) * &it.v,
        "the root is that of the features of a value: d is how many a query has",
    ),
    (
        |it| softmax_rows(it.scores().transpose()).transpose() * &it.v,
        "the softmax goes over the queries, down a column: it goes over the keys, along a row",
    ),
    (
        |it| softmax_of_all(it.scores()) * &it.v,
        "the softmax goes over the whole matrix: each row has its own",
    ),
    (|it| it.scores() * &it.v, "the softmax is missing: these are the scores times the values"),
    (|it| it.scores().map(f64::exp) * &it.v, "the exponentials are not divided by their sum"),
    (
        |it| divided_rows(it.scores()) * &it.v,
        "the exponential is missing: scores may be negative, weights may not",
    ),
    (
        |it| divided_rows(it.scores().map(f64::exp)) * &it.v,
        "an exponential overflowed, or a whole row of them is 0, and NaN came of it: subtract each row's \
         maximum first",
    ),
    (
        |it| {
            let max = it.scores().max();
            divided_rows(it.scores().map(|s| (s - max).exp())) * &it.v
        },
        "what is subtracted is the maximum of the whole matrix: a row far below it becomes 0/0, so each \
         row needs its own maximum",
    ),
    (|it| softmax_rows(-it.scores()) * &it.v, "the sign: the best match has the largest weight"),
];

fn root(count: usize) -> f64 {
    (count as f64).sqrt()
}

/// Each row divided by its sum.
fn divided_rows(mut p: DMatrix<f64>) -> DMatrix<f64> {
    for mut row in p.row_iter_mut() {
        let sum = row.sum();
        row /= sum;
    }
    p
}

fn softmax_rows(mut scores: DMatrix<f64>) -> DMatrix<f64> {
    for mut row in scores.row_iter_mut() {
        let max = row.max();
        row.apply(|s| *s = (*s - max).exp());
    }
    divided_rows(scores)
}

fn softmax_of_all(scores: DMatrix<f64>) -> DMatrix<f64> {
    let max = scores.max();
    let exps = scores.map(|s| (s - max).exp());
    let sum = exps.sum();
    exps / sum
}

/// Quarters between −5/4 and 5/4, row after row.
fn quarters(rows: usize, columns: usize, salt: usize) -> DMatrix<f64> {
    DMatrix::from_row_slice(rows, columns, &small_integers(rows * columns, salt)) / 4.0
}

impl Case {
    /// `n` queries and `m` keys of `d` features, values of `features`.
    fn new([n, m, d, features]: [usize; 4]) -> Case {
        Case { q: quarters(n, d, 1), k: quarters(m, d, 6), v: quarters(m, features, 3) }
    }

    fn dots(&self) -> DMatrix<f64> {
        &self.q * self.k.transpose()
    }

    fn scores(&self) -> DMatrix<f64> {
        self.dots() / root(self.q.ncols())
    }

    /// Compares the outputs with the definition's, and names the slip if it can.
    #[track_caller]
    fn check(&self) {
        let [q, k, v] = [&self.q, &self.k, &self.v].map(|x| x.shape());
        let about = format!("q {q:?}, k {k:?}, v {v:?}");
        let given = || format!("{about}, so that Q·Kᵀ is {:?}", (q.0, k.0));
        let y = guarded(given, || attention(&self.q, &self.k, &self.v));
        let ((n, m, features), found) = ((q.0, k.0, v.1), y.shape());
        let note = if found == (features, n) {
            ": that is the transpose"
        } else if found == (n, m) {
            ": these are the weights; multiply them by v"
        } else if found.0 == m {
            ": there is a row for each query, not for each key"
        } else {
            ": a row for each query, as long as a value"
        };
        assert!(
            found == (n, features),
            "{about}: Y is {found:?}, expected {:?}{note}",
            (n, features)
        );
        let expected = softmax_rows(self.scores()) * &self.v;
        // Row after row, as matrices are read.
        let [y, expected] = [y.transpose(), expected.transpose()];
        let name = format!("Y, entry [query, feature] ({about})");
        let tolerance = Tolerance::F64_GOLDEN;
        let result = compare(&name, &[n, features], y.as_slice(), expected.as_slice(), tolerance);
        assert_or_name_slip(result, || {
            let same = |a: &f64, b: &f64| tolerance.is_close(*a, *b) || a.is_nan() && b.is_nan();
            let fits = |(formula, _): &&(Formula, &'static str)| {
                let other = formula(self).transpose();
                y.iter().zip(&other).all(|(a, b)| same(a, b))
            };
            SLIPS.iter().find(fits).map(|it| it.1)
        });
    }
}

#[test]
fn agrees_with_paper() {
    let column = |x: [f64; 2]| DMatrix::from_column_slice(2, 1, &x);
    let (q, k, v) = (column([0.0, 3f64.ln()]), column([0.0, 1.0]), column([4.0, 8.0]));
    Case { q, k, v }.check();
}

#[test]
fn one_query() {
    Case::new([1, 3, 2, 5]).check();
    Case::new([1, 1, 3, 2]).check();
}

#[test]
fn as_many_queries_as_keys() {
    Case::new([3, 3, 5, 4]).check();
    Case::new([4, 4, 3, 3]).check();
}

#[test]
fn more_keys_than_queries_and_fewer() {
    for sizes in [[2, 5, 3, 4], [5, 2, 3, 1], [7, 3, 6, 2], [3, 1, 2, 4]] {
        Case::new(sizes).check();
    }
}

#[test]
fn a_query_of_zeros_reads_the_mean() {
    let case = Case::new([2, 5, 3, 4]);
    Case { q: DMatrix::zeros(2, 3), ..case }.check();
}

/// The scores of the first query are 10,000 and a little more, those of the second −10,000 and a little
/// more, those of the third both.
#[test]
fn scores_of_ten_thousand() {
    let q = DMatrix::from_row_slice(
        3,
        4,
        &[
            200.0, 2.0, 0.0, 0.0, //
            -200.0, 2.0, 0.0, 0.0, //
            0.0, 2.0, 200.0, 0.0,
        ],
    );
    let k = DMatrix::from_row_slice(
        3,
        4,
        &[
            100.0, 0.0, -100.0, 1.0, //
            100.0, 1.0, 100.0, -1.0, //
            100.0, 2.0, 100.0, 0.0,
        ],
    );
    Case { q, k, v: quarters(3, 2, 3) }.check();
}
