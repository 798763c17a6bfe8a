use super::exercise::*;
use check::{Tolerance, assert_close, assert_or_name_slip, compare, guarded};
use std::ops::Range;

/// Mean and deviation of each feature of some samples, by the formula, not the reader's.
fn statistics(samples: &[Sample], less: f64) -> Vec<[f64; 2]> {
    let count = samples.len() as f64;
    let of = |j: usize| {
        let mean = samples.iter().map(|x| x[j]).sum::<f64>() / count;
        let squares: f64 = samples.iter().map(|x| (x[j] - mean).powi(2)).sum();
        [mean, if squares > 0.0 { (squares / (count - less)).sqrt() } else { 1.0 }]
    };
    (0..samples[0].len()).map(of).collect()
}

/// The features one after the other, normalized by these means and deviations.
fn normalized(samples: &[Sample], means: &[[f64; 2]], deviations: &[[f64; 2]]) -> Vec<f64> {
    let value = |x: &Sample, j: usize| (x[j] - means[j][0]) / deviations[j][1];
    samples.iter().flat_map(|x| (0..x.len()).map(move |j| value(x, j))).collect()
}

/// A fold of some samples.
struct Case<'a> {
    samples: &'a [Sample],
    folds: &'a [Range<usize>],
    at: usize,
}

impl Case<'_> {
    /// The training and the validation part while a fold is held out, as they are.
    fn parts(&self, at: usize) -> [Vec<Sample>; 2] {
        let Range { start, end } = self.folds[at].clone();
        [[&self.samples[..start], &self.samples[end..]].concat(), self.samples[start..end].to_vec()]
    }

    /// Training part, then validation part.
    fn expected(&self) -> Vec<f64> {
        let [training, validation] = self.parts(self.at);
        let of = statistics(&training, 0.0);
        [normalized(&training, &of, &of), normalized(&validation, &of, &of)].concat()
    }

    /// Names the slip that gives these values, if exactly one does.
    fn slip(&self, found: &[f64]) -> Option<&'static str> {
        if found.iter().any(|x| x.is_nan()) {
            return Some("NaN comes of 0/0: a constant feature was divided by a deviation of 0");
        }
        let [training, validation] = self.parts(self.at);
        let [of_training, of_validation] =
            [&training, &validation].map(|part| statistics(part, 0.0));
        let of_all = statistics(self.samples, 0.0);
        let of_first = statistics(&self.parts(0)[0], 0.0);
        let less_one = statistics(&training, 1.0);
        let both = |means: &[[f64; 2]], deviations: &[[f64; 2]]| {
            [&training, &validation].map(|part| normalized(part, means, deviations)).concat()
        };
        let training_right = normalized(&training, &of_training, &of_training);
        let with = |validation: Vec<f64>| [training_right.clone(), validation].concat();
        let slips = [
            (
                both(&of_all, &of_all),
                "both parts are normalized by the same two numbers, which are not the training part's own",
            ),
            (both(&of_training, &of_all), "the deviation is still made of all samples"),
            (both(&of_all, &of_training), "the mean is still made of all samples"),
            (
                both(&of_validation, &of_validation),
                "mean and deviation are made of the validation part; that is the one not to look at",
            ),
            (
                with(normalized(&validation, &of_validation, &of_validation)),
                "the validation part was normalized by its own mean and deviation: then the same value \
                 is not the same to the model, and a single patient could not be normalized at all",
            ),
            (
                with(normalized(&validation, &of_all, &of_all)),
                "the validation part is normalized by all samples; it has the training part's mean and \
                 deviation",
            ),
            (
                with(validation.concat()),
                "the validation part is not normalized: the model expects normalized inputs there too",
            ),
            (both(&of_first, &of_first), "mean and deviation were made once, of the first split"),
            (both(&less_one, &less_one), "the variance is divided by N, not by N − 1, as it was"),
        ];
        let fits =
            |slip: &[f64]| compare("", &[slip.len()], found, slip, Tolerance::F64_GOLDEN).is_ok();
        let mut fitting = slips.iter().filter(|(slip, _)| fits(slip)).map(|(_, words)| *words);
        fitting.next().filter(|_| fitting.next().is_none())
    }

    /// The reader's split.
    #[track_caller]
    fn split(&self) -> Split {
        let Case { samples, folds, at } = self;
        let given = || format!("`normalized_splits` of {samples:?} with the folds {folds:?}");
        let mut splits = guarded(given, || normalized_splits(samples, folds));
        let count = splits.len();
        assert!(
            count == folds.len(),
            "there are {count} splits, expected one for each of {folds:?}"
        );
        let split = splits.swap_remove(*at);
        let [training, validation] = self.parts(*at);
        for (name, found, expected) in [
            ("training", split.training.len(), training.len()),
            ("validation", split.validation.len(), validation.len()),
        ] {
            assert!(
                found == expected,
                "with the fold {:?} held out there are {found} samples for {name}, expected {expected}, \
                 as it was: a sample is in one of the two parts",
                folds[*at]
            );
        }
        split
    }

    /// Compares both parts of the split with what is expected.
    #[track_caller]
    fn check(&self, expected: &[f64]) {
        let Split { training, validation } = self.split();
        let found = [training, validation].concat().concat();
        let (samples, fold) = (self.samples, &self.folds[self.at]);
        let name = format!("training, then validation part of {samples:?} with {fold:?} held out");
        let shape = [expected.len()];
        let mismatch = compare(&name, &shape, &found, expected, Tolerance::F64_GOLDEN);
        assert_or_name_slip(mismatch, || self.slip(&found));
    }
}

/// Samples of one feature.
fn column(values: &[f64]) -> Vec<Sample> {
    values.iter().map(|value| vec![*value]).collect()
}

/// Two features of different scale, seven samples.
fn patients() -> Vec<Sample> {
    let values =
        [[3.0, -100.0], [1.0, 250.0], [4.0, 0.0], [-1.0, 75.0], [5.0, -300.0], [9.0, 20.0]];
    let mut samples: Vec<Sample> = values.iter().map(|x| x.to_vec()).collect();
    samples.push(vec![2.5, 10.0]);
    samples
}

const FOLDS: [Range<usize>; 3] = [0..3, 3..5, 5..7];

#[test]
fn agrees_with_paper() {
    let samples = column(&[1.0, 5.0, 9.0, 19.0, 1.0, 5.0]);
    let case = Case { samples: &samples, folds: &[0..2, 2..4, 4..6], at: 1 };
    case.check(&[-1.0, 1.0, -1.0, 1.0, 3.0, 8.0]);
    let samples = column(&[1.0, 3.0, 8.0]);
    #[expect(clippy::single_range_in_vec_init, reason = "one fold")]
    Case { samples: &samples, folds: &[2..3], at: 0 }.check(&[-1.0, 1.0, 6.0]);
}

#[test]
fn the_training_part_has_mean_zero_and_deviation_one() {
    let samples = patients();
    for (at, held_out) in FOLDS.iter().enumerate() {
        let case = Case { samples: &samples, folds: &FOLDS, at };
        let found = case.split().training;
        for (feature, [mean, deviation]) in statistics(&found, 0.0).into_iter().enumerate() {
            assert!(
                mean.abs() < 1e-12 && (deviation - 1.0).abs() < 1e-12,
                "with the fold {held_out:?} held out, feature {feature} of the training part has the mean \
                 {mean:.4} and the deviation {deviation:.4}, expected 0 and 1"
            );
        }
        case.check(&case.expected());
    }
}

/// The report's experiment.
#[test]
fn held_out_samples_do_not_change_the_training_part() {
    let before = patients();
    let mut after = patients();
    after[3][0] = 1e6;
    after[4][1] = -1e6;
    let [found, moved] = [&before, &after]
        .map(|samples| Case { samples, folds: &FOLDS, at: 1 }.split().training.concat());
    let case = Case { samples: &after, folds: &FOLDS, at: 1 };
    let Split { training, validation } = case.split();
    let said = case.slip(&[training, validation].concat().concat());
    let said = said.map(|words| format!("\n  {words}")).unwrap_or_default();
    assert!(
        found == moved,
        "patients 3 and 4 are held out, and one measurement of each changes: the training part goes \
         from {found:.3?} to {moved:.3?}, expected it to stay{said}"
    );
    case.check(&case.expected());
}

/// A deviation of all samples would hide it: of five, none is further out than 2.
#[test]
fn what_is_far_out_stays_far_out() {
    let samples = column(&[-1.0, 1.0, -1.0, 1.0, 1000.0]);
    #[expect(clippy::single_range_in_vec_init, reason = "one fold")]
    let found = Case { samples: &samples, folds: &[4..5], at: 0 }.split().validation[0][0];
    let note = if (2.2..3.0).contains(&found) {
        ": it widens the deviation it is measured by"
    } else {
        ""
    };
    assert!(
        (found - 1000.0).abs() < 1e-9,
        "the training part is −1, 1, −1, 1, and 1000 is held out: normalized it is {found}, expected \
         1000, a thousand deviations from the mean{note}"
    );
}

#[test]
fn the_same_value_is_the_same_in_both_parts() {
    let samples = column(&[2.0, 7.0, 4.0, 2.0, 7.0]);
    let case = Case { samples: &samples, folds: &[0..3, 3..5], at: 1 };
    let Split { training, validation } = case.split();
    let (found, expected) = (validation.concat(), [training[0][0], training[1][0]]);
    let slip = case.slip(&[training, validation].concat().concat());
    let name = "the values 2 and 7 in the validation part, against the same in the training part";
    let mismatch = compare(name, &[2], &found, &expected, Tolerance::F64_GOLDEN);
    assert_or_name_slip(mismatch, || slip);
}

#[test]
fn a_constant_feature_becomes_zero() {
    let samples = column(&[4.0, 4.0, 4.0, 4.0]);
    Case { samples: &samples, folds: &[0..2, 2..4], at: 0 }.check(&[0.0, 0.0, 0.0, 0.0]);
}

#[test]
fn every_sample_is_held_out_once() {
    let samples = patients();
    for at in 0..3 {
        let Split { training, .. } = Case { samples: &samples, folds: &FOLDS, at }.split();
        let features: Vec<f64> = training.iter().map(|x| x.len() as f64).collect();
        let expected = vec![2.0; training.len()];
        assert_close(
            "the number of features of each sample",
            &features,
            &expected,
            Tolerance::EXACT,
        );
    }
    let splits =
        guarded(|| "`normalized_splits` without folds".into(), || normalized_splits(&samples, &[]));
    assert!(splits.is_empty(), "without folds there are {} splits, expected none", splits.len());
}
