use super::exercise::*;
use check::{guarded, small_integers};
use nalgebra::DMatrix;
use numeric::matrix;

/// How many of these groups of sums satisfy a condition.
fn count(groups: &[Vec<f64>], condition: impl Fn(&[f64]) -> bool) -> usize {
    groups.iter().filter(|sums| condition(sums)).count()
}

/// Names the slip that gives this number of dead units, if one does.
fn dead_slip(z: &DMatrix<f64>, found: usize) -> Option<String> {
    let units: Vec<Vec<f64>> = z.row_iter().map(|row| row.iter().copied().collect()).collect();
    let samples: Vec<Vec<f64>> =
        z.column_iter().map(|column| column.iter().copied().collect()).collect();
    let off = |sums: &[f64]| sums.iter().filter(|z| **z <= 0.0).count();
    let is_dead = |sums: &[f64]| off(sums) == sums.len();
    let slips = [
        (
            count(&units, |sums| sums.iter().all(|z| *z < 0.0)),
            "a sum of exactly 0 gives the output 0 and has the slope 0, too (<=, not <)",
        ),
        (
            count(&units, |sums| 2 * off(sums) > sums.len()),
            "a unit that is off for most samples is not dead: one positive sum is enough",
        ),
        (
            count(&units, |sums| sums.iter().sum::<f64>() <= 0.0),
            "the mean of a unit's sums does not say it: one positive sum is enough",
        ),
        (
            count(&units, |sums| off(sums) > 0),
            "a unit that is off for some sample is not dead: it must be off for all",
        ),
        (count(&units, |sums| sums[0] <= 0.0), "only the first sample was looked at"),
        (
            count(&units, |sums| sums.iter().all(|z| *z == 0.0)),
            "z holds the sums, not the outputs: where the output is 0, the sum may be below 0",
        ),
        (count(&units, |sums| !is_dead(sums)), "these are the units that are not dead"),
        (
            count(&samples, is_dead),
            "these are the samples for which all units are off: a unit is a row, a sample a column",
        ),
    ];
    joined(slips.iter().filter(|(slip, _)| *slip == found).map(|(_, words)| *words))
}

/// Several slips may give the same number: all are named.
fn joined<'a>(words: impl Iterator<Item = &'a str>) -> Option<String> {
    let words: Vec<&str> = words.collect();
    (!words.is_empty()).then(|| words.join(" – or: "))
}

/// Names the slip that gives this fraction of zeros, if one does.
fn zeros_slip(z: &DMatrix<f64>, found: f64, expected: f64, dead: usize) -> Option<String> {
    let [units, samples, all] = [z.nrows(), z.ncols(), z.len()].map(|count| count as f64);
    let of = |condition: fn(f64) -> bool| z.iter().filter(|z| condition(**z)).count() as f64 / all;
    let slips = [
        (of(|z| z < 0.0), "a sum of exactly 0 gives the output 0, too (<=, not <)"),
        (of(|z| z == 0.0), "z holds the sums: the output is 0 also where the sum is below 0"),
        (1.0 - expected, "that is the fraction of the outputs that are not 0"),
        (100.0 * expected, "that is a percentage; a fraction lies between 0 and 1"),
        (expected * all, "that is how many are zero: divide by the number of outputs"),
        (
            expected * samples,
            "that is divided by the number of units: there is an output for each sample",
        ),
        (expected * units, "that is divided by the number of samples: each unit has an output"),
        (dead as f64 / units, "that is the fraction of units that are dead"),
        (0.0, "is one integer divided by another? The quotient is an integer, too: `as f64` first"),
    ];
    let is = |slip: f64| (slip - found).abs() < 1e-12;
    joined(slips.iter().filter(|(slip, _)| is(*slip)).map(|(_, words)| *words))
}

/// Compares the census with what is expected, and names the slip if it can.
#[track_caller]
fn check_census(z: &DMatrix<f64>, dead: usize, zeros: f64, reason: &str) {
    let (units, samples) = z.shape();
    let mut name = format!("units: {units}, samples: {samples}");
    if z.len() <= 28 {
        let rows = z.row_iter().map(|row| row.iter().copied().collect());
        let rows: Vec<Vec<f64>> = rows.collect();
        name += &format!(", z = {rows:?}");
    }
    let found = guarded(|| format!("`census` of {name}"), || census(z));
    let dead_words = dead_slip(z, found.dead).unwrap_or_else(|| reason.into());
    assert!(
        found.dead == dead,
        "{name}: the number of dead units is {}, expected {dead}: {dead_words}",
        found.dead
    );
    let words = zeros_slip(z, found.zeros, zeros, dead).unwrap_or_else(|| reason.into());
    assert!(
        (found.zeros - zeros).abs() < 1e-12,
        "{name}: the fraction of zeros is {}, expected {zeros}: {words}",
        found.zeros
    );
}

#[test]
fn agrees_with_paper() {
    let z = matrix([[1.0, -2.0, -3.0], [-1.0, 0.0, -4.0]]);
    check_census(&z, 1, 5.0 / 6.0, "only the second row has no positive sum");
}

#[test]
fn one_positive_sum_is_enough() {
    let z = matrix([
        [9.0, -1.0, -1.0, -1.0],
        [1.0, 1.0, 1.0, -9.0],
        [-1.0, -2.0, -3.0, -4.0],
        [0.25, -9.0, -9.0, 2.0],
        [1.0, 2.0, 8.0, 3.0],
        [0.5, 0.5, 0.5, 0.5],
        [-5.0, -5.0, 1e-300, -5.0],
    ]);
    check_census(&z, 1, 13.0 / 28.0, "only the third row has no positive sum");
    let z = matrix([[-5.0, 1.0, -5.0], [-5.0, -5.0, 1.0]]);
    check_census(&z, 0, 4.0 / 6.0, "each row has a positive sum");
}

#[test]
fn a_sum_of_zero_is_off() {
    let z = matrix([[0.0, -0.0], [2.0, 0.0], [-1.0, 0.0]]);
    check_census(&z, 2, 5.0 / 6.0, "a sum of 0 is not positive, whatever its sign");
}

#[test]
fn all_may_live_and_all_may_be_dead() {
    let z = matrix([[1.0, 2.0, 3.0], [0.5, 1e-300, 7.0]]);
    check_census(&z, 0, 0.0, "every sum is positive");
    check_census(&-z, 2, 1.0, "no sum is positive");
    check_census(&matrix([[-1.0]]), 1, 1.0, "the only sum is not positive");
}

/// The samples are as many as the units, so that no length gives a slip away.
#[test]
fn units_are_rows() {
    let z = matrix([[-1.0, 1.0, -1.0], [-1.0, -1.0, -1.0], [-1.0, 1.0, 1.0]]);
    let note = "only the second row has no positive sum";
    check_census(&z, 1, 6.0 / 9.0, note);
    let z = matrix([[-1.0, -2.0, 3.0], [-3.0, -1.0, 2.0], [-2.0, -1.0, 1.0]]);
    check_census(&z, 0, 6.0 / 9.0, "two columns have no positive sum, but every row has one");
}

/// A layer of 30 units and a batch of 40 samples; every third unit has been made dead.
#[test]
fn a_whole_layer_is_counted() {
    let mut z = DMatrix::from_vec(30, 40, small_integers::<f64>(1200, 4));
    for mut unit in z.row_iter_mut().step_by(3) {
        unit.apply(|z| *z = -z.abs());
    }
    let zeros = z.iter().filter(|z| **z <= 0.0).count();
    let note = "every third row has no positive sum";
    check_census(&z, 10, zeros as f64 / 1200.0, note);
}
