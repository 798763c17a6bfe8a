use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};
use std::collections::HashSet;
use std::panic::catch_unwind;

/// Sentences and, for each, its references.
type Corpus = [(&'static str, &'static [&'static str])];

/// One of the slips people make, or none.
#[derive(Clone, Copy, PartialEq)]
enum Slip {
    None,
    MeanOfSentences,
    NotClipped,
    CountsAdded,
    OneReference,
    LongerOfTwo,
    FirstOfTwo,
    Shortest,
    Longest,
    First,
    NoPenalty,
    NoUpperLimit,
    PenaltyTurned,
    Arithmetic,
    AFraction,
    WithoutRoot,
    OfAllReferences,
    DistinctAlone,
    PenaltyUnderRoot,
    WholeRoot,
    Smoothed,
}

/// The slips, with what to say of them.
const SLIPS: [(Slip, &str); 20] = [
    (
        Slip::MeanOfSentences,
        "this is the mean over the sentences: add up numerators and denominators of all first",
    ),
    (Slip::NotClipped, "an n-gram counts at most as often as a reference has it: clip the counts"),
    (
        Slip::CountsAdded,
        "counts are clipped at their sum over the references; the largest count should be the limit",
    ),
    (
        Slip::OneReference,
        "one reference is chosen for a sentence; each n-gram has the reference with the most of it",
    ),
    (Slip::LongerOfTwo, "of two equally close references the shorter counts"),
    (Slip::FirstOfTwo, "of two equally close references the shorter counts, not the first"),
    (Slip::Shortest, "the shortest reference counts; the one with the closest length should"),
    (Slip::Longest, "the longest reference counts; the one with the closest length should"),
    (
        Slip::First,
        "the first reference counts for the length; the one with the closest length should",
    ),
    (Slip::NoPenalty, "the brevity penalty is missing"),
    (
        Slip::NoUpperLimit,
        "a translation that is too long is rewarded: the brevity penalty is never above 1",
    ),
    (Slip::PenaltyTurned, "c and r are exchanged in the brevity penalty"),
    (
        Slip::Arithmetic,
        "this is the arithmetic mean of the precisions; the geometric one is the root of their product",
    ),
    (Slip::AFraction, "BLEU is given from 0 to 100"),
    (Slip::WithoutRoot, "the product of the precisions lacks its fourth root"),
    (
        Slip::OfAllReferences,
        "the denominator is the number of n-grams of the translation, not of the references",
    ),
    (
        Slip::DistinctAlone,
        "the denominator counts every n-gram once; it counts as often as the translation has it",
    ),
    (Slip::PenaltyUnderRoot, "the brevity penalty is under the root; it stands before it"),
    (
        Slip::WholeRoot,
        "1/4 of whole numbers is 0 in Rust, and all is 1 to the power of 0: write 0.25",
    ),
    (
        Slip::Smoothed,
        "this is smoothed, as in the chapter's example; here nothing is, and without a match BLEU is 0",
    ),
];

fn count(words: &[&str], gram: &[&str]) -> usize {
    words.windows(gram.len()).filter(|other| *other == gram).count()
}

/// How many n-grams of a sentence are matched, and how many there are.
fn matches(slip: Slip, words: &[&str], references: &[Vec<&str>], n: usize) -> [usize; 2] {
    let of = |references: &[Vec<&str>]| -> usize {
        let matched = words.windows(n).enumerate().filter(|(i, gram)| {
            let before = count(&words[..i + n - 1], gram);
            let each = references.iter().map(|reference| count(reference, gram));
            let limit =
                if slip == Slip::CountsAdded { each.sum() } else { each.max().unwrap_or(0) };
            before < limit || (slip == Slip::NotClipped && limit > 0)
        });
        matched.count()
    };
    let matched = if slip == Slip::OneReference {
        let alone = references.iter().map(std::slice::from_ref);
        alone.map(of).max().unwrap_or(0)
    } else {
        of(references)
    };
    let total = if slip == Slip::OfAllReferences {
        references.iter().map(|reference| reference.windows(n).count()).sum()
    } else if slip == Slip::DistinctAlone {
        words.windows(n).collect::<HashSet<_>>().len()
    } else {
        words.windows(n).count()
    };
    [matched, total]
}

fn reference_length(slip: Slip, words: &[&str], references: &[Vec<&str>]) -> usize {
    let lengths = references.iter().map(Vec::len);
    let close = |length: &usize| {
        let tie = if slip == Slip::LongerOfTwo { usize::MAX - length } else { *length };
        (length.abs_diff(words.len()), tie)
    };
    match slip {
        Slip::Shortest => lengths.min().unwrap_or(0),
        Slip::Longest => lengths.max().unwrap_or(0),
        Slip::First => references[0].len(),
        Slip::FirstOfTwo => lengths.min_by_key(|length| length.abs_diff(words.len())).unwrap_or(0),
        _ => lengths.min_by_key(close).unwrap_or(0),
    }
}

fn by(slip: Slip, hypotheses: &[Vec<&str>], references: &[Vec<Vec<&str>>]) -> f64 {
    let pairs = || hypotheses.iter().zip(references);
    if slip == Slip::MeanOfSentences {
        let alone = |(words, of_it): (&Vec<&str>, &Vec<Vec<&str>>)| {
            by(Slip::None, std::slice::from_ref(words), std::slice::from_ref(of_it))
        };
        return pairs().map(alone).sum::<f64>() / hypotheses.len() as f64;
    }
    let mut smoothed = 1.0;
    let precisions = [1, 2, 3, 4].map(|n| {
        let sums = pairs().map(|(words, of_it)| matches(slip, words, of_it, n));
        let [matched, total] = sums.fold([0, 0], |[a, b], [c, d]| [a + c, b + d]);
        if matched == 0 && total > 0 && slip == Slip::Smoothed {
            smoothed /= 2.0;
            return smoothed / total as f64;
        }
        if matched == 0 { 0.0 } else { matched as f64 / total as f64 }
    });
    let c = hypotheses.iter().map(Vec::len).sum::<usize>() as f64;
    let r =
        pairs().map(|(words, of_it)| reference_length(slip, words, of_it)).sum::<usize>() as f64;
    let ratio = if slip == Slip::PenaltyTurned { c / r } else { r / c };
    let penalty = match slip {
        Slip::NoPenalty => 1.0,
        Slip::NoUpperLimit => (1.0 - ratio).exp(),
        _ if c >= r => 1.0,
        _ => (1.0 - ratio).exp(),
    };
    let product: f64 = precisions.iter().product();
    let mean = match slip {
        Slip::Arithmetic => precisions.iter().sum::<f64>() / 4.0,
        Slip::WithoutRoot => product,
        Slip::WholeRoot => 1.0,
        Slip::PenaltyUnderRoot => product.powf(0.25) * penalty.powf(-0.75),
        _ => product.powf(0.25),
    };
    let scale = if slip == Slip::AFraction { 1.0 } else { 100.0 };
    if c == 0.0 { 0.0 } else { scale * penalty * mean }
}

fn words(sentence: &'static str) -> Vec<&'static str> {
    sentence.split_whitespace().collect()
}

type Words = Vec<&'static str>;

fn split(corpus: &Corpus) -> (Vec<Words>, Vec<Vec<Words>>) {
    let references = |of_it: &[&'static str]| of_it.iter().map(|it| words(it)).collect();
    corpus.iter().map(|(sentence, of_it)| (words(sentence), references(of_it))).unzip()
}

/// Corpora in which each slip gives another number.
const PROBES: [&Corpus; 4] = [
    &[("a b c d e", &["a b c d e f g"])],
    &[(
        "a b c d e a b c d",
        &["a b c d e f g h i j k l", "a b c d a b x c d e z", "b c d e a b c"],
    )],
    &[
        ("a a a b c d e f", &["a b c d e f", "a a c d e f x y z v w u"]),
        ("a b c d x", &["a b c d e f"]),
    ],
    &[("a b c d e f", &["x a b c d e f g h", "a b c d f", "a b c e f g h"])],
];

/// Whether the reader's BLEU is what this slip gives for other corpora too: one number alone may come
/// about in several ways.
fn is_always(slip: Slip) -> bool {
    PROBES.iter().all(|corpus| {
        let (hypotheses, references) = split(corpus);
        let expected = by(slip, &hypotheses, &references);
        catch_unwind(|| bleu(&hypotheses, &references)).is_ok_and(|found| {
            compare("", &[], &[found], &[expected], Tolerance::F64_GOLDEN).is_ok()
        })
    })
}

/// Compares with sacreBLEU's number, and names the slip if it can.
#[track_caller]
fn check(corpus: &Corpus, expected: f64) {
    let (hypotheses, references) = split(corpus);
    let name = format!("BLEU of {corpus:?}");
    let found = guarded(|| name.clone(), || bleu(&hypotheses, &references));
    let close = |other: f64| compare(&name, &[], &[found], &[other], Tolerance::F64_GOLDEN);
    let is = |slip| close(by(slip, &hypotheses, &references)).is_ok() && is_always(slip);
    let slip = || SLIPS.iter().find(|(slip, _)| is(*slip));
    assert_or_name_slip(close(expected), || match slip() {
        Some((_, slip)) => Some(slip),
        None if found.is_nan() => Some("0/0 is NaN: where there is no n-gram, BLEU is 0"),
        None => None,
    });
}

#[test]
fn agrees_with_paper() {
    check(&[("the cat sat on mat", &["the cat sat on the mat"])], 57.89300674674101);
}

#[test]
fn counts_are_clipped() {
    check(
        &[
            (
                "the the cat sat on the the mat the",
                &["the cat sat on the mat", "on the mat sat the cat"],
            ),
            ("a cat sat here now", &["a cat sat here"]),
        ],
        54.66325569645468,
    );
}

#[test]
fn every_n_gram_has_its_best_reference() {
    check(&[("a b c d a b c d", &["a b c d a x y z", "a b x b c y c d"])], 56.234132519034915);
}

#[test]
fn the_reference_with_the_closest_length_counts() {
    check(&[("a b c d e f", &["a b c d e f g", "a b c d e"])], 100.0);
    check(&[("a b c d e f", &["a b c d e", "a b c d e f g"])], 100.0);
    check(&[("a b c d e", &["a b", "a b c d e f"])], 81.87307530779819);
    check(
        &[("a b c d e", &["a b c d e f", "a b c d e f g h i j"]), ("f g h i", &["f g h i j k"])],
        71.65313105737896,
    );
}

#[test]
fn too_long_is_not_rewarded() {
    check(&[("a b c d e f g h", &["a b c d e", "a b c d x f g"])], 59.4603557501361);
}

#[test]
fn a_corpus_is_more_than_the_mean_of_its_sentences() {
    check(
        &[("a b c d e f g h", &["a b c d e f g h"]), ("a b x y", &["p q a b x z"])],
        74.54830531840932,
    );
    check(&[("", &["a b c d"]), ("a b c d e", &["a b c d e"])], 44.932896411722176);
}

#[test]
fn without_matches_it_is_zero() {
    check(&[("a b c", &["a b c"])], 0.0);
    check(&[("a b c d", &["d c b a"])], 0.0);
    check(&[("", &["a b c d"])], 0.0);
}
