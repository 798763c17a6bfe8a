//! SST-2: 9,613 sentences of film reviews, each positive or negative.
//!
//! Source: R. Socher, A. Perelygin, J. Wu, J. Chuang, C. D. Manning, A. Ng, C. Potts, "Recursive deep
//! models for semantic compositionality over a sentiment treebank", EMNLP 2013; the treebank is at
//! <https://nlp.stanford.edu/sentiment/>. No licence is stated. These are its whole sentences, without
//! the neutral ones, in lower case, the tokens separated by spaces.
//!
//! Two sentences of the test set, "no" and "what 's next ?", are in the training set as well, and of its
//! 6,920 sentences 6,911 are distinct. Letter for letter, 7,528 of all its sentences are also in
//! [`rt_polarity`](crate::rt_polarity()), from which the treebank was made: do not train on one and test
//! on the other.

use std::io::Read;
use std::path::Path;

use crate::text_files::{find_files, line_error, open, read_text};
use crate::{DataError, LabelledText};

/// How to get SST-2.
pub const INSTALL_HINT: &str = "put train.tsv, dev.tsv and test.tsv, lines of a sentence, a tab and 0 or \
    1 (made from the treebank at https://nlp.stanford.edu/sentiment/), in a folder `sst2` under the \
    folder that the environment variable GRADUS_DATA names";

/// The names of the classes, by label.
pub const CLASS_NAMES: [&str; 2] = ["negative", "positive"];

/// The sentences of SST-2 in the split of its authors.
///
/// ```
/// use data::sst2::{Sst2, parse};
///
/// let train = parse("a joy\t1\n".as_bytes(), "train.tsv")?;
/// let sst2 = Sst2 { train, validation: Vec::new(), test: Vec::new() };
/// assert_eq!(sst2.train[0].label, 1);
/// # Ok::<(), data::DataError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sst2 {
    /// 6,920 sentences to learn from.
    pub train: Vec<LabelledText>,
    /// 872 sentences to choose hyperparameters by, the authors' development set.
    pub validation: Vec<LabelledText>,
    /// 1,821 sentences for the test.
    pub test: Vec<LabelledText>,
}

/// Reads SST-2 from the folder of `train.tsv`, `dev.tsv` and `test.tsv`, each plain or gzip.
///
/// # Errors
///
/// [`DataErrorKind::Missing`], which lists the missing files and says where to get them, and the
/// errors of [`parse`].
///
/// # Examples
///
/// ```
/// let error = data::sst2("no-such-folder".as_ref()).unwrap_err();
/// assert!(error.to_string().starts_with("SST-2: no train.tsv, dev.tsv, test.tsv in no-such-folder"));
/// ```
///
/// [`DataErrorKind::Missing`]: crate::DataErrorKind::Missing
pub fn sst2(dir: &Path) -> Result<Sst2, DataError> {
    let names = ["train.tsv", "dev.tsv", "test.tsv"];
    let [train, validation, test] = find_files("SST-2", dir, names, INSTALL_HINT)?;
    let read = |path: &Path| {
        let (name, file) = open(path)?;
        parse(file, &name)
    };
    Ok(Sst2 { train: read(&train)?, validation: read(&validation)?, test: read(&test)? })
}

/// Reads lines of a sentence, a tab and the label 0 (negative) or 1 (positive), plain or gzip; `name`
/// is the file's name in errors.
///
/// # Errors
///
/// [`DataErrorKind::Gzip`] if gzip data are damaged, [`DataErrorKind::NotUtf8`] if the text is not
/// UTF-8, [`DataErrorKind::Line`] if a line is not a sentence and a label.
///
/// # Examples
///
/// ```
/// let sentences = data::sst2::parse("dull\t0\na joy\t1\n".as_bytes(), "two.tsv")?;
/// assert_eq!((&sentences[1].text[..], sentences[1].label), ("a joy", 1));
/// # Ok::<(), data::DataError>(())
/// ```
///
/// [`DataErrorKind::Gzip`]: crate::DataErrorKind::Gzip
/// [`DataErrorKind::NotUtf8`]: crate::DataErrorKind::NotUtf8
/// [`DataErrorKind::Line`]: crate::DataErrorKind::Line
pub fn parse(reader: impl Read, name: &str) -> Result<Vec<LabelledText>, DataError> {
    let text = read_text(reader, name)?;
    let sentence = |(line, text): (u64, &str)| {
        labelled(text).ok_or_else(|| {
            line_error(name, line, "a sentence, a tab and the label 0 or 1 are", text)
        })
    };
    (1..).zip(text.lines()).map(sentence).collect()
}

fn labelled(line: &str) -> Option<LabelledText> {
    let (text, label) = line.split_once('\t')?;
    let label = match label {
        "0" => 0,
        "1" => 1,
        _ => return None,
    };
    (!text.trim().is_empty()).then(|| LabelledText { text: text.trim().to_owned(), label })
}
