//! A reader in a file, with the words that it knows.

use super::reader::SpanReader;
use super::tokens::SpanVocabulary;
use anyhow::{Context, Result, ensure};
use nn::checkpoint::StateDict;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use std::path::Path;
use text::Vocabulary;
use text::vocabulary::SPECIAL_TOKENS;

/// Writes a reader and its words to one file.
///
/// # Errors
/// If it cannot be written.
pub fn save_reader(reader: &SpanReader, vocabulary: &SpanVocabulary, path: &Path) -> Result<()> {
    let mut state = StateDict::default();
    state.add_module("", reader);
    state.metadata = Some(vocabulary.words.tokens()[SPECIAL_TOKENS.len()..].join("\n"));
    Ok(state.write(path)?)
}

/// Reads what [`save_reader`] wrote.
///
/// ```
/// use ch15::questions::spans::{
///     Names, SpanReader, SpanVocabulary, Wording, answers, load_reader, paragraphs, save_reader,
/// };
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let paragraphs = paragraphs(3, Names::Known, Wording::Known, 1);
/// let vocabulary = SpanVocabulary::of(&paragraphs);
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let reader = SpanReader::new(vocabulary.words.len(), 32, 1, rng);
/// let file = std::env::temp_dir().join("gradus-span-reader.safetensors");
/// save_reader(&reader, &vocabulary, &file)?;
/// let (again, words) = load_reader(&file)?;
/// assert_eq!(answers(&again, &words, &paragraphs), answers(&reader, &vocabulary, &paragraphs));
/// # Ok::<(), anyhow::Error>(())
/// ```
///
/// # Errors
/// If the file cannot be read, or is another model's.
pub fn load_reader(path: &Path) -> Result<(SpanReader, SpanVocabulary)> {
    let other = || {
        let path = path.display();
        format!("{path} is no reader with its words: remove it, and run the program again")
    };
    let state = StateDict::<f32>::read(path)?;
    let words = Vocabulary::of(state.metadata.as_deref().unwrap_or("").lines());
    let table = state.tensors.get("words.weight").with_context(other)?;
    let &[rows, features] = table.shape().dims() else { anyhow::bail!(other()) };
    ensure!(rows == words.len(), other());
    let layers = state.tensors.keys().filter(|name| name.ends_with("in_proj_weight")).count();
    let rng = &mut ChaCha8Rng::seed_from_u64(0);
    let mut reader = SpanReader::new(words.len(), features, layers, rng);
    state.load_into("", &mut reader).with_context(other)?;
    Ok((reader, SpanVocabulary { words }))
}
