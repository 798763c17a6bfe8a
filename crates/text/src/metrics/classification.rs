//! Precision, recall and F1 of classes.

/// How often each class was taken for each: `[targets, predictions]`.
///
/// ```text
/// precision = TP / (TP + FP),   recall = TP / (TP + FN),   F1 = 2·TP / (2·TP + FP + FN)
/// ```
///
/// ```
/// use text::metrics::{ConfusionMatrix, Labels, ZeroDivision};
///
/// let confusion = ConfusionMatrix::new(2, &[0, 0, 0, 1], &[0, 0, 1, 1]);
/// assert_eq!(confusion.accuracy(), 0.75);
/// let macro_f1 = confusion.macro_f1(Labels::All, ZeroDivision::Zero);
/// assert!((macro_f1 - (0.8 + 2.0 / 3.0) / 2.0).abs() < 1e-12);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfusionMatrix {
    classes: usize,
    counts: Vec<usize>,
}

/// What a quotient is whose divisor is zero, as scikit-learn's `zero_division` says: a class without
/// predictions has no precision, one without samples no recall, one without either no F1.
///
/// ```
/// use text::metrics::{ConfusionMatrix, ZeroDivision};
///
/// let confusion = ConfusionMatrix::new(2, &[0], &[0]);
/// assert_eq!(confusion.class(1, ZeroDivision::Zero).f1, 0.0);
/// assert_eq!(confusion.class(1, ZeroDivision::One).f1, 1.0);
/// assert!(confusion.class(1, ZeroDivision::Nan).f1.is_nan());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZeroDivision {
    /// 0, scikit-learn's default (with a warning there).
    Zero,
    /// 1.
    One,
    /// NaN, and the class is left out of means.
    Nan,
}

/// Over which classes a mean is taken.
///
/// ```
/// use text::metrics::{ConfusionMatrix, Labels, ZeroDivision};
///
/// let confusion = ConfusionMatrix::new(4, &[0, 3], &[0, 3]);           // classes 1 and 2 are nowhere
/// assert_eq!(confusion.macro_f1(Labels::All, ZeroDivision::Zero), 0.5);
/// assert_eq!(confusion.macro_f1(Labels::Present, ZeroDivision::Zero), 1.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Labels {
    /// All classes, also those that occur nowhere: the same classes for every test set.
    All,
    /// The classes that a target or a prediction has, scikit-learn's default: one class, always right, is a
    /// mean of 1 whatever the number of classes.
    Present,
}

/// The scores of one class.
///
/// ```
/// use text::metrics::{ConfusionMatrix, ZeroDivision};
///
/// let scores = ConfusionMatrix::new(2, &[1, 1, 0], &[1, 0, 0]).class(1, ZeroDivision::Zero);
/// assert_eq!((scores.precision, scores.recall, scores.f1), (1.0, 0.5, 2.0 / 3.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClassScores {
    /// The fraction of its predictions that are right.
    pub precision: f64,
    /// The fraction of its samples that are found.
    pub recall: f64,
    /// The harmonic mean of both.
    pub f1: f64,
    /// The number of its samples.
    pub support: usize,
}

impl ConfusionMatrix {
    /// Counts predictions against targets.
    ///
    /// ```
    /// let confusion = text::metrics::ConfusionMatrix::new(3, &[0, 2], &[0, 1]);
    /// assert_eq!(confusion.count(2, 1), 1);
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if there is not one prediction for each target, or if a class is not below `classes`.
    #[track_caller]
    pub fn new(classes: usize, targets: &[usize], predictions: &[usize]) -> Self {
        assert!(
            targets.len() == predictions.len(),
            "confusion matrix: {} targets, but {} predictions",
            targets.len(),
            predictions.len()
        );
        let mut counts = vec![0; classes * classes];
        for (&target, &prediction) in targets.iter().zip(predictions) {
            assert!(
                target < classes && prediction < classes,
                "confusion matrix: class {} of {classes}, which are numbered from 0",
                target.max(prediction)
            );
            counts[target * classes + prediction] += 1;
        }
        ConfusionMatrix { classes, counts }
    }

    /// How many samples of the class `target` were predicted to be of the class `prediction`.
    ///
    /// ```
    /// assert_eq!(text::metrics::ConfusionMatrix::new(2, &[1], &[0]).count(1, 0), 1);
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if a class is not below the number of classes.
    pub fn count(&self, target: usize, prediction: usize) -> usize {
        self.counts[target * self.classes + prediction]
    }

    /// The fraction of right predictions, from 0 to 1; NaN of none.
    ///
    /// ```
    /// assert_eq!(text::metrics::ConfusionMatrix::new(2, &[0, 1], &[0, 0]).accuracy(), 0.5);
    /// ```
    pub fn accuracy(&self) -> f64 {
        let correct: usize = (0..self.classes).map(|class| self.count(class, class)).sum();
        correct as f64 / self.counts.iter().sum::<usize>() as f64
    }

    /// The scores of a class.
    ///
    /// ```
    /// use text::metrics::{ConfusionMatrix, ZeroDivision};
    ///
    /// let scores = ConfusionMatrix::new(2, &[0, 0, 1], &[0, 1, 1]).class(1, ZeroDivision::Zero);
    /// assert_eq!((scores.precision, scores.recall, scores.support), (0.5, 1.0, 1));
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if the class is not below the number of classes.
    pub fn class(&self, class: usize, zero_division: ZeroDivision) -> ClassScores {
        let (found, predicted, support) = self.totals(class);
        ClassScores {
            precision: zero_division.quotient(found, predicted),
            recall: zero_division.quotient(found, support),
            f1: zero_division.quotient(2 * found, predicted + support),
            support,
        }
    }

    /// Macro F1: the mean of the classes' F1, in which a rare class counts as much as a frequent one.
    ///
    /// ```
    /// use text::metrics::{ConfusionMatrix, Labels, ZeroDivision};
    ///
    /// let always_right = ConfusionMatrix::new(2, &[0, 0], &[0, 0]);     // there is no sample of class 1
    /// assert_eq!(always_right.macro_f1(Labels::Present, ZeroDivision::Zero), 1.0);
    /// assert_eq!(always_right.macro_f1(Labels::All, ZeroDivision::Zero), 0.5);
    /// assert_eq!(always_right.macro_f1(Labels::All, ZeroDivision::Nan), 1.0);
    /// ```
    pub fn macro_f1(&self, labels: Labels, zero_division: ZeroDivision) -> f64 {
        self.mean_f1(labels, zero_division, |_| 1)
    }

    /// Weighted F1: the mean of the classes' F1, each weighted by the number of its samples.
    ///
    /// ```
    /// use text::metrics::{ConfusionMatrix, ZeroDivision};
    ///
    /// let confusion = ConfusionMatrix::new(2, &[0, 0, 0, 1], &[0, 0, 0, 0]);
    /// let weighted = confusion.weighted_f1(ZeroDivision::Zero);
    /// assert!((weighted - 0.75 * 6.0 / 7.0).abs() < 1e-12);
    /// ```
    pub fn weighted_f1(&self, zero_division: ZeroDivision) -> f64 {
        self.mean_f1(Labels::All, zero_division, |support| support)
    }

    /// Micro F1: F1 of the counts of all classes added up. Where each sample has one class, it is the accuracy.
    ///
    /// ```
    /// use text::metrics::{ConfusionMatrix, ZeroDivision};
    ///
    /// let confusion = ConfusionMatrix::new(3, &[0, 1, 2, 2], &[0, 2, 2, 1]);
    /// assert_eq!(confusion.micro_f1(ZeroDivision::Zero), confusion.accuracy());
    /// ```
    pub fn micro_f1(&self, zero_division: ZeroDivision) -> f64 {
        let totals = (0..self.classes).map(|class| self.totals(class));
        let (found, both) =
            totals.fold((0, 0), |(found, both), (f, p, s)| (found + f, both + p + s));
        zero_division.quotient(2 * found, both)
    }

    /// Of a class the right predictions, all predictions, all samples.
    fn totals(&self, class: usize) -> (usize, usize, usize) {
        let predicted = (0..self.classes).map(|target| self.count(target, class)).sum();
        let support = (0..self.classes).map(|prediction| self.count(class, prediction)).sum();
        (self.count(class, class), predicted, support)
    }

    fn mean_f1(&self, labels: Labels, zero: ZeroDivision, weight: fn(usize) -> usize) -> f64 {
        let (mut sum, mut weights) = (0.0, 0.0);
        for class in 0..self.classes {
            let (_, predicted, support) = self.totals(class);
            let f1 = self.class(class, zero).f1;
            let counts = labels == Labels::All || predicted + support > 0;
            if counts && !f1.is_nan() {
                sum += weight(support) as f64 * f1;
                weights += weight(support) as f64;
            }
        }
        sum / weights
    }
}

impl ZeroDivision {
    fn quotient(self, a: usize, b: usize) -> f64 {
        match (b, self) {
            (0, ZeroDivision::Zero) => 0.0,
            (0, ZeroDivision::One) => 1.0,
            (0, ZeroDivision::Nan) => f64::NAN,
            _ => a as f64 / b as f64,
        }
    }
}
