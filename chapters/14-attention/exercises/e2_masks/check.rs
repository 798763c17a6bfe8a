use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded, small_integers};
use tensor::Tensor;

/// A batch of scores, and who may read what.
struct Case<'a> {
    scores: Tensor<f64>,
    lengths: &'a [usize],
    causal: Option<usize>,
}

/// A row of scores, and what is known about it.
#[derive(Clone, Copy)]
struct Row<'a> {
    scores: &'a [f64],
    sample: usize,
    query: usize,
    queries: usize,
    lengths: &'a [usize],
    causal: Option<usize>,
}

/// The weights of a row by a rule near the right one.
type Rule = fn(Row) -> Vec<f64>;

const OWN_LEFT_OUT: &str =
    "a query does not read the key at its own position: the last one is offset + i, inclusive";

/// Rules near the right one, each with what is wrong about it.
const SLIPS: [(Rule, &str); 15] = [
    (|row| row.up_to(row.length().min(row.last().saturating_sub(1))), OWN_LEFT_OUT),
    // The same, where the first query is left with 0/0.
    (
        |row| match row.causal.map(|_| row.length().min(row.last() - 1)) {
            Some(0) => vec![f64::NAN; row.keys()],
            Some(end) => row.up_to(end),
            None => row.right(),
        },
        OWN_LEFT_OUT,
    ),
    (
        |row| row.up_to(row.length().min(row.last() + 1)),
        "a query reads one key of the future: the last one is offset + i",
    ),
    (
        |row| row.up_to(row.length().min(row.causal.map_or(row.keys(), |_| row.query + 1))),
        "the offset is forgotten: query i is at position offset + i",
    ),
    (
        |row| {
            let guess = row.keys().saturating_sub(row.queries) + row.query + 1;
            row.up_to(row.length().min(row.causal.map_or(row.keys(), |_| guess)))
        },
        "the offset is taken for the number of keys less that of queries, bottom-right: it is given",
    ),
    (|row| row.up_to(row.last()), "the padding is read: sample b ends after lengths[b] keys"),
    (|row| row.up_to(row.length()), "the causal mask is forgotten"),
    (
        |row| row.up_to(row.length().max(row.causal.map_or(0, |_| row.last())).min(row.keys())),
        "a key is read if one of the masks allows it: both must",
    ),
    (
        |row| row.by(|j| j < row.length() && j + 1 >= row.last()),
        "the keys after the query are read, not those before it",
    ),
    (
        |row| row.up_to(row.lengths[row.query % row.lengths.len()].min(row.last())),
        "the length is that of another sample: lengths go by sample, not by query",
    ),
    (
        |row| row.up_to(if row.query < row.length() { row.last() } else { 0 }),
        "the lengths are applied to the queries: they say how many keys there are",
    ),
    (
        |row| {
            let all = softmax(row.scores);
            (0..row.keys()).map(|j| if j < row.end() { all[j] } else { 0.0 }).collect()
        },
        "the mask is applied after the softmax: what is left does not sum to 1",
    ),
    (
        |row| {
            let zero = |j: usize| if j < row.end() { row.scores[j] } else { 0.0 };
            softmax(&(0..row.keys()).map(zero).collect::<Vec<_>>())
        },
        "scores that may not be read are 0, and e⁰ is 1: they must not count at all",
    ),
    (
        |row| {
            let low = |j: usize| if j < row.end() { row.scores[j] } else { -1e9 };
            softmax(&(0..row.keys()).map(low).collect::<Vec<_>>())
        },
        "a query that may read nothing reads all keys alike (are all its scores the same large negative \
         number?): its weights are 0",
    ),
    (
        |row| match row.end() {
            0 => vec![f64::NAN; row.keys()],
            _ => row.right(),
        },
        "a query that may read nothing is NaN (−∞ − (−∞), or 0/0): its weights are 0",
    ),
];

fn softmax(scores: &[f64]) -> Vec<f64> {
    let max = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = scores.iter().map(|s| (s - max).exp()).sum();
    scores.iter().map(|s| (s - max).exp() / sum).collect()
}

impl Row<'_> {
    fn keys(self) -> usize {
        self.scores.len()
    }

    fn length(self) -> usize {
        self.lengths[self.sample]
    }

    /// The end of the keys by the causal mask alone.
    fn last(self) -> usize {
        self.causal.map_or(self.keys(), |offset| offset + self.query + 1)
    }

    fn end(self) -> usize {
        self.length().min(self.last())
    }

    /// The softmax of the scores of the keys that this allows.
    fn by(self, may_read: impl Fn(usize) -> bool) -> Vec<f64> {
        let read: Vec<usize> = (0..self.keys()).filter(|j| may_read(*j)).collect();
        let read_scores: Vec<f64> = read.iter().map(|j| self.scores[*j]).collect();
        let mut weights = vec![0.0; self.keys()];
        read.into_iter().zip(softmax(&read_scores)).for_each(|(j, weight)| weights[j] = weight);
        weights
    }

    fn up_to(self, end: usize) -> Vec<f64> {
        self.by(|j| j < end)
    }

    fn right(self) -> Vec<f64> {
        self.up_to(self.end())
    }
}

impl Case<'_> {
    /// Scores that look random, of this shape.
    fn new(shape: [usize; 3], lengths: &[usize], causal: Option<usize>) -> Case<'_> {
        let scores = small_integers::<f64>(shape.iter().product(), 4);
        let scores = scores.into_iter().map(|s| s / 2.0).collect();
        Case { scores: Tensor::new(shape, scores), lengths, causal }
    }

    fn about(&self) -> String {
        let causal = match self.causal {
            Some(offset) => format!("causal with offset {offset}"),
            None => "not causal".into(),
        };
        format!("{:?} scores, lengths {:?}, {causal}", self.scores.shape(), self.lengths)
    }

    /// The weights by one of the rules.
    fn by(&self, rule: impl Fn(Row) -> Vec<f64>) -> Vec<f64> {
        let [_, queries, keys] = self.scores.dims();
        let (lengths, causal) = (self.lengths, self.causal);
        let rows = self.scores.as_slice().chunks_exact(keys).enumerate();
        let rows = rows.map(|(i, scores)| {
            let (sample, query) = (i / queries, i % queries);
            Row { scores, sample, query, queries, lengths, causal }
        });
        rows.flat_map(rule).collect()
    }

    /// The reader's weights, of the right shape.
    #[track_caller]
    fn weights(&self) -> Tensor<f64> {
        let weights =
            guarded(|| self.about(), || masked_softmax(&self.scores, self.lengths, self.causal));
        let [found, wanted] = [weights.shape(), self.scores.shape()];
        assert!(
            found == wanted,
            "{}: the weights are {found:?}: one for each score, also where it is 0",
            self.about()
        );
        weights
    }

    /// Compares the weights with the definition's, and names the slip if it can.
    #[track_caller]
    fn check(&self) {
        let (weights, expected) = (self.weights(), self.by(|row| row.right()));
        let name = format!("weights, entry [sample, query, key] ({})", self.about());
        let (found, tolerance) = (weights.as_slice(), Tolerance::F64_GOLDEN);
        let result = compare(&name, self.scores.shape().dims(), found, &expected, tolerance);
        assert_or_name_slip(result, || {
            let same = |a: &f64, b: &f64| tolerance.is_close(*a, *b) || a.is_nan() && b.is_nan();
            let fits = |(rule, _): &&(Rule, &'static str)| {
                found.iter().zip(&self.by(rule)).all(|(a, b)| same(a, b))
            };
            SLIPS.iter().find(fits).map(|it| it.1)
        });
    }
}

#[test]
fn without_a_mask_it_is_softmax() {
    Case::new([2, 3, 4], &[4, 4], None).check();
}

#[test]
fn agrees_with_paper() {
    let scores = Tensor::new([1, 1, 3], vec![0.0, 3f64.ln(), 7.0]);
    Case { scores, lengths: &[2], causal: None }.check();
}

#[test]
fn causal_from_the_beginning() {
    Case::new([1, 4, 4], &[4], Some(0)).check();
    Case::new([1, 2, 4], &[4], Some(0)).check();
}

#[test]
fn causal_behind_a_cache() {
    // Enough keys for the usual slips to differ: a first query reads 3 of 6, not 1, 2, 4, 5 or all.
    Case::new([1, 2, 6], &[6], Some(2)).check();
    Case::new([1, 2, 4], &[4], Some(2)).check();
    Case::new([2, 1, 6], &[6, 6], Some(3)).check();
    Case::new([1, 3, 9], &[9], Some(4)).check();
}

#[test]
fn padding_is_left_out() {
    Case::new([3, 2, 5], &[5, 1, 3], None).check();
}

#[test]
fn both_at_once() {
    Case::new([3, 4, 4], &[2, 4, 3], Some(0)).check();
    Case::new([3, 3, 7], &[5, 7, 4], Some(2)).check();
}

#[test]
fn a_query_that_may_read_nothing() {
    Case::new([3, 2, 3], &[3, 0, 2], None).check();
    Case::new([2, 3, 3], &[0, 2], Some(0)).check();
}

#[test]
fn what_may_not_be_read_does_not_matter() {
    for excluded in [f64::NAN, f64::INFINITY, 1e300] {
        let mut case = Case::new([2, 3, 6], &[4, 2], Some(1));
        // First the mask itself, so that what follows is about the scores behind it.
        case.check();
        let clean = case.weights();
        for (i, row) in case.scores.as_mut_slice().chunks_exact_mut(6).enumerate() {
            row[[4, 2][i / 3].min(i % 3 + 2)..].fill(excluded);
        }
        let found = case.weights();
        let name = format!("weights where every score that may not be read is {excluded}");
        let (found, clean) = (found.as_slice(), clean.as_slice());
        let result = compare(&name, &[2, 3, 6], found, clean, Tolerance::F64_GOLDEN);
        assert_or_name_slip(result, || {
            found.iter().any(|weight| weight.is_nan()).then_some(
                "0 times NaN is NaN, and so is ∞ − ∞: a mask that is multiplied or added keeps nothing \
                 out; do not look at these scores, not for the maximum either",
            )
        });
    }
}
