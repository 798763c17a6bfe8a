use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded, small_integers};

/// What may be wrong about a turn.
#[derive(Clone, Copy)]
struct Rules {
    /// The two features of pair `i` of `d` features.
    pair: fn(usize, usize) -> [usize; 2],
    /// The angle of pair `i` of `d` features, for a position.
    angle: fn(f64, f64, f64) -> f64,
    /// The other way round.
    backward: bool,
    /// The second feature is made of the first one's new value.
    in_place: bool,
}

const RIGHT: Rules = Rules {
    pair: |i, d| [i, i + d / 2],
    angle: |p, i, d| p * 1e4f64.powf(-2.0 * i / d),
    backward: false,
    in_place: false,
};

const SLIPS: [(Rules, &str); 11] = [
    (
        Rules { pair: |i, _| [2 * i, 2 * i + 1], ..RIGHT },
        "the pairs are neighbours, the interleaved layout: here pair i is the features i and i + d/2",
    ),
    (
        Rules { pair: |i, d| [i, d - 1 - i], ..RIGHT },
        "the second half is taken from its end: pair i is the features i and i + d/2",
    ),
    (
        Rules { in_place: true, ..RIGHT },
        "the second feature of a pair is made of the first one's new value: read both before you write",
    ),
    (
        Rules { backward: true, ..RIGHT },
        "it is turned the other way round: a' = a·cos − b·sin, b' = a·sin + b·cos",
    ),
    (
        Rules { angle: |p, i, d| p * 1e4f64.powf(-i / d), ..RIGHT },
        "the exponent is −i/d: it is −2i/d",
    ),
    (
        Rules { angle: |p, i, d| p * 1e4f64.powf(-4.0 * i / d), ..RIGHT },
        "the exponent is −4i/d (was i divided by d/2, and doubled?): it is −2i/d",
    ),
    (
        Rules { angle: |p, i, d| p * 1e4f64.powf(2.0 * i / d), ..RIGHT },
        "the sign of the exponent: later pairs turn more slowly, not faster",
    ),
    (Rules { angle: |p, _, _| p, ..RIGHT }, "all pairs turn alike: each has its own angle"),
    (
        Rules { angle: |p, i, d| (p + 1.0) * 1e4f64.powf(-2.0 * i / d), ..RIGHT },
        "positions are counted from 1: the first one is 0, and turns nothing",
    ),
    (
        Rules { angle: |p, i, d| p * 1e4f64.powf(-2.0 * (i + 1.0) / d), ..RIGHT },
        "pairs are counted from 1 in the angle: the first one is 0, and turns one radian for each position",
    ),
    (
        Rules { angle: |p, i, d| (p * 1e4f64.powf(-2.0 * i / d)).to_radians(), ..RIGHT },
        "the angle is taken for degrees: it is in radians",
    ),
];

impl Rules {
    fn rotated(self, x: &[f64], position: usize) -> Vec<f64> {
        let (mut y, d) = (x.to_vec(), x.len());
        for i in 0..d / 2 {
            let (sin, cos) = (self.angle)(position as f64, i as f64, d as f64).sin_cos();
            let sin = if self.backward { -sin } else { sin };
            let [first, second] = (self.pair)(i, d);
            let (a, b) = (y[first], y[second]);
            y[first] = a * cos - b * sin;
            y[second] = if self.in_place { y[first] * sin } else { a * sin } + b * cos;
        }
        y
    }
}

/// The reader's turn.
#[track_caller]
fn rotated(x: &[f64], position: usize) -> Vec<f64> {
    let mut y = x.to_vec();
    guarded(|| format!("{x:?} at position {position}"), || rotate(&mut y, position));
    y
}

/// The slip that gives this, if one does.
fn slip(x: &[f64], position: usize, found: &[f64]) -> Option<&'static str> {
    let is = |(rules, _): &&(Rules, &'static str)| {
        let other = rules.rotated(x, position);
        found.iter().zip(&other).all(|(a, b)| (a - b).abs() < 1e-9)
    };
    SLIPS.iter().find(is).map(|it| it.1)
}

/// Compares with the definition, and names the slip if it can.
#[track_caller]
fn check(x: &[f64], position: usize) {
    let (found, expected) = (rotated(x, position), RIGHT.rotated(x, position));
    let name = format!("{x:?} at position {position}, feature");
    let tolerance = Tolerance { absolute: 1e-12, relative: 1e-12 };
    let result = compare(&name, &[x.len()], &found, &expected, tolerance);
    assert_or_name_slip(result, || slip(x, position, &found));
}

/// Features that look random.
fn features(d: usize, salt: usize) -> Vec<f64> {
    small_integers::<f64>(d, salt).into_iter().map(|x| x / 4.0 + 0.125).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[test]
fn agrees_with_paper() {
    for (x, expected) in [
        ([1.0, 0.0, 0.0, 0.0], [0.5403, 0.0, 0.8415, 0.0]),
        ([0.0, 1.0, 0.0, 0.0], [0.0, 0.99995, 0.0, 0.0100]),
    ] {
        let found = rotated(&x, 1);
        let result = compare(
            &format!("{x:?} at position 1, feature"),
            &[4],
            &found,
            &expected,
            Tolerance { absolute: 1e-4, relative: 0.0 },
        );
        assert_or_name_slip(result, || slip(&x, 1, &found));
    }
}

#[test]
fn position_zero_turns_nothing() {
    for d in [2, 4, 6, 16] {
        check(&features(d, 3), 0);
    }
}

#[test]
fn one_pair() {
    for position in [1, 2, 7, 100] {
        check(&[1.0, 0.0], position);
        check(&[0.5, -2.0], position);
    }
}

#[test]
fn each_pair_has_its_own_angle() {
    for (d, position) in [(4, 1), (6, 5), (8, 3), (64, 1000)] {
        check(&features(d, 2), position);
    }
}

/// A turn changes no length.
#[test]
fn the_norm_is_kept() {
    for (d, position) in [(2, 3), (6, 1), (10, 17), (64, 1000)] {
        let x = features(d, 5);
        let y = rotated(&x, position);
        let (found, expected) = (dot(&y, &y).sqrt(), dot(&x, &x).sqrt());
        let slip = slip(&x, position, &y).map_or_else(String::new, |words| format!("\n  {words}"));
        assert!(
            (found - expected).abs() < 1e-12 * expected.max(1.0),
            "{d} features at position {position}: the length of the vector is {found}, and was \
             {expected}: a turn keeps it{slip}"
        );
    }
}

/// What it is for: the same two tokens, moved on together, have the same score.
#[test]
fn the_score_depends_on_the_distance_alone() {
    for d in [2, 4, 8, 32] {
        let (q, k) = (features(d, 1), features(d, 6));
        for distance in [0, 1, 5] {
            let score = |first: usize| dot(&rotated(&q, first + distance), &rotated(&k, first));
            let at_zero = score(0);
            for first in [1, 3, 50] {
                let found = score(first);
                let y = rotated(&q, first + distance);
                let slip = slip(&q, first + distance, &y)
                    .map_or_else(String::new, |words| format!("\n  {words}"));
                assert!(
                    (found - at_zero).abs() < 1e-9,
                    "{d} features: query and key at the positions {} and {first} have the score {found}, \
                     at {distance} and 0 it is {at_zero}: it may depend on their distance alone{slip}",
                    first + distance
                );
            }
        }
    }
}
