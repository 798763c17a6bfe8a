//! A memory network in a file, with the words that it knows.

use super::memory_network::MemoryNetwork;
use super::samples::StoryVocabulary;
use anyhow::{Context, Result};
use nn::checkpoint::StateDict;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use std::path::Path;
use text::Vocabulary;
use text::vocabulary::SPECIAL_TOKENS;

/// Separates the words from the answers in the file's text.
const ANSWERS: &str = "\n\n";

/// Writes a network and its words to one file.
///
/// # Errors
/// If it cannot be written.
pub fn save_network(
    network: &MemoryNetwork,
    vocabulary: &StoryVocabulary,
    path: &Path,
) -> Result<()> {
    let mut state = StateDict::default();
    state.add_module("", network);
    let words = vocabulary.words.tokens()[SPECIAL_TOKENS.len()..].join("\n");
    let answers = vocabulary.words.decode(&vocabulary.answers).join("\n");
    state.metadata = Some(words + ANSWERS + &answers);
    Ok(state.write(path)?)
}

/// Reads what [`save_network`] wrote.
///
/// ```
/// use ch15::questions::{MemoryNetwork, StoryVocabulary, load_network, predict, save_network, stories};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let stories = stories::generate(1, 20, 2, 1);
/// let vocabulary = StoryVocabulary::of(&stories.train);
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let network = MemoryNetwork::new(vocabulary.words.len(), 20, 3, rng);
/// let file = std::env::temp_dir().join("gradus-memory-network.safetensors");
/// save_network(&network, &vocabulary, &file)?;
///
/// let (again, words) = load_network(&file)?;
/// let samples = vocabulary.samples(&stories.test);
/// assert_eq!((predict(&again, &samples), words), (predict(&network, &samples), vocabulary));
/// # Ok::<(), anyhow::Error>(())
/// ```
///
/// # Errors
/// If the file cannot be read, or is another model's.
pub fn load_network(path: &Path) -> Result<(MemoryNetwork, StoryVocabulary)> {
    let other = || {
        let path = path.display();
        format!("{path} is no memory network with its words: remove it, and run the program again")
    };
    let state = StateDict::<f32>::read(path)?;
    let text = state.metadata.as_deref().unwrap_or("");
    let (words, answers) = text.split_once(ANSWERS).with_context(other)?;
    let words = Vocabulary::of(words.lines());
    let answers = words.encode(answers.lines());
    let tables = state.tensors.keys().filter(|name| name.starts_with("embeddings.")).count();
    let first = state.tensors.get("embeddings.0").with_context(other)?;
    let &[rows, features] = first.shape().dims() else { anyhow::bail!(other()) };
    anyhow::ensure!(rows == words.len(), other());
    let rng = &mut ChaCha8Rng::seed_from_u64(0);
    let mut network = MemoryNetwork::new(words.len(), features, tables - 1, rng);
    state.load_into("", &mut network).with_context(other)?;
    Ok((network, StoryVocabulary { words, answers }))
}
