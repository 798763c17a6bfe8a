//! A text and its class.

/// A text and the index of its class.
///
/// ```
/// use data::LabelledText;
///
/// let review = LabelledText { text: "a quiet , gripping film".into(), label: 1 };
/// assert_eq!(review.label, 1);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelledText {
    /// The text.
    pub text: String,
    /// The index of its class.
    pub label: usize,
}
