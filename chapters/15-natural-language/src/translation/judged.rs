//! Systems beside each other: their scores, and whether a difference is more than chance.

use super::corpus::Corpus;
use super::report::length_chart;
use super::scores::{
    LengthBleu, chrf_signature, compare_with_human, score, score_by_length, signature,
};
use super::system::System;
use super::tokens::write_french;
use super::translator::{Translator, beam, translate};
use attention::Decoding;
use figures::LineChart;
use std::collections::BTreeMap;
use text::metrics::{BleuStatistics, paired_bootstrap};
use training::Summary;
use training::cli::{ResultsFile, say};

/// The exponent of the length penalty wherever translations are to be good.
pub const PENALTY: f64 = 1.0;

/// The trials of a paired bootstrap.
const TRIALS: usize = 1000;

/// The systems, and the numbers for the page.
#[derive(Clone, Debug)]
pub struct Judged<'a> {
    corpus: &'a Corpus,
    /// The systems, in the order in which they were added.
    pub systems: Vec<System>,
    /// What a page quotes.
    pub numbers: ResultsFile,
    /// BLEU of networks of the same kind, from several seeds.
    by_seed: BTreeMap<&'static str, Vec<f64>>,
}

/// A name as part of a name in a results file.
///
/// ```
/// assert_eq!(ch15::translation::key("GRU, no attention"), "gru_no_attention");
/// ```
pub fn key(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_").to_lowercase()
}

/// The French sentences that a model writes for the test.
pub fn translate_test(model: &impl Translator, corpus: &Corpus, decoding: Decoding) -> Vec<String> {
    in_french(corpus, &translate(model, &corpus.test_sources(), decoding))
}

/// The sentences that French indices make.
pub fn in_french(corpus: &Corpus, written: &[Vec<usize>]) -> Vec<String> {
    written.iter().map(|tokens| write_french(&corpus.french.decode(tokens))).collect()
}

impl<'a> Judged<'a> {
    /// No system yet; the sizes of the corpus are noted.
    pub fn new(corpus: &'a Corpus) -> Self {
        let mut numbers = ResultsFile::default();
        let references: usize = corpus.test.iter().map(|it| it.references.len()).sum();
        numbers.add("train", corpus.train.len());
        numbers.add("validation", corpus.validation.len());
        numbers.add("test_sentences", corpus.test.len());
        numbers.add("references", references);
        numbers.add("english_tokens", corpus.english.len());
        numbers.add("french_tokens", corpus.french.len());
        numbers.add("unknown_share", corpus.unknown_share());
        Judged { corpus, systems: Vec::new(), numbers, by_seed: BTreeMap::new() }
    }

    /// Adds a system that has written these sentences.
    ///
    /// # Panics
    /// If there is not one for each sentence of the test.
    #[track_caller]
    pub fn add(&mut self, name: &'static str, hypotheses: Vec<String>) {
        let scores = score(&hypotheses, &self.corpus.test);
        self.systems.push(System { name, parameters: None, greedy: None, scores, hypotheses });
    }

    /// Adds a network, which translates the test.
    pub fn add_network(&mut self, name: &'static str, model: &impl Translator) {
        let greedy = translate_test(model, self.corpus, Decoding::Greedy);
        let hypotheses = translate_test(model, self.corpus, beam(4, PENALTY));
        self.systems.push(System {
            name,
            parameters: Some(nn::parameter_count(model)),
            greedy: Some(score(&greedy, &self.corpus.test)),
            scores: score(&hypotheses, &self.corpus.test),
            hypotheses,
        });
    }

    /// Prints a line for each system, and how the scores were made.
    pub fn print_table(&mut self) {
        say(format_args!(
            "\n{:<22}  parameters  greedy BLEU  beam BLEU    chrF  a reference, %",
            "system"
        ));
        for System { name, parameters, greedy, scores, .. } in &self.systems {
            let parameters = parameters.map_or_else(String::new, nn::group_thousands);
            let greedy_bleu =
                greedy.as_ref().map_or_else(String::new, |it| format!("{:.2}", it.bleu.score));
            let exact = scores.exact as f64 / self.corpus.test.len() as f64;
            say(format_args!(
                "{name:<22}  {parameters:>10}  {greedy_bleu:>11}  {:>9.2}  {:>6.2}  {:>14.1}",
                scores.bleu.score,
                scores.chrf,
                100.0 * exact
            ));
            let key = key(name);
            if let Some(greedy) = greedy {
                self.numbers.add(&format!("{key}_greedy_bleu"), greedy.bleu.score);
            }
            self.numbers.add(&format!("{key}_bleu"), scores.bleu.score);
            self.numbers.add(&format!("{key}_chrf"), scores.chrf);
            self.numbers.add(&format!("{key}_exact"), exact);
        }
        say(format_args!("BLEU {}\nchrF {}", signature(), chrf_signature()));
    }

    /// Notes BLEU of one of several networks of this name, by a beam of four.
    pub fn note_seed(&mut self, name: &'static str, model: &impl Translator) {
        let written = translate_test(model, self.corpus, beam(4, PENALTY));
        let bleu = score(&written, &self.corpus.test).bleu.score;
        self.by_seed.entry(name).or_default().push(bleu);
    }

    /// Prints mean and standard deviation of BLEU over the seeds, if there are several.
    pub fn print_seeds(&mut self) {
        for (name, bleu) in self.by_seed.iter().filter(|(_, bleu)| bleu.len() > 1) {
            let Summary { mean, std, .. } = Summary::of(bleu);
            let runs: Vec<String> = bleu.iter().map(|it| format!("{it:.2}")).collect();
            say(format_args!(
                "{name}, seed by seed: {}; mean {mean:.2}, standard deviation {std:.2}",
                runs.join(", ")
            ));
            self.numbers.add(&format!("{}_mean_bleu", key(name)), mean);
            self.numbers.add(&format!("{}_std_bleu", key(name)), std);
        }
    }

    fn system(&self, name: &str) -> &System {
        self.systems.iter().find(|it| it.name == name).expect("a system that was added")
    }

    /// Prints how much better `a` is than `b`, and whether that may be chance.
    ///
    /// # Panics
    /// If one was not added.
    pub fn compare(&mut self, a: &str, b: &str) {
        let bleu = |sample: &[&BleuStatistics]| {
            sample.iter().copied().copied().sum::<BleuStatistics>().score(false).score
        };
        let [of_a, of_b] = [a, b].map(|name| &self.system(name).scores.statistics);
        let test = paired_bootstrap(of_a, of_b, bleu, TRIALS, 1);
        say(format_args!(
            "{a} against {b}: {:+.2} BLEU, 95 % of samples {:+.2} to {:+.2}, p = {:.3}",
            test.difference, test.interval.low, test.interval.high, test.p_value
        ));
        let key = format!("{}_minus_{}", key(a), key(b));
        self.numbers.add(&key, test.difference);
        self.numbers.add(&format!("{key}_low"), test.interval.low);
        self.numbers.add(&format!("{key}_high"), test.interval.high);
        self.numbers.add(&format!("{key}_p"), test.p_value);
    }

    /// Prints how a person scores whose translation is held against those of others, beside a system.
    ///
    /// # Panics
    /// If it was not added.
    pub fn compare_with_human(&mut self, name: &str) {
        let comparison = compare_with_human(&self.system(name).hypotheses, &self.corpus.test);
        say(format_args!(
            "first reference of {} against the others: BLEU {:.2}; {name}: {:.2}",
            comparison.sentences, comparison.human, comparison.system
        ));
        self.numbers.add("several_references", comparison.sentences);
        self.numbers.add("human_bleu", comparison.human);
        self.numbers.add(&format!("{}_against_others_bleu", key(name)), comparison.system);
    }

    /// Prints BLEU of these systems by the length of the English sentence, in ranges of at least `enough`
    /// sentences; the chart of it.
    ///
    /// # Panics
    /// If one was not added.
    pub fn by_length(&mut self, names: [&str; 2], enough: usize) -> LineChart {
        let ranges = [1..=4, 5..=5, 6..=6, 7..=7, 8..=8, 9..=usize::MAX];
        let of = |name: &str| {
            let scores = &self.system(name).scores;
            (name.to_owned(), score_by_length(scores, &self.corpus.test, &ranges, enough))
        };
        let curves = names.map(of);
        say(format_args!(
            "\nBLEU by English words and punctuation marks\n{:>6}  sentences  {:<18} {}",
            "tokens", names[0], names[1]
        ));
        for (first, second) in curves[0].1.iter().zip(&curves[1].1) {
            let (LengthBleu { range, sentences, bleu: a }, b) = (first, second.bleu);
            let tokens = match (range.start(), range.end()) {
                (start, &usize::MAX) => format!("{start}+"),
                (start, end) if start == end => start.to_string(),
                (start, end) => format!("{start}-{end}"),
            };
            say(format_args!("{tokens:>6}  {sentences:>9}  {a:<18.2} {b:.2}"));
            self.numbers.add(&format!("{}_from_{}_bleu", key(names[0]), range.start()), a);
            self.numbers.add(&format!("{}_from_{}_bleu", key(names[1]), range.start()), b);
        }
        length_chart(&curves)
    }
}
