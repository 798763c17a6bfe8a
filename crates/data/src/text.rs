//! A text for a language model: a part to learn from and a part to judge by.

/// A text, cut by position into a part for training and one for validation.
///
/// ```
/// use data::TextSplit;
///
/// let TextSplit { train, validation, .. } = data::tiny_shakespeare();
/// assert!(train.starts_with("First Citizen:") && validation.len() < train.len());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextSplit {
    /// The name of the data set.
    pub name: &'static str,
    /// The beginning of the text.
    pub train: String,
    /// The rest of it.
    pub validation: String,
}

/// The fraction of a text that is for training, as tenths.
pub(crate) const TRAIN_TENTHS: usize = 9;
