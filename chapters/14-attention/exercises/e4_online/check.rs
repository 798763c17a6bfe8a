use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded, small_integers};

const NEG_INFINITY: f64 = f64::NEG_INFINITY;

/// What the plain form and the one of tiles may differ by.
const TOLERANCE: Tolerance = Tolerance { absolute: 1e-12, relative: 1e-12 };

/// Scores, their values row after row, and how many features a value has.
struct Case {
    scores: Vec<f64>,
    values: Vec<f64>,
    features: usize,
}

/// What may be wrong about `add`.
#[derive(Clone, Copy)]
struct Rules {
    rescales_sum: bool,
    rescales_output: bool,
    /// The factor is `e^(new − old)`.
    inverse: bool,
    /// The maximum is that of the last tile alone.
    max_of_tile: bool,
    /// Where there is only −∞, something is subtracted all the same.
    guards: bool,
    /// The maximum is subtracted at all.
    subtracts: bool,
    /// Each tile by itself, and the mean of their means.
    means_of_tiles: bool,
    /// A tile is left out if one of its keys may not be read.
    drops_tiles: bool,
    /// The values are read column after column.
    columns: bool,
}

const RIGHT: Rules = Rules {
    rescales_sum: true,
    rescales_output: true,
    inverse: false,
    max_of_tile: false,
    guards: true,
    subtracts: true,
    means_of_tiles: false,
    drops_tiles: false,
    columns: false,
};

const SLIPS: [(Rules, &str); 10] = [
    (
        Rules { rescales_output: false, ..RIGHT },
        "the output is not rescaled: when the maximum grows, what was added to it shrinks by \
         e^(old − new)",
    ),
    (
        Rules { rescales_sum: false, ..RIGHT },
        "the sum is not rescaled: when the maximum grows, what was added to it shrinks by e^(old − new)",
    ),
    (
        Rules { rescales_sum: false, rescales_output: false, ..RIGHT },
        "nothing is rescaled: each tile is relative to another maximum",
    ),
    (
        Rules { inverse: true, ..RIGHT },
        "the factor is e^(new − old): it is e^(old − new), at most 1",
    ),
    (
        Rules { max_of_tile: true, ..RIGHT },
        "the maximum is that of the last tile: it is that of all scores so far, and never falls",
    ),
    (
        Rules { guards: false, ..RIGHT },
        "−∞ − (−∞) is NaN: as long as nothing is to be read, leave all as it is",
    ),
    (
        Rules { subtracts: false, ..RIGHT },
        "e^z overflows, or all of them are 0: subtract the maximum",
    ),
    (
        Rules { means_of_tiles: true, ..RIGHT },
        "this is the mean of the tiles' own means: a tile with larger scores counts more",
    ),
    (
        Rules { drops_tiles: true, ..RIGHT },
        "a tile is left out as soon as one of its scores is −∞: its other keys are read",
    ),
    (
        Rules { columns: true, ..RIGHT },
        "the values are taken column after column: that of key j is `values[j * features..]`",
    ),
];

/// Where no score is −∞, and a NaN comes of no slip above.
const NAN_AT_FIRST: &str = "NaN: before the first tile the maximum is −∞, so that e^(old − new) is 0, but \
     e^(new − old) and e^(z − old) are ∞";

impl Rules {
    /// The state after these tiles, and the mean.
    fn run(self, case: &Case, tiles: &[usize]) -> (OnlineSoftmax, Vec<f64>) {
        let mut state = OnlineSoftmax::new(case.features);
        let (mut begin, mut means) = (0, vec![0.0; case.features]);
        for tile in tiles {
            let (scores, values) = case.tile(begin, *tile);
            begin += tile;
            if self.means_of_tiles {
                let mean = plain(scores, values, case.features);
                means.iter_mut().zip(mean).for_each(|(y, m)| *y += m / tiles.len() as f64);
            }
            let before = if self.max_of_tile { NEG_INFINITY } else { state.max };
            let max = scores.iter().copied().fold(before, f64::max);
            if self.guards && max == NEG_INFINITY {
                continue;
            }
            if self.drops_tiles && scores.contains(&NEG_INFINITY) {
                continue;
            }
            let shift = if self.subtracts { max } else { 0.0 };
            let by = if self.inverse { max - state.max } else { state.max - max };
            let factor = if self.subtracts { by.exp() } else { 1.0 };
            // Nothing is rescaled before there is anything.
            let factor = if state.max == NEG_INFINITY && self.inverse { 0.0 } else { factor };
            state.sum *= if self.rescales_sum { factor } else { 1.0 };
            for y in &mut state.output {
                *y *= if self.rescales_output { factor } else { 1.0 };
            }
            let features = case.features;
            for (j, s) in scores.iter().enumerate() {
                let weight = (s - shift).exp();
                state.sum += weight;
                for (i, y) in state.output.iter_mut().enumerate() {
                    *y +=
                        weight * values[if self.columns { i * tile + j } else { j * features + i }];
                }
            }
            state.max = max;
        }
        let divisor = if state.sum == 0.0 && self.guards { 1.0 } else { state.sum };
        let y = state.output.iter().map(|y| y / divisor).collect();
        (state, if self.means_of_tiles { means } else { y })
    }
}

/// The mean by its definition, all scores at once.
fn plain(scores: &[f64], values: &[f64], features: usize) -> Vec<f64> {
    let max = scores.iter().copied().fold(NEG_INFINITY, f64::max);
    let mut y = vec![0.0; features];
    if max == NEG_INFINITY {
        return y;
    }
    let sum: f64 = scores.iter().map(|s| (s - max).exp()).sum();
    for (s, value) in scores.iter().zip(values.chunks_exact(features)) {
        y.iter_mut().zip(value).for_each(|(y, v)| *y += (s - max).exp() / sum * v);
    }
    y
}

impl Case {
    fn new(scores: Vec<f64>, features: usize) -> Case {
        let values = small_integers(scores.len() * features, 3);
        Case { scores, values, features }
    }

    fn tile(&self, begin: usize, len: usize) -> (&[f64], &[f64]) {
        let features = self.features;
        (&self.scores[begin..][..len], &self.values[begin * features..][..len * features])
    }

    fn about(&self, tiles: &[usize]) -> String {
        format!("scores {:?} in tiles of {tiles:?}, {} features", self.scores, self.features)
    }

    /// The reader's state after these tiles, and his mean.
    #[track_caller]
    fn run(&self, tiles: &[usize]) -> (OnlineSoftmax, Vec<f64>) {
        let mut state = OnlineSoftmax::new(self.features);
        let y = guarded(
            || self.about(tiles),
            || {
                let mut begin = 0;
                for tile in tiles {
                    let (scores, values) = self.tile(begin, *tile);
                    state.add(scores, values);
                    begin += tile;
                }
                state.finish()
            },
        );
        for (name, len) in [("the mean", y.len()), ("`output`", state.output.len())] {
            let features = self.features;
            assert!(
                len == features,
                "{}: {name} has {len} elements: as many as a value, {features}",
                self.about(tiles)
            );
        }
        (state, y)
    }

    /// Compares the mean with the plain form, and names the slip if it can.
    #[track_caller]
    fn check(&self, tiles: &[usize]) {
        let read: usize = tiles.iter().sum();
        let (scores, values) = self.tile(0, read);
        let ((_, y), expected) = (self.run(tiles), plain(scores, values, self.features));
        let name = format!("y ({})", self.about(tiles));
        let result = compare(&name, &[self.features], &y, &expected, TOLERANCE);
        assert_or_name_slip(result, || slip(&y, scores, |rules| rules.run(self, tiles).1));
    }
}

/// Names the slip that gives this, of these scores.
fn slip(found: &[f64], scores: &[f64], other: impl Fn(Rules) -> Vec<f64>) -> Option<&'static str> {
    let same = |a: &f64, b: &f64| TOLERANCE.is_close(*a, *b) || a.is_nan() && b.is_nan();
    let fits = |(rules, _): &&(Rules, &'static str)| {
        found.iter().zip(&other(*rules)).all(|(a, b)| same(a, b))
    };
    let is_nan = found.iter().any(|x| x.is_nan()) && !scores.contains(&NEG_INFINITY);
    SLIPS.iter().find(fits).map(|it| it.1).or(is_nan.then_some(NAN_AT_FIRST))
}

/// Scores between −5/2 and 5/2.
fn scores(count: usize) -> Vec<f64> {
    small_integers::<f64>(count, 7).into_iter().map(|s| s / 2.0).collect()
}

#[test]
fn agrees_with_paper() {
    let case = Case { scores: vec![0.0, 3f64.ln()], values: vec![4.0, 8.0], features: 1 };
    case.check(&[1]);
    case.check(&[1, 1]);
}

#[test]
fn one_tile_is_softmax() {
    for (count, features) in [(1, 1), (4, 3), (17, 2)] {
        Case::new(scores(count), features).check(&[count]);
    }
}

#[test]
fn tiles_of_all_sizes() {
    let case = Case::new(scores(12), 3);
    let tiles: [&[usize]; 5] = [&[1; 12], &[3; 4], &[5, 7], &[1, 10, 1], &[4, 0, 8]];
    tiles.into_iter().for_each(|tiles| case.check(tiles));
}

#[test]
fn the_maximum_rises_and_falls() {
    let rising = vec![-1000.0, -999.0, 0.5, 1.0, 999.0, 1000.0];
    let falling: Vec<f64> = rising.iter().rev().copied().collect();
    let low = rising.iter().map(|s| s / 1000.0 - 1000.0).collect();
    let high = rising.iter().map(|s| s / 1000.0 + 1000.0).collect();
    for scores in [low, high, rising, falling] {
        let case = Case::new(scores, 2);
        [&[2, 2, 2][..], &[1, 4, 1], &[1; 6]].into_iter().for_each(|tiles| case.check(tiles));
    }
}

#[test]
fn a_tile_that_may_not_be_read() {
    let [a, b] = [0.5, -2.0];
    for scores in [
        [NEG_INFINITY, NEG_INFINITY, a, b],
        [a, b, NEG_INFINITY, NEG_INFINITY],
        [NEG_INFINITY, a, b, NEG_INFINITY],
        [a, NEG_INFINITY, NEG_INFINITY, b],
    ] {
        let case = Case::new(scores.to_vec(), 2);
        [&[2, 2][..], &[1, 2, 1], &[1; 4], &[4]].into_iter().for_each(|tiles| case.check(tiles));
    }
}

#[test]
fn nothing_read_is_zero() {
    Case::new(vec![NEG_INFINITY; 3], 2).check(&[1, 2]);
    Case::new(Vec::new(), 2).check(&[0]);
}

/// Nothing else is kept: the state after each tile is that of one tile with all scores so far.
#[test]
fn the_state_is_what_it_says() {
    let case = Case::new(vec![-1.0, 2.0, 0.5, 3.0, 1.0, -2.0], 2);
    for tiles in [&[2][..], &[2, 2], &[2, 2, 2]] {
        let state = case.run(tiles).0;
        let expected = RIGHT.run(&case, tiles).0;
        let flat = |state: &OnlineSoftmax| [&[state.max, state.sum][..], &state.output].concat();
        let (found, expected) = (flat(&state), flat(&expected));
        let name = format!("max, sum and output after tiles of {tiles:?}");
        let result = compare(&name, &[4], &found, &expected, TOLERANCE);
        assert_or_name_slip(result, || {
            let mut divided = found[2..].iter().zip(&expected[2..]);
            if divided.all(|(a, b)| TOLERANCE.is_close(*a, b / expected[1])) {
                return Some("`output` is divided by the sum already: `finish` does that");
            }
            let is_max_wrong = !TOLERANCE.is_close(found[0], expected[0]);
            slip(&found, &case.scores, |rules| flat(&rules.run(&case, tiles).0))
                .or(is_max_wrong.then_some("`max` is to be the maximum of all scores so far"))
        });
    }
}
