//! A trained classifier in files.

use std::fs::read_to_string;
use std::path::Path;

use anyhow::{Context, Result};
use nn::checkpoint;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use text::Vocabulary;
use text::vocabulary::SPECIAL_TOKENS;

use crate::classification::{Kind, TextClassifier, Trained};

/// Writes `NAME.safetensors`, the parameters, and `NAME.words.txt`, the words in their order, into a
/// folder; `NAME` is the encoder's.
///
/// # Errors
/// If a file cannot be written.
pub fn save(network: &Trained, folder: &Path) -> Result<()> {
    let [parameters, words] = file_names(network.kind).map(|name| folder.join(name));
    checkpoint::save(&network.model, parameters)?;
    let known = network.vocabulary.tokens()[SPECIAL_TOKENS.len()..].join("\n");
    Ok(checkpoint::write_atomically(&words, known.as_bytes())?)
}

/// Reads what [`save`] wrote.
///
/// # Errors
/// If the files are not there, are damaged, or do not belong to each other.
pub fn load(kind: Kind, classes: usize, folder: &Path) -> Result<Trained> {
    let [parameters, words] = file_names(kind).map(|name| folder.join(name));
    let known = read_to_string(&words).with_context(|| {
        let words = words.display();
        format!("{words} cannot be read: train first, by the same command without a text")
    })?;
    let vocabulary = Vocabulary::of(known.lines());
    // The weights are drawn only to be replaced.
    let rng = &mut ChaCha8Rng::seed_from_u64(0);
    let mut model = TextClassifier::new(kind, vocabulary.len(), classes, rng);
    checkpoint::load(&mut model, parameters)?;
    Ok(Trained { kind, vocabulary, model, epochs: (0, 0), seconds: 0.0 })
}

/// The files of the parameters and of the words.
pub fn file_names(kind: Kind) -> [String; 2] {
    let name = kind.name().to_lowercase();
    [format!("{name}.safetensors"), format!("{name}.words.txt")]
}
