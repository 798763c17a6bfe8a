//! Sentence pairs as indices, and the sentences of the test with all their translations.

use super::tokens::{clean, english_tokens, english_words, french_tokens, french_words};
use data::eng_fra::{PairSplit, SentencePair};
use std::collections::{HashMap, HashSet};
use text::Vocabulary;
use text::vocabulary::{END, UNKNOWN};

/// A pair to learn from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The English tokens, and the end.
    pub source: Vec<usize>,
    /// The French tokens, without beginning and end.
    pub target: Vec<usize>,
}

/// An English sentence of the test, and what it may become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestSentence {
    /// The sentence.
    pub english: String,
    /// All its translations in the test part, [cleaned](clean), each once.
    pub references: Vec<String>,
}

/// Everything that a translator learns from and is judged by.
#[derive(Clone, Debug)]
pub struct Corpus {
    /// The English tokens of the training part.
    pub english: Vocabulary,
    /// The French tokens of the training part.
    pub french: Vocabulary,
    /// The pairs to learn from.
    pub train: Vec<Example>,
    /// The pairs by which training is stopped.
    pub validation: Vec<Example>,
    /// The sentences to judge by.
    pub test: Vec<TestSentence>,
}

impl Corpus {
    // ANCHOR: corpus
    /// The corpus of these pairs. Vocabularies come from the training part alone: a token that occurs less
    /// than `min_count` times there is unknown, also in training, so that the model learns what to do then.
    pub fn new(pairs: &PairSplit, min_count: usize) -> Self {
        let vocabulary = |tokens: fn(&SentencePair) -> Vec<String>| {
            let tokens: Vec<String> = pairs.train.iter().flat_map(tokens).collect();
            Vocabulary::build(tokens.iter().map(String::as_str), min_count, None)
        };
        let english = vocabulary(|pair| english_tokens(&pair.english));
        let french = vocabulary(|pair| french_tokens(&pair.french));
        let example = |pair: &SentencePair| Example {
            source: encode_source(&english, &pair.english),
            target: encode(&french, &french_tokens(&pair.french)),
        };
        let train = pairs.train.iter().map(example).collect();
        let validation = pairs.validation.iter().map(example).collect();
        Corpus { train, validation, test: with_all_references(&pairs.test), english, french }
    }
    // ANCHOR_END: corpus

    /// The indices of an English sentence, with its end.
    pub fn encode(&self, english: &str) -> Vec<usize> {
        encode_source(&self.english, english)
    }

    /// The indices of a French sentence.
    pub fn encode_french(&self, french: &str) -> Vec<usize> {
        encode(&self.french, &french_tokens(french))
    }

    /// The indices of the test's English sentences, with their ends.
    pub fn test_sources(&self) -> Vec<Vec<usize>> {
        self.test.iter().map(|it| self.encode(&it.english)).collect()
    }

    /// The share of the test's English tokens that are unknown.
    pub fn unknown_share(&self) -> f64 {
        let tokens = self.test_sources().concat();
        let unknown = tokens.iter().filter(|token| **token == UNKNOWN).count();
        unknown as f64 / tokens.len().max(1) as f64
    }
}

fn encode(vocabulary: &Vocabulary, tokens: &[String]) -> Vec<usize> {
    vocabulary.encode(tokens.iter().map(String::as_str))
}

/// The indices of an English sentence, and the end.
pub(super) fn encode_source(english: &Vocabulary, sentence: &str) -> Vec<usize> {
    let mut source = encode(english, &english_tokens(sentence));
    source.push(END);
    source
}

/// One test sentence for each English one, in the order in which they come.
fn with_all_references(pairs: &[SentencePair]) -> Vec<TestSentence> {
    let mut sentences: Vec<TestSentence> = Vec::new();
    let mut position = HashMap::new();
    for SentencePair { english, french } in pairs {
        let (english, french) = (clean(english), clean(french));
        let at = *position.entry(english.clone()).or_insert(sentences.len());
        if at == sentences.len() {
            sentences.push(TestSentence { english, references: Vec::new() });
        }
        if !sentences[at].references.contains(&french) {
            sentences[at].references.push(french);
        }
    }
    sentences
}

/// The pairs that share no sentence with the held-out ones, in either language. As in
/// [`data::eng_fra::split`], case, punctuation and contractions do not matter.
///
/// ```
/// use data::eng_fra::parse;
///
/// let pairs = |text: &str| parse(text.as_bytes(), "pairs.tsv");
/// let held_out = pairs("I'm cold.\tJ'ai froid.\n")?;
/// let all = pairs("I am cold!\tJe suis gelé.\nIt is cold.\tJ'ai froid !\nIt is late.\tIl est tard.\n")?;
/// let left = ch15::translation::without_sentences_of(all, &held_out);
/// assert_eq!((left.len(), &left[0].english[..]), (1, "It is late."));
/// # Ok::<(), data::DataError>(())
/// ```
pub fn without_sentences_of(
    pairs: Vec<SentencePair>,
    held_out: &[SentencePair],
) -> Vec<SentencePair> {
    let english: HashSet<String> = held_out.iter().map(|it| english_words(&it.english)).collect();
    let french: HashSet<String> = held_out.iter().map(|it| french_words(&it.french)).collect();
    let is_new = |pair: &SentencePair| {
        !english.contains(&english_words(&pair.english))
            && !french.contains(&french_words(&pair.french))
    };
    pairs.into_iter().filter(is_new).collect()
}

/// The first `count` pairs whose English sentence has at least four tokens: of "Go." and "I know." any of
/// a dozen translations is as good as another.
///
/// ```
/// use data::eng_fra::parse;
///
/// let text = "Go.\tVa !\nI know.\tJe sais.\nI'm sad.\tJe suis triste.\n";
/// let pairs = ch15::translation::at_least_four_tokens(parse(text.as_bytes(), "three.tsv")?, 10);
/// assert_eq!(pairs.len(), 1);
/// # Ok::<(), data::DataError>(())
/// ```
pub fn at_least_four_tokens(pairs: Vec<SentencePair>, count: usize) -> Vec<SentencePair> {
    let is_long = |pair: &SentencePair| english_tokens(&pair.english).len() >= 4;
    pairs.into_iter().filter(is_long).take(count).collect()
}
