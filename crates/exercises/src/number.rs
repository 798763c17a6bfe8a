//! What an exercise is called.

use std::fmt;
use std::str::FromStr;

/// An exercise's number: its chapter, and its index in the chapter.
///
/// ```
/// use exercises::Number;
///
/// let number: Number = "2.1".parse()?;
/// assert_eq!(number, Number { chapter: 2, index: 1 });
/// assert_eq!(number.to_string(), "2.1");
/// # Ok::<(), exercises::ParseNumberError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    /// The chapter.
    pub chapter: u32,
    /// The index in the chapter. 0 is the one that takes two minutes and comes before all others.
    pub index: u32,
}

/// A text that is no exercise number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no exercise: write its chapter and its index there, such as 2.1")]
pub struct ParseNumberError(String);

impl FromStr for Number {
    type Err = ParseNumberError;

    fn from_str(text: &str) -> Result<Self, ParseNumberError> {
        let numbers = text.split_once('.').and_then(|(chapter, index)| {
            Some(Number { chapter: chapter.parse().ok()?, index: index.parse().ok()? })
        });
        numbers.ok_or_else(|| ParseNumberError(text.into()))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.chapter, self.index)
    }
}
