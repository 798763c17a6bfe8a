//! Movie-review polarity: 10,662 sentences from film reviews, half of them positive.
//!
//! Source: B. Pang, L. Lee, "Seeing stars: exploiting class relationships for sentiment categorization
//! with respect to rating scales", ACL 2005; sentence polarity dataset v1.0,
//! <https://www.cs.cornell.edu/people/pabo/movie-review-data/>. No licence is stated; the authors ask
//! for the citation. The sentences are in lower case, their tokens separated by spaces, all different.
//! They have no split of the authors' own; ten-fold cross-validation is usual
//! ([`split::k_fold`](crate::split::k_fold)).

use std::path::Path;

use crate::text_files::{find_files, line_error, open, read_bytes};
use crate::{DataError, LabelledText, windows_1252};

/// How to get the sentences.
pub const INSTALL_HINT: &str = "put rt-polarity.neg and rt-polarity.pos of \
    https://www.cs.cornell.edu/people/pabo/movie-review-data/rt-polaritydata.tar.gz in a folder \
    `rt-polarity` under the folder that the environment variable GRADUS_DATA names";

/// The names of the classes, by label.
pub const CLASS_NAMES: [&str; 2] = ["negative", "positive"];

/// Reads the sentences from the folder of `rt-polarity.neg` and `rt-polarity.pos`, each plain or gzip:
/// first the 5,331 negative ones (label 0), then the 5,331 positive ones (label 1).
///
/// # Errors
///
/// [`DataErrorKind::Missing`], which lists the missing files and says where to get them, and the
/// errors of [`parse`].
///
/// # Examples
///
/// ```
/// let error = data::rt_polarity("no-such-folder".as_ref()).unwrap_err();
/// assert!(error.to_string().contains("no rt-polarity.neg, rt-polarity.pos in no-such-folder"));
/// ```
///
/// [`DataErrorKind::Missing`]: crate::DataErrorKind::Missing
pub fn rt_polarity(dir: &Path) -> Result<Vec<LabelledText>, DataError> {
    let names = ["rt-polarity.neg", "rt-polarity.pos"];
    let paths = find_files("movie-review polarity", dir, names, INSTALL_HINT)?;
    let mut sentences = Vec::new();
    for (label, path) in paths.iter().enumerate() {
        let (name, file) = open(path)?;
        let texts = parse(file, &name)?;
        sentences.extend(texts.into_iter().map(|text| LabelledText { text, label }));
    }
    Ok(sentences)
}

/// Reads sentences, one a line, in [Windows-1252](windows_1252), plain or gzip; `name` is the file's
/// name in errors.
///
/// # Errors
///
/// [`DataErrorKind::Gzip`] if gzip data are damaged, [`DataErrorKind::Line`] if a line is empty.
///
/// # Examples
///
/// ```
/// let sentences = data::rt_polarity::parse(&b"a clich\xe9 . \ntouching\n"[..], "two")?;
/// assert_eq!(sentences, ["a cliché .", "touching"]);
/// # Ok::<(), data::DataError>(())
/// ```
///
/// [`DataErrorKind::Gzip`]: crate::DataErrorKind::Gzip
/// [`DataErrorKind::Line`]: crate::DataErrorKind::Line
pub fn parse(reader: impl std::io::Read, name: &str) -> Result<Vec<String>, DataError> {
    let text = windows_1252::decode(&read_bytes(reader, name)?);
    let sentence = |(line, text): (u64, &str)| match text.trim() {
        "" => Err(line_error(name, line, "a sentence is", text)),
        sentence => Ok(sentence.to_owned()),
    };
    (1..).zip(text.lines()).map(sentence).collect()
}
