//! How good translations are: BLEU and chrF with all references.

use super::corpus::TestSentence;
use std::ops::RangeInclusive;
use text::metrics::{Bleu, BleuScore, BleuStatistics, Chrf};
use text::word_tokens;

/// BLEU without regard to case, as sacreBLEU counts it with `--lowercase`: the models write in lower case.
pub fn bleu() -> Bleu {
    Bleu { lowercase: true, ..Bleu::default() }
}

/// chrF without regard to case.
pub fn chrf() -> Chrf {
    Chrf { lowercase: true, ..Chrf::default() }
}

/// How [`bleu`] counts, in sacreBLEU's words; the number of references varies from sentence to sentence.
///
/// ```
/// let signature = ch15::translation::signature();
/// assert!(signature.starts_with("nrefs:var|case:lc|eff:no|tok:13a|smooth:exp|version:gradus-"));
/// ```
pub fn signature() -> String {
    with_varying_references(&bleu().signature(1))
}

/// How [`chrf`] counts.
///
/// ```
/// let signature = ch15::translation::chrf_signature();
/// assert!(signature.starts_with("nrefs:var|case:lc|eff:yes|nc:6|nw:0|space:no|version:gradus-"));
/// ```
pub fn chrf_signature() -> String {
    with_varying_references(&chrf().signature(1))
}

fn with_varying_references(signature: &str) -> String {
    signature.replacen("nrefs:1", "nrefs:var", 1)
}

/// The scores of a system on the test.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    /// BLEU and its parts.
    pub bleu: BleuScore,
    /// chrF, from 0 to 100.
    pub chrf: f64,
    /// What BLEU is made of, sentence by sentence, for tests of differences.
    pub statistics: Vec<BleuStatistics>,
    /// How many of the translations are a reference, but for the case of letters.
    pub exact: usize,
}

impl Scores {
    /// The number of tokens written over that of the references: below 1 what is written is too short.
    pub fn length_ratio(&self) -> f64 {
        self.bleu.counts.hypothesis_len as f64 / self.bleu.counts.reference_len as f64
    }
}

/// Holds translations, one for each sentence of the test, against all references.
///
/// # Panics
/// If there is not one translation for each sentence.
#[track_caller]
pub fn score(hypotheses: &[String], test: &[TestSentence]) -> Scores {
    assert!(
        hypotheses.len() == test.len(),
        "score: {} translations of {} sentences",
        hypotheses.len(),
        test.len()
    );
    let pairs = || hypotheses.iter().zip(test);
    let statistics: Vec<BleuStatistics> =
        pairs().map(|(it, sentence)| bleu().statistics(it, &sentence.references)).collect();
    let references: Vec<Vec<&str>> =
        test.iter().map(|it| it.references.iter().map(String::as_str).collect()).collect();
    let is_exact = |(it, sentence): &(&String, &TestSentence)| {
        sentence.references.iter().any(|reference| reference.to_lowercase() == it.to_lowercase())
    };
    Scores {
        bleu: statistics.iter().copied().sum::<BleuStatistics>().score(false),
        chrf: chrf().corpus(hypotheses, &references),
        exact: pairs().filter(is_exact).count(),
        statistics,
    }
}

/// BLEU of the sentences of some lengths.
#[derive(Clone, Debug, PartialEq)]
pub struct LengthBleu {
    /// How many words and punctuation marks the English sentences have.
    pub range: RangeInclusive<usize>,
    /// How many sentences these are.
    pub sentences: usize,
    /// BLEU of their translations.
    pub bleu: f64,
}

/// BLEU by the length of the English sentence, for each of the ranges that has at least `enough` sentences.
pub fn score_by_length(
    scores: &Scores,
    test: &[TestSentence],
    ranges: &[RangeInclusive<usize>],
    enough: usize,
) -> Vec<LengthBleu> {
    let lengths: Vec<usize> = test.iter().map(|it| word_tokens(&it.english).count()).collect();
    let of = |range: &RangeInclusive<usize>| {
        let all = lengths.iter().zip(&scores.statistics);
        let chosen: Vec<BleuStatistics> =
            all.filter(|(len, _)| range.contains(len)).map(|(_, statistics)| *statistics).collect();
        let bleu = chosen.iter().copied().sum::<BleuStatistics>().score(false).score;
        LengthBleu { range: range.clone(), sentences: chosen.len(), bleu }
    };
    ranges.iter().map(of).filter(|it| it.sentences >= enough).collect()
}

/// A person's translation and a system's, held against the same references.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HumanComparison {
    /// The number of sentences with at least two references.
    pub sentences: usize,
    /// BLEU of the first reference of each, against the others.
    pub human: f64,
    /// BLEU of the system's translations of these sentences, against the same.
    pub system: f64,
}

/// What BLEU a person would get: of each sentence with several references the first is taken for a
/// translation, and held against the others. A sentence with one reference says nothing here.
///
/// # Panics
/// If there is not one translation for each sentence.
#[track_caller]
pub fn compare_with_human(hypotheses: &[String], test: &[TestSentence]) -> HumanComparison {
    assert!(
        hypotheses.len() == test.len(),
        "compare_with_human: one translation for each sentence"
    );
    let several = || hypotheses.iter().zip(test).filter(|(_, it)| it.references.len() > 1);
    let of = |statistics: BleuStatistics| statistics.score(false).score;
    let human = several().map(|(_, it)| bleu().statistics(&it.references[0], &it.references[1..]));
    let system = several().map(|(written, it)| bleu().statistics(written, &it.references[1..]));
    HumanComparison {
        sentences: several().count(),
        human: of(human.sum()),
        system: of(system.sum()),
    }
}
