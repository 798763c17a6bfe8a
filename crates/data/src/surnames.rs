//! The embedded data set of words: 17,450 surnames of 18 languages.
//!
//! Source: S. Robertson, "practical-pytorch", <https://github.com/spro/practical-pytorch>, licence MIT.
//! The data sheet is `datasets/surnames/README.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read};

use flate2::read::MultiGzDecoder;

use crate::{DataError, DataErrorKind};

const EMBEDDED: &[u8] = include_bytes!("../../../datasets/surnames/surnames.tsv.gz");

/// One name in this many belongs to the test set.
const TEST_EVERY: usize = 5;

/// A surname and one language that it is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surname {
    /// The name, in letters of any language.
    pub name: String,
    /// The index of its language in [`Surnames::languages`].
    pub language: usize,
    /// The number of lines on which the source gives this name for this language.
    pub count: u32,
}

/// Surnames in a training and a test set, with their languages.
///
/// A name that occurs in several languages is a sample of each, and all of them are in one set: no
/// name of the test set is in the training set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surnames {
    /// The languages, in the order of the file.
    pub languages: Vec<String>,
    /// The training samples, in the order of the file.
    pub train: Vec<Surname>,
    /// The test samples, in the order of the file.
    pub test: Vec<Surname>,
}

/// The surnames, part of this crate: 14,426 samples for training and 3,586 for the test.
///
/// The distinct names in the order of their bytes, every fifth belongs to the test set. A repeated line
/// is one sample, with its [`count`](Surname::count).
///
/// # Examples
///
/// ```
/// let surnames = data::surnames();
/// assert_eq!((surnames.train.len(), surnames.test.len()), (14_426, 3_586));
/// let first = &surnames.train[0];
/// assert_eq!((&first.name[..], &surnames.languages[first.language][..]), ("Khoury", "Arabic"));
/// ```
pub fn surnames() -> Surnames {
    parse(MultiGzDecoder::new(EMBEDDED), "surnames.tsv.gz")
        .expect("the file is part of this crate and was read whole by its tests")
}

/// Reads surnames from lines of a language, a tab and a name, and splits them by name; `name` is the
/// table's name in errors.
///
/// # Errors
///
/// [`DataErrorKind::Io`] if the text cannot be read or is not UTF-8, [`DataErrorKind::Line`] if a line
/// is not a language and a name.
///
/// # Examples
///
/// ```
/// let table = "Czech\tAbel\nGerman\tAbel\nGerman\tBauer\nGerman\tBauer\n";
/// let surnames = data::surnames::parse(table.as_bytes(), "three.tsv")?;
/// assert_eq!(surnames.languages, ["Czech", "German"]);
/// assert_eq!(surnames.test.len(), 2);                                  // Abel, in both languages
/// assert_eq!((&surnames.train[0].name[..], surnames.train[0].count), ("Bauer", 2));
/// # Ok::<(), data::DataError>(())
/// ```
pub fn parse(reader: impl Read, name: &str) -> Result<Surnames, DataError> {
    let (mut languages, mut samples) = (Vec::new(), Vec::<Surname>::new());
    let mut index_of = BTreeMap::new();
    for (line, text) in (1..).zip(BufReader::new(reader).lines()) {
        let text = text.map_err(|source| DataErrorKind::Io { source }.in_file(name))?;
        let (language, surname) = fields(&text).ok_or_else(|| {
            let expected = "a language, a tab and a name are";
            DataErrorKind::Line { line, expected, found: format!("{text:?}") }.in_file(name)
        })?;
        let language = index(&mut languages, language);
        let next = samples.len();
        let sample = *index_of.entry((language, surname.to_owned())).or_insert(next);
        if sample == next {
            samples.push(Surname { name: surname.into(), language, count: 0 });
        }
        samples[sample].count += 1;
    }
    let test = test_names(&samples);
    let (test, train) = samples.into_iter().partition(|sample| test.contains(&sample.name));
    Ok(Surnames { languages, train, test })
}

/// The language and the name on a line.
fn fields(line: &str) -> Option<(&str, &str)> {
    let (language, name) = line.split_once('\t')?;
    let is_field = |field: &str| !field.trim().is_empty() && !field.contains('\t');
    (is_field(language) && is_field(name)).then_some((language, name))
}

/// The index of a language, which is appended if it is new.
fn index(languages: &mut Vec<String>, language: &str) -> usize {
    languages.iter().position(|known| known == language).unwrap_or_else(|| {
        languages.push(language.into());
        languages.len() - 1
    })
}

/// Every fifth of the distinct names, in the order of their bytes.
fn test_names(samples: &[Surname]) -> BTreeSet<String> {
    let distinct: BTreeSet<&str> = samples.iter().map(|sample| &sample.name[..]).collect();
    distinct.into_iter().step_by(TEST_EVERY).map(String::from).collect()
}
