//! GPT-2's two files, `vocab.json` and `merges.txt`.

use std::collections::HashMap;
use std::path::Path;

use crate::bpe::files::{Numbered, read, write};
use crate::bpe::{Bpe, TokenizerError, TokenizerErrorKind};

/// The first line of `merges.txt`.
const VERSION: &str = "#version: 0.2";

impl Bpe {
    /// Reads the text of GPT-2's two files: `vocab.json`, an object with the number of each token, and
    /// `merges.txt`, a line for each merge, the first learnt first. Tokens that are neither a byte nor made by a
    /// merge are special, such as GPT-2's `<|endoftext|>`. `name` is the name of both in errors.
    ///
    /// # Errors
    ///
    /// A [`TokenizerError`] if the files are not of this form, the tokens not numbered from 0 on, a merge needs
    /// a token that is not there, or a byte has no token.
    ///
    /// ```
    /// let trainer = text::BpeTrainer { vocabulary_size: 257, ..Default::default() };
    /// let bpe = trainer.train(["abab"]);
    /// let (vocabulary, merges) = bpe.to_gpt2();
    /// assert_eq!(merges, "#version: 0.2\na b\n");
    /// assert_eq!(text::Bpe::parse_gpt2(vocabulary.as_bytes(), merges.as_bytes(), "memory")?, bpe);
    /// # Ok::<(), text::TokenizerError>(())
    /// ```
    pub fn parse_gpt2(
        vocabulary: &[u8],
        merges: &[u8],
        name: &str,
    ) -> Result<Self, TokenizerError> {
        let tokens = parse_vocabulary(vocabulary).map_err(|kind| kind.in_file(name))?;
        let merges = parse_merges(merges).map_err(|kind| kind.in_file(name))?;
        Bpe::from_file_parts(tokens, &merges, None).map_err(|kind| kind.in_file(name))
    }

    /// Reads `vocab.json` and `merges.txt` from a folder, as [`parse_gpt2`](Self::parse_gpt2).
    ///
    /// # Errors
    ///
    /// As there, and if a file cannot be read.
    ///
    /// ```
    /// let error = text::Bpe::load_gpt2("no-such-folder".as_ref()).unwrap_err();
    /// assert!(error.to_string().contains("vocab.json: cannot be read"));
    /// ```
    pub fn load_gpt2(folder: &Path) -> Result<Self, TokenizerError> {
        let [vocabulary, merges] = paths(folder);
        let tokens = parse_vocabulary(&read(&vocabulary)?);
        let tokens = tokens.map_err(|kind| kind.in_file(vocabulary.display()))?;
        let pairs = parse_merges(&read(&merges)?);
        let pairs = pairs.map_err(|kind| kind.in_file(merges.display()))?;
        let bpe = Bpe::from_file_parts(tokens, &pairs, None);
        bpe.map_err(|kind| kind.in_file(folder.display()))
    }

    /// The text of `vocab.json` and of `merges.txt`.
    ///
    /// The files do not say which tokens are special. Whoever reads them takes for special what no merge
    /// makes, and a special token that a merge makes as well is read as an ordinary one.
    ///
    /// ```
    /// let bpe = text::BpeTrainer { vocabulary_size: 256, ..Default::default() }.train([]);
    /// assert!(bpe.to_gpt2().0.starts_with(r#"{"!":0,"\"":1,"#));
    /// ```
    pub fn to_gpt2(&self) -> (String, String) {
        let names = self.names();
        let vocabulary =
            serde_json::to_string(&Numbered(&names)).expect("texts and numbers are JSON");
        let name = |id: u32| &names[id as usize];
        let lines = self.merges.iter().map(|&((a, b), _)| format!("{} {}\n", name(a), name(b)));
        (vocabulary, [format!("{VERSION}\n")].into_iter().chain(lines).collect())
    }

    /// Writes `vocab.json` and `merges.txt` into a folder that exists.
    ///
    /// # Errors
    ///
    /// A [`TokenizerError`] if a file cannot be written.
    ///
    /// ```
    /// let bpe = text::BpeTrainer { vocabulary_size: 256, ..Default::default() }.train([]);
    /// let folder = tempfile::tempdir()?;
    /// bpe.save_gpt2(folder.path())?;
    /// assert_eq!(text::Bpe::load_gpt2(folder.path())?, bpe);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn save_gpt2(&self, folder: &Path) -> Result<(), TokenizerError> {
        let ([vocabulary, merges], texts) = (paths(folder), self.to_gpt2());
        write(&vocabulary, &texts.0)?;
        write(&merges, &texts.1)
    }
}

fn paths(folder: &Path) -> [std::path::PathBuf; 2] {
    [folder.join("vocab.json"), folder.join("merges.txt")]
}

fn parse_vocabulary(json: &[u8]) -> Result<Vec<(String, u64)>, TokenizerErrorKind> {
    let vocabulary: HashMap<String, u64> =
        serde_json::from_slice(json).map_err(|source| TokenizerErrorKind::Json { source })?;
    Ok(vocabulary.into_iter().collect())
}

fn parse_merges(text: &[u8]) -> Result<Vec<(String, String)>, TokenizerErrorKind> {
    let text = String::from_utf8_lossy(text);
    let lines = (1..).zip(text.lines());
    let lines = lines.filter(|(number, line)| *number > 1 || !line.starts_with("#version"));
    lines
        .map(|(line, text)| {
            let error =
                || TokenizerErrorKind::Line { line, found: text.chars().take(60).collect() };
            parse_merge(text).ok_or_else(error)
        })
        .collect()
}

/// The two tokens of a merge, which have no spaces.
pub(super) fn parse_merge(line: &str) -> Option<(String, String)> {
    let (left, right) = line.split_once(' ')?;
    let is_token = |token: &str| !token.is_empty() && !token.contains(' ');
    (is_token(left) && is_token(right)).then(|| (left.to_owned(), right.to_owned()))
}
