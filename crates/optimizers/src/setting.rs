//! Settings that are out of range.

/// A setting of an optimizer that is out of range.
///
/// ```
/// use optimizers::{Adam, Optimizer};
///
/// let error = Adam::<f32> { beta1: 1.0, ..Adam::default() }.validate().unwrap_err();
/// assert_eq!(error.to_string(), "beta1 must be at least 0 and below 1, but is 1");
/// ```
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{setting} must be {requirement}, but is {found}")]
pub struct SettingError {
    /// The setting's name.
    pub setting: &'static str,
    /// What it must be.
    pub requirement: &'static str,
    /// What it is.
    pub found: f64,
}

/// A setting that must be a number from 0 upwards.
pub(crate) fn check_not_negative(setting: &'static str, found: f64) -> Result<(), SettingError> {
    let requirement = "finite and at least 0";
    check(setting, requirement, found, found >= 0.0 && found.is_finite())
}

/// The decay rate of a moving average.
pub(crate) fn check_decay_rate(setting: &'static str, found: f64) -> Result<(), SettingError> {
    check(setting, "at least 0 and below 1", found, (0.0..1.0).contains(&found))
}

pub(crate) fn check(
    setting: &'static str,
    requirement: &'static str,
    found: f64,
    holds: bool,
) -> Result<(), SettingError> {
    if holds { Ok(()) } else { Err(SettingError { setting, requirement, found }) }
}

/// `ε` in the root and `ε` after it, of which one is 0: `√(x + ε₁) + ε₂`.
pub(crate) fn epsilon_in_root<T: numeric::Float>(epsilon: f64, in_root: bool) -> (T, T) {
    if in_root { (T::of(epsilon), T::zero()) } else { (T::zero(), T::of(epsilon)) }
}
