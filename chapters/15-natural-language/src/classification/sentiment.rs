//! Texts that are for or against something.

use anyhow::Result;
use data::LabelledText;
use data::folder::download_dir;
use data::shuffle::permutation;

use crate::classification::{Corpus, tokens};

/// Texts of two classes, and further groups of them to judge by.
#[derive(Clone, Debug, Default)]
pub struct SentimentData {
    /// What the data are called.
    pub name: String,
    /// The three parts.
    pub corpus: Corpus,
    /// Groups of texts, each with what they have in common: of the test set, or beyond it.
    pub groups: Vec<(String, Vec<LabelledText>)>,
}

/// Words that turn what they stand by into its opposite.
const NEGATIONS: [&str; 12] = [
    "not", "n't", "no", "never", "hardly", "nothing", "nobody", "neither", "nor", "without",
    "lacks", "barely",
];

/// Whether a text has a word of negation in it.
///
/// ```
/// use ch15::classification::has_negation;
///
/// assert!(has_negation("it is n't good") && !has_negation("a knot"));
/// ```
pub fn has_negation(text: &str) -> bool {
    tokens(text).any(|token| NEGATIONS.contains(&token))
}

/// SST-2 in the split of its authors, from the folder `sst2` of the data.
///
/// # Errors
/// If it is not there, with how to get it.
pub fn sst2() -> Result<SentimentData> {
    let data::sst2::Sst2 { train, validation, test } = data::sst2(&download_dir().join("sst2"))?;
    Ok(of_parts("SST-2", train, validation, test))
}

/// Movie-review polarity, from the folder `rt-polarity` of the data, dealt at random by this seed: eight
/// tenths to learn from, one to choose by, one to judge by.
///
/// # Errors
/// If it is not there, with how to get it.
pub fn rt_polarity(seed: u64) -> Result<SentimentData> {
    let sentences = data::rt_polarity(&download_dir().join("rt-polarity"))?;
    let order = permutation(sentences.len(), seed, 0);
    let mut dealt = order.iter().map(|index| sentences[*index as usize].clone());
    let tenth = sentences.len() / 10;
    let test = dealt.by_ref().take(tenth).collect();
    let validation = dealt.by_ref().take(tenth).collect();
    Ok(of_parts("movie-review polarity", dealt.collect(), validation, test))
}

fn of_parts(
    name: &str,
    train: Vec<LabelledText>,
    validation: Vec<LabelledText>,
    test: Vec<LabelledText>,
) -> SentimentData {
    let (with, without): (Vec<_>, Vec<_>) =
        test.iter().cloned().partition(|sample| has_negation(&sample.text));
    let groups = vec![("with a negation".into(), with), ("without one".into(), without)];
    let classes = data::sst2::CLASS_NAMES.map(String::from).into();
    SentimentData { name: name.into(), corpus: Corpus { classes, train, validation, test }, groups }
}
