//! BLEU and chrF are sacreBLEU's.

use serde::Deserialize;
use text::metrics::{Bleu, BleuTokenizer, Chrf, tokenize_13a};

use crate::support::{assert_near, golden};

#[derive(Deserialize)]
struct Golden {
    sentences: Vec<[String; 3]>,
    bleu: Vec<BleuCase>,
    chrf: Vec<ChrfCase>,
    tokens: Vec<(String, Vec<String>)>,
}

#[derive(Deserialize)]
struct BleuCase {
    lowercase: bool,
    tokenizer: String,
    references: usize,
    score: f64,
    precisions: [f64; 4],
    brevity_penalty: f64,
    matches: [u64; 4],
    totals: [u64; 4],
    hypothesis_len: u64,
    reference_len: u64,
    sentences: Vec<f64>,
    line: String,
    signature: String,
}

#[derive(Deserialize)]
struct ChrfCase {
    word_order: usize,
    lowercase: bool,
    references: usize,
    score: f64,
    sentences: Vec<f64>,
    signature: String,
}

/// The hypotheses, and of the references the first ones.
fn sides(golden: &Golden, references: usize) -> (Vec<&str>, Vec<Vec<&str>>) {
    let (mut hypotheses, mut of_each) = (Vec::new(), Vec::new());
    for sentence in &golden.sentences {
        hypotheses.push(&sentence[0][..]);
        of_each.push(sentence[1..=references].iter().map(String::as_str).collect());
    }
    (hypotheses, of_each)
}

/// The signature without the program's version.
fn settings(signature: &str) -> &str {
    signature.split("|version:").next().unwrap()
}

#[test]
fn tokens_are_sacrebleus() {
    let golden: Golden = golden("translation");
    assert!(golden.tokens.len() > 50);
    for (text, tokens) in golden.tokens {
        assert_eq!(tokenize_13a(&text), tokens, "{text:?}");
    }
}

#[test]
fn bleu_is_sacrebleus() {
    let golden: Golden = golden("translation");
    assert_eq!(golden.bleu.len(), 8);
    for case in &golden.bleu {
        let tokenizer = match &case.tokenizer[..] {
            "13a" => BleuTokenizer::V13a,
            _ => BleuTokenizer::Whitespace,
        };
        let bleu = Bleu { lowercase: case.lowercase, tokenizer };
        let (hypotheses, references) = sides(&golden, case.references);
        let score = bleu.corpus(&hypotheses, &references);
        let what = &case.signature;
        assert_eq!(
            (score.counts.matches, score.counts.totals),
            (case.matches, case.totals),
            "{what}"
        );
        let lens = (score.counts.hypothesis_len, score.counts.reference_len);
        assert_eq!(lens, (case.hypothesis_len, case.reference_len), "{what}");
        assert_near(score.score, case.score, what);
        assert_near(score.brevity_penalty, case.brevity_penalty, what);
        (0..4).for_each(|n| assert_near(score.precisions[n], case.precisions[n], what));
        assert_eq!(score.to_string(), case.line);
        assert_eq!(settings(&bleu.signature(case.references)), settings(what));
        for (i, expected) in case.sentences.iter().enumerate() {
            let found = bleu.sentence(hypotheses[i], &references[i]).score;
            assert_near(found, *expected, hypotheses[i]);
        }
    }
}

#[test]
fn chrf_is_sacrebleus() {
    let golden: Golden = golden("translation");
    assert_eq!(golden.chrf.len(), 12);
    for case in &golden.chrf {
        let chrf =
            Chrf { word_order: case.word_order, lowercase: case.lowercase, ..Chrf::default() };
        let (hypotheses, references) = sides(&golden, case.references);
        assert_near(chrf.corpus(&hypotheses, &references), case.score, &case.signature);
        assert_eq!(settings(&chrf.signature(case.references)), settings(&case.signature));
        for (i, expected) in case.sentences.iter().enumerate() {
            assert_near(chrf.sentence(hypotheses[i], &references[i]), *expected, hypotheses[i]);
        }
    }
}

/// What other programs do otherwise.
#[test]
fn known_differences_are_decided_as_in_sacrebleu() {
    let bleu = Bleu::default();
    assert_near(bleu.sentence("the cat", &["the cat"]).score, 100.0, "a short sentence");
    assert_near(bleu.corpus(&["the cat"], &[vec!["the cat"]]).score, 0.0, "a short corpus");
    // Of two references that are as close, the shorter one, not the first.
    let statistics = bleu.statistics("a b c d e", &["a b c d e f", "a b c d"]);
    assert_eq!(statistics.reference_len, 4);
    assert_near(bleu.corpus(&[""], &[vec!["a"]]).score, 0.0, "nothing said");
    assert_near(bleu.corpus(&[] as &[&str], &[] as &[Vec<&str>]).score, 0.0, "no sentences");
    assert_near(Chrf::default().sentence("abc", &["abd"]), 38.888_888_888_888_886, "chrF");
}
