//! What an answer is held against, and whether it fits.

use numeric::Float;

/// Targets that do not belong to the answers they are held against, or settings of a loss with which
/// it would be none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// There are more or fewer targets than the answers ask for.
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
        /// The numbers in each sample's answer.
        outputs: usize,
    },
    /// A class that the answers have no place for.
    #[error(
        "{loss}: sample {sample} has class {class}, but the logits know only the classes below {classes}"
    )]
    ClassOutOfRange {
        /// The loss.
        loss: &'static str,
        /// The sample's number in the batch.
        sample: usize,
        /// Its class.
        class: usize,
        /// The number of classes.
        classes: usize,
    },
    /// A target that is neither of the two that a yes-or-no question allows.
    #[error("{loss}: target {place} is neither {} nor {}", allowed[0], allowed[1])]
    InvalidLabel {
        /// The loss.
        loss: &'static str,
        /// The target's place, counted from 0.
        place: usize,
        /// What the loss takes for no and for yes.
        allowed: [i8; 2],
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
    /// A setting that the loss cannot have.
    #[error("{loss}: {setting} must be {rule}")]
    InvalidParameter {
        /// The loss.
        loss: &'static str,
        /// The setting's name.
        setting: &'static str,
        /// What it must be.
        rule: &'static str,
    },
}

/// Tells whether a setting is what it must be.
pub(crate) fn check_parameter(
    loss: &'static str,
    setting: &'static str,
    rule: &'static str,
    holds: bool,
) -> Result<(), TargetError> {
    if holds { Ok(()) } else { Err(TargetError::InvalidParameter { loss, setting, rule }) }
}

/// Tells whether there is one target for each output of each sample.
pub(crate) fn check_target_count(
    loss: &'static str,
    outputs: usize,
    samples: usize,
    found: usize,
) -> Result<(), TargetError> {
    let expected = outputs * samples;
    if found == expected {
        return Ok(());
    }
    Err(TargetError::TargetCount { loss, found, expected, samples, outputs })
}

/// Tells whether each sample has a class, and one of those below `classes`.
pub(crate) fn check_classes(
    loss: &'static str,
    classes: usize,
    samples: usize,
    target: &[usize],
) -> Result<(), TargetError> {
    let (found, expected) = (target.len(), samples);
    if found != expected {
        return Err(TargetError::TargetCount { loss, found, expected, samples, outputs: classes });
    }
    match target.iter().enumerate().find(|(_, class)| **class >= classes) {
        Some((sample, &class)) => {
            Err(TargetError::ClassOutOfRange { loss, sample, class, classes })
        }
        None => Ok(()),
    }
}

/// Tells whether there is one of two labels for each output of each sample.
pub(crate) fn check_labels<T: Float>(
    loss: &'static str,
    outputs: usize,
    samples: usize,
    target: &[T],
    allowed: [i8; 2],
) -> Result<(), TargetError> {
    check_target_count(loss, outputs, samples, target.len())?;
    let known = allowed.map(|label| T::of(label.into()));
    match target.iter().position(|label| !known.contains(label)) {
        Some(place) => Err(TargetError::InvalidLabel { loss, place, allowed }),
        None => Ok(()),
    }
}
