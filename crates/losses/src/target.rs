//! Targets, and whether they fit the outputs.

use numeric::Float;

/// The targets of a batch, of which each sample has its own slice.
///
/// ```
/// use losses::TargetSlice;
///
/// let targets = [10, 11, 20, 21];
/// assert_eq!((targets.count(), targets.of_sample(1, 2)), (4, &[20, 21][..]));
/// ```
pub trait TargetSlice: Sync {
    /// The number of targets.
    fn count(&self) -> usize;

    /// The targets of the sample with the index `sample`, where each sample has `n` targets.
    fn of_sample(&self, sample: usize, n: usize) -> &Self;
}

impl<X: Sync> TargetSlice for [X] {
    #[inline]
    fn count(&self) -> usize {
        self.len()
    }

    #[inline]
    fn of_sample(&self, sample: usize, n: usize) -> &Self {
        &self[sample * n..][..n]
    }
}

/// Targets that do not fit the outputs, or an invalid parameter of a loss.
///
/// ```
/// use losses::{Loss, MeanSquaredError, TargetError};
///
/// let error = Loss::<f32>::validate(&MeanSquaredError, 2, 3, &[0.0; 5]).unwrap_err();
/// assert!(matches!(error, TargetError::TargetCount { found: 5, expected: 6, .. }));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// There are more or fewer targets than the outputs need.
    #[error(
        "{loss}: {found} targets for {samples} samples of {outputs} outputs: expected {expected}"
    )]
    TargetCount {
        /// The loss.
        loss: &'static str,
        /// The number of targets given.
        found: usize,
        /// The number of targets needed.
        expected: usize,
        /// The samples of the batch.
        samples: usize,
        /// The number of outputs of each sample.
        outputs: usize,
    },
    /// A class index that is not below the number of classes.
    #[error(
        "{loss}: sample {sample} has class {class}, but the logits know only the classes below {classes}"
    )]
    ClassOutOfRange {
        /// The loss.
        loss: &'static str,
        /// The sample's index in the batch.
        sample: usize,
        /// Its class index.
        class: usize,
        /// The number of classes.
        classes: usize,
    },
    /// A target that is neither of the two labels of a binary loss.
    #[error("{loss}: target {index} is neither {} nor {}", allowed[0], allowed[1])]
    InvalidLabel {
        /// The loss.
        loss: &'static str,
        /// The target's index, counted from 0.
        index: usize,
        /// The labels of the negative and the positive class.
        allowed: [i8; 2],
    },
    /// A target out of the loss's range.
    #[error("{loss}: target {index} must be {requirement}")]
    InvalidTarget {
        /// The loss.
        loss: &'static str,
        /// The target's index, counted from 0.
        index: usize,
        /// What it must be.
        requirement: &'static str,
    },
    /// There are more or fewer weights of classes than classes.
    #[error("{loss}: {found} class weights for {classes} classes: expected one for each")]
    ClassWeightCount {
        /// The loss.
        loss: &'static str,
        /// The number of weights given.
        found: usize,
        /// The number of classes.
        classes: usize,
    },
    /// There are more or fewer weights than samples.
    #[error("{loss}: {found} weights for {samples} samples: expected one for each")]
    WeightCount {
        /// The loss.
        loss: &'static str,
        /// The number of weights given.
        found: usize,
        /// The samples of the batch.
        samples: usize,
    },
    /// A parameter of the loss that is out of range.
    #[error("{loss}: {name} must be {requirement}")]
    InvalidParameter {
        /// The loss.
        loss: &'static str,
        /// The parameter's name.
        name: &'static str,
        /// What it must be.
        requirement: &'static str,
    },
}

/// Checks a parameter of a loss.
pub(crate) fn check_parameter(
    loss: &'static str,
    name: &'static str,
    requirement: &'static str,
    holds: bool,
) -> Result<(), TargetError> {
    if holds { Ok(()) } else { Err(TargetError::InvalidParameter { loss, name, requirement }) }
}

/// Checks that there are as many targets as expected.
pub(crate) fn check_target_count(
    loss: &'static str,
    outputs: usize,
    samples: usize,
    found: usize,
    expected: usize,
) -> Result<(), TargetError> {
    if found == expected {
        return Ok(());
    }
    Err(TargetError::TargetCount { loss, found, expected, samples, outputs })
}

/// Checks that all targets hold what is required of them.
pub(crate) fn check_targets<T>(
    loss: &'static str,
    target: &[T],
    requirement: &'static str,
    holds: impl Fn(&T) -> bool,
) -> Result<(), TargetError> {
    // To the end, whatever is found: so the loop vectorizes.
    if target.iter().fold(true, |all, t| all & holds(t)) {
        return Ok(());
    }
    let index = target.iter().take_while(|t| holds(t)).count();
    Err(TargetError::InvalidTarget { loss, index, requirement })
}

/// Checks that each sample has a class index, and that it is below `classes`.
pub(crate) fn check_classes(
    loss: &'static str,
    classes: usize,
    samples: usize,
    target: &[usize],
) -> Result<(), TargetError> {
    check_target_count(loss, classes, samples, target.len(), samples)?;
    match target.iter().enumerate().find(|(_, class)| **class >= classes) {
        Some((sample, &class)) => {
            Err(TargetError::ClassOutOfRange { loss, sample, class, classes })
        }
        None => Ok(()),
    }
}

/// Checks that there is one of two labels for each output of each sample.
pub(crate) fn check_labels<T: Float>(
    loss: &'static str,
    outputs: usize,
    samples: usize,
    target: &[T],
    allowed: [i8; 2],
) -> Result<(), TargetError> {
    check_target_count(loss, outputs, samples, target.len(), outputs * samples)?;
    let labels = allowed.map(|label| T::of(label.into()));
    match target.iter().position(|label| !labels.contains(label)) {
        Some(index) => Err(TargetError::InvalidLabel { loss, index, allowed }),
        None => Ok(()),
    }
}
