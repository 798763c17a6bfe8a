//! English sentences with French translations, of the Tatoeba project.
//!
//! From <https://tatoeba.org>, prepared by <https://www.manythings.org/anki/>, licence CC BY 2.0.
//! 5,721 short pairs are part of this crate; the data sheet is `datasets/eng-fra/README.md`.

mod archive;
mod split;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::text_files::{find_files, line_error, open, read_text};
use crate::{DataError, DataErrorKind};

pub use split::{PairSplit, split};

const EMBEDDED: &[u8] = include_bytes!("../../../datasets/eng-fra/pairs.tsv.gz");

/// How to get all pairs.
pub const INSTALL_HINT: &str = "put https://www.manythings.org/anki/fra-eng.zip, or the fra.txt in it, in \
    a folder `eng-fra` under the folder that the environment variable GRADUS_DATA names";

/// A sentence and a translation of it.
///
/// ```
/// use data::eng_fra::SentencePair;
///
/// let pair = SentencePair { english: "I'm cold.".into(), french: "J'ai froid.".into() };
/// assert_eq!(pair.french, "J'ai froid.");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentencePair {
    /// The sentence in English.
    pub english: String,
    /// A French translation, one of several for some sentences.
    pub french: String,
}

/// The pairs that are part of this crate, 5,721 short ones of a small vocabulary, in three parts that
/// share no sentence: see [`split()`].
///
/// # Examples
///
/// ```
/// let pairs = data::eng_fra();
/// assert_eq!((pairs.train.len(), pairs.validation.len(), pairs.test.len()), (4_579, 575, 567));
/// assert_eq!((&pairs.train[0].english[..], &pairs.train[0].french[..]), ("I'm fat.", "Je suis gras."));
/// ```
pub fn eng_fra() -> PairSplit {
    split(
        parse(EMBEDDED, "pairs.tsv.gz")
            .expect("the file is part of this crate and was read whole by its tests"),
    )
}

/// Reads all pairs from the folder of `fra.txt`, plain or gzip, or of `fra-eng.zip` with it inside; the
/// file of 2017 has 142,787.
///
/// # Errors
///
/// [`DataErrorKind::Missing`] if the folder has none of these files, with where to get them;
/// [`DataErrorKind::Zip`] if the archive cannot be read or has no `fra.txt`; and the errors of [`parse`].
///
/// # Examples
///
/// ```
/// let error = data::eng_fra::read("no-such-folder".as_ref()).unwrap_err();
/// assert!(error.to_string().starts_with("eng-fra: no fra.txt, fra-eng.zip in no-such-folder"));
/// ```
pub fn read(dir: &Path) -> Result<Vec<SentencePair>, DataError> {
    let zip = dir.join("fra-eng.zip");
    match find_files("eng-fra", dir, ["fra.txt"], INSTALL_HINT) {
        Ok([path]) => {
            let (name, file) = open(&path)?;
            parse(file, &name)
        }
        Err(_) if zip.is_file() => {
            let name = zip.display().to_string();
            let file = File::open(&zip);
            let file = file.map_err(|source| DataErrorKind::Io { source }.in_file(&name))?;
            parse_archive(file, &name)
        }
        Err(_) => {
            let files = vec!["fra.txt".to_owned(), "fra-eng.zip".into()];
            let (folder, install_hint) = (dir.to_path_buf(), INSTALL_HINT);
            Err(DataErrorKind::Missing { files, folder, install_hint }.in_file("eng-fra"))
        }
    }
}

/// Reads pairs from lines of an English sentence, a tab and a French one, plain or gzip; a third field,
/// in which newer files name who wrote the sentences, is ignored. `name` is the file's name in errors.
///
/// # Errors
///
/// [`DataErrorKind::Gzip`] if gzip data are damaged, [`DataErrorKind::NotUtf8`] if the text is not
/// UTF-8, [`DataErrorKind::Line`] if a line is not a pair.
///
/// # Examples
///
/// ```
/// let text = "Hi.\tSalut.\nRun!\tCours !\tCC-BY 2.0 (France)\n";
/// let pairs = data::eng_fra::parse(text.as_bytes(), "two.tsv")?;
/// assert_eq!((&pairs[1].english[..], &pairs[1].french[..]), ("Run!", "Cours !"));
/// # Ok::<(), data::DataError>(())
/// ```
pub fn parse(reader: impl Read, name: &str) -> Result<Vec<SentencePair>, DataError> {
    parse_text(&read_text(reader, name)?, name)
}

/// Reads pairs from the zip archive of the official site, which has them as `fra.txt`; `name` is the
/// archive's name in errors.
///
/// # Errors
///
/// [`DataErrorKind::Zip`] if it is no zip archive, is damaged, has no `fra.txt`, or one of more than
/// 256 MiB; and the errors of [`parse`].
///
/// # Examples
///
/// ```
/// use std::io::Cursor;
///
/// let error = data::eng_fra::parse_archive(Cursor::new(b"<html>"), "fra-eng.zip").unwrap_err();
/// assert!(error.to_string().starts_with("fra-eng.zip: not the zip archive that it should be"));
/// ```
pub fn parse_archive(
    reader: impl Read + std::io::Seek,
    name: &str,
) -> Result<Vec<SentencePair>, DataError> {
    let bytes = archive::read_member(reader, "fra.txt");
    let bytes = bytes.map_err(|source| DataErrorKind::Zip { source }.in_file(name))?;
    parse_text(&crate::text_files::utf8(bytes, name)?, name)
}

fn parse_text(text: &str, name: &str) -> Result<Vec<SentencePair>, DataError> {
    let pair = |(line, text): (u64, &str)| {
        let mut fields = text.split('\t').map(str::trim);
        match (fields.next(), fields.next()) {
            (Some(english), Some(french)) if !english.is_empty() && !french.is_empty() => {
                Ok(SentencePair { english: english.to_owned(), french: french.to_owned() })
            }
            _ => {
                Err(line_error(name, line, "an English sentence, a tab and a French one are", text))
            }
        }
    };
    (1..).zip(text.lines()).map(pair).collect()
}
