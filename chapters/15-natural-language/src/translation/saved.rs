//! Translators in files, with the words that they know.

use super::corpus::{Corpus, encode_source};
use super::gru::{GruOptions, GruTranslator};
use super::tokens::{english_tokens, write_french};
use super::transformer::{TransformerOptions, TransformerTranslator};
use super::translator::{Translator, beam, translate};
use anyhow::{Context, Result, anyhow, ensure};
use nn::checkpoint::StateDict;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use serde_json::{Value, json};
use std::path::Path;
use text::Vocabulary;

/// The most tokens of a sentence that is translated; the training sentences are far shorter.
const MAX_TOKENS: usize = 100;

/// A trained translator.
#[derive(Clone, Debug)]
pub enum Saved {
    /// Of gated recurrent units.
    Gru(GruOptions, GruTranslator),
    /// Of attention alone.
    Transformer(TransformerOptions, TransformerTranslator),
}

impl Saved {
    /// Writes the model to a file, with its sizes and the words that it knows.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn save(&self, corpus: &Corpus, file: &Path) -> Result<()> {
        let mut state = StateDict::default();
        let sizes = match self {
            Saved::Gru(options, model) => {
                state.add_module("", model);
                let GruOptions { embedding, hidden, attention, dropout } = options;
                json!({ "kind": "gru", "embedding": embedding, "hidden": hidden,
                    "attention": attention, "dropout": dropout })
            }
            Saved::Transformer(options, model) => {
                state.add_module("", model);
                let TransformerOptions { layers, features, heads, hidden, dropout } = options;
                json!({ "kind": "transformer", "layers": layers, "features": features,
                    "heads": heads, "hidden": hidden, "dropout": dropout })
            }
        };
        let words = |vocabulary: &Vocabulary| json!(vocabulary.tokens()[4..]);
        let (english, french) = (words(&corpus.english), words(&corpus.french));
        state.metadata =
            Some(json!({ "sizes": sizes, "english": english, "french": french }).to_string());
        Ok(state.write(file)?)
    }

    /// The model's name, for a reader.
    pub fn name(&self) -> &'static str {
        match self {
            Saved::Gru(options, _) if options.attention => "GRU with attention",
            Saved::Gru(..) => "GRU without attention",
            Saved::Transformer(..) => "Transformer",
        }
    }
}

/// What a file says, with the reader's own sentence translated.
#[derive(Clone, Debug)]
pub struct Loaded {
    saved: Saved,
    english: Vocabulary,
    french: Vocabulary,
}

/// Reads a translator that [`Saved::save`] wrote.
///
/// # Errors
/// If the file cannot be read, or is no translator's.
pub fn load(file: &Path) -> Result<Loaded> {
    let state = StateDict::<f32>::read(file)?;
    let no_translator = || format!("{} holds no translator of this program", file.display());
    let metadata: Value = serde_json::from_str(state.metadata.as_deref().unwrap_or(""))
        .with_context(no_translator)?;
    let read = || -> Option<(Saved, Vocabulary, Vocabulary)> {
        let words = |name: &str| -> Option<Vocabulary> {
            let words = metadata[name].as_array()?.iter().map(Value::as_str);
            Some(Vocabulary::of(words.collect::<Option<Vec<_>>>()?))
        };
        let (english, french) = (words("english")?, words("french")?);
        let sizes = &metadata["sizes"];
        // What is drawn here is overwritten. A size beyond any reason would take all memory before that.
        let size = |name: &str| {
            let size = usize::try_from(sizes[name].as_u64()?).ok()?;
            (1..=4096).contains(&size).then_some(size)
        };
        let dropout = sizes["dropout"].as_f64().filter(|p| (0.0..1.0).contains(p))?;
        let (rng, n) = (&mut ChaCha8Rng::seed_from_u64(0), [english.len(), french.len()]);
        let saved = match sizes["kind"].as_str()? {
            "gru" => {
                let (embedding, hidden) = (size("embedding")?, size("hidden")?);
                let attention = sizes["attention"].as_bool()?;
                let options = GruOptions { embedding, hidden, attention, dropout };
                (hidden % 2 == 0)
                    .then(|| Saved::Gru(options, GruTranslator::new(n[0], n[1], options, rng)))?
            }
            "transformer" => {
                let (layers, features) = (size("layers")?, size("features")?);
                let (heads, hidden) = (size("heads")?, size("hidden")?);
                let options = TransformerOptions { layers, features, heads, hidden, dropout };
                (features % heads == 0 && layers <= 64).then(|| {
                    Saved::Transformer(
                        options,
                        TransformerTranslator::new(n[0], n[1], options, rng),
                    )
                })?
            }
            _ => return None,
        };
        Some((saved, english, french))
    };
    let (mut saved, english, french) = read().ok_or_else(|| anyhow!(no_translator()))?;
    match &mut saved {
        Saved::Gru(_, model) => state.load_into("", model)?,
        Saved::Transformer(_, model) => state.load_into("", model)?,
    }
    Ok(Loaded { saved, english, french })
}

impl Loaded {
    /// The model's name.
    pub fn name(&self) -> &'static str {
        self.saved.name()
    }

    /// The words of a sentence that the model does not know.
    pub fn unknown_words(&self, english: &str) -> Vec<String> {
        let is_unknown = |token: &String| self.english.index(token) == text::vocabulary::UNKNOWN;
        english_tokens(english).into_iter().filter(is_unknown).collect()
    }

    /// A translation, by a beam of four.
    ///
    /// # Errors
    /// If the sentence has no word, or more than a hundred.
    pub fn translate(&self, english: &str) -> Result<String> {
        let source = encode_source(&self.english, english);
        ensure!(source.len() > 1, "{english:?} has no words to translate");
        let tokens = source.len() - 1;
        ensure!(
            tokens <= MAX_TOKENS,
            "a sentence of {tokens} words and punctuation marks is too long: give at most {MAX_TOKENS}, \
             and far fewer for a translation that makes sense"
        );
        let written = match &self.saved {
            Saved::Gru(_, model) => self.written(model, source),
            Saved::Transformer(_, model) => self.written(model, source),
        };
        Ok(written)
    }

    fn written(&self, model: &impl Translator, source: Vec<usize>) -> String {
        let written = translate(model, &[source], beam(4, 1.0));
        write_french(&self.french.decode(&written[0]))
    }
}
