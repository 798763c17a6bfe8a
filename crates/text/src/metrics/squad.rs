//! Exact match and F1 of short answers, as SQuAD counts them.
//!
//! Source: the evaluation script of SQuAD 2.0, P. Rajpurkar, R. Jia, P. Liang, "Know what you don't know:
//! unanswerable questions for SQuAD", ACL 2018; the questions are of P. Rajpurkar, J. Zhang, K. Lopyrev,
//! P. Liang, "SQuAD: 100,000+ questions for machine comprehension of text", EMNLP 2016.

use crate::char_class::{CharClass, split_spaces};
use crate::metrics::ngram_counts::ngram_counts;

/// An answer as it is compared: in lower case, without ASCII punctuation, without the words "a", "an",
/// "the", one space between words.
///
/// ```
/// use text::metrics::squad::normalize_answer;
///
/// assert_eq!(normalize_answer("The  Eiffel Tower, Paris!"), "eiffel tower paris");
/// assert_eq!(normalize_answer("the"), "");
/// ```
pub fn normalize_answer(answer: &str) -> String {
    let lower = answer.to_lowercase();
    let mut kept = String::with_capacity(lower.len());
    let mut word = String::new();
    // A space at the end finishes the last word.
    for c in lower.chars().filter(|c| !c.is_ascii_punctuation()).chain([' ']) {
        if matches!(CharClass::of(c), CharClass::Letter | CharClass::Number) {
            word.push(c);
            continue;
        }
        kept.push_str(if matches!(&word[..], "a" | "an" | "the") { " " } else { &word });
        kept.push(c);
        word.clear();
    }
    split_spaces(&kept).collect::<Vec<_>>().join(" ")
}

/// Whether a prediction is one of the right answers, once both are normalized. Without any right answer
/// the question has none, and the empty prediction is right.
///
/// ```
/// use text::metrics::squad::exact_match;
///
/// assert!(exact_match("the Eiffel tower", &["Eiffel Tower", "tower"]));
/// assert!(exact_match("", &[] as &[&str]) && exact_match("a", &["the"]));   // nothing is left of both
/// ```
pub fn exact_match<A: AsRef<str>>(prediction: &str, answers: &[A]) -> bool {
    let prediction = normalize_answer(prediction);
    possible(answers).any(|answer| normalize_answer(answer) == prediction)
}

/// How far the words of a prediction are those of a right answer, from 0 to 1: the largest over the answers
/// of `2·P·R / (P + R)`, where `P` is the fraction of the prediction's words that the answer has, and `R` of the
/// answer's words that the prediction has. If nothing is left of one of both, 1 if nothing is left of the
/// other either, else 0.
///
/// ```
/// use text::metrics::squad::f1;
///
/// assert_eq!(f1("in Paris", &["Paris, France"]), 0.5);
/// assert_eq!(f1("Rome", &["Paris", "the city of Rome"]), 0.5);
/// ```
pub fn f1<A: AsRef<str>>(prediction: &str, answers: &[A]) -> f64 {
    let prediction = normalize_answer(prediction);
    let against = |answer: &str| f1_of_words(&prediction, &normalize_answer(answer));
    possible(answers).map(against).fold(0.0, f64::max)
}

/// The right answers: those of which something is left, or else the empty one.
fn possible<A: AsRef<str>>(answers: &[A]) -> impl Iterator<Item = &str> {
    let kept: Vec<&str> =
        answers.iter().map(AsRef::as_ref).filter(|it| !normalize_answer(it).is_empty()).collect();
    let none = if kept.is_empty() { Some("") } else { None };
    kept.into_iter().chain(none)
}

fn f1_of_words(prediction: &str, answer: &str) -> f64 {
    if prediction.is_empty() || answer.is_empty() {
        return f64::from(u8::from(prediction == answer));
    }
    let (predicted, right): (Vec<&str>, Vec<&str>) =
        (prediction.split(' ').collect(), answer.split(' ').collect());
    let known = ngram_counts(&right, 1);
    let common = |(word, count): (&[&str], u64)| count.min(known.get(word).copied().unwrap_or(0));
    let common = ngram_counts(&predicted, 1).into_iter().map(common).sum::<u64>() as f64;
    if common == 0.0 {
        return 0.0;
    }
    let precision = common / predicted.len() as f64;
    let recall = common / right.len() as f64;
    2.0 * precision * recall / (precision + recall)
}
