use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, cpu_time, guarded};
use std::panic::catch_unwind;

/// How many times as fast as all pairs it has to be.
const TIMES: f64 = 5.0;

/// By way of logarithms near 10 000 a probability loses four digits, and is right all the same.
const CLOSE: Tolerance = Tolerance { absolute: 1e-14, relative: 1e-10 };

/// One of the slips people make with the pairs, or none.
#[derive(Clone, Copy, PartialEq)]
enum Slip {
    None,
    Apart,
    Backwards,
    OneLonger,
    OneShorter,
    NoLimit,
    Question,
    StartFirst,
    EndFirst,
    LastOfEquals,
    FirstToEnd,
    Underflow,
}

const SLIPS: [(Slip, &str); 11] = [
    (Slip::Apart, "the two largest logits are taken by themselves; the best pair is looked for"),
    (Slip::Backwards, "a span ends where it begins, or later"),
    (Slip::OneLonger, "the span has one token more than `max_len`: e < s + max_len"),
    (Slip::OneShorter, "a span may have `max_len` tokens, the last among them: e < s + max_len"),
    (Slip::NoLimit, "the span is longer than `max_len` tokens"),
    (Slip::Question, "the span begins or ends at a token that is not of the text"),
    (
        Slip::StartFirst,
        "the largest start logit is taken, and then the best end for it; another pair has a larger sum",
    ),
    (
        Slip::EndFirst,
        "the largest end logit is taken, and then the best beginning for it; another pair has a larger sum",
    ),
    (Slip::LastOfEquals, "of equal sums the last is taken, the first should be"),
    (
        Slip::FirstToEnd,
        "of equal sums the one that begins first is taken, not the one that ends first",
    ),
    (
        Slip::Underflow,
        "probabilities are compared, and all of them vanish here in an `f64`: compare the sums of the logits",
    ),
];

/// A model's logits for a question and a text.
struct Case {
    start: Vec<f64>,
    end: Vec<f64>,
    is_text: Vec<bool>,
    max_len: usize,
}

fn argmax(values: &[f64], among: impl Fn(usize) -> bool) -> Option<usize> {
    let better = |a: usize, b: usize| if values[b] > values[a] { b } else { a };
    (0..values.len()).filter(|i| among(*i)).reduce(better)
}

impl Case {
    /// All pairs, with a slip or without.
    fn pair(&self, slip: Slip) -> Option<(usize, usize)> {
        let of_text = |i: usize| self.is_text[i] || slip == Slip::Question;
        let first = argmax(&self.start, of_text)?;
        let last = argmax(&self.end, of_text)?;
        if slip == Slip::Apart {
            return Some((first, last));
        }
        let limit = match slip {
            Slip::OneLonger => self.max_len + 1,
            Slip::OneShorter => self.max_len - 1,
            Slip::NoLimit => usize::MAX,
            _ => self.max_len,
        };
        let mut best: Option<(f64, usize, usize)> = None;
        let n = self.start.len();
        let softmax_of = |logits: &[f64]| -> Vec<f64> {
            let count = if slip == Slip::Underflow { n } else { 0 };
            (0..count).map(|token| self.softmax(logits, token, false)).collect()
        };
        let (starts, ends) = (softmax_of(&self.start), softmax_of(&self.end));
        for (i, j) in (0..n * n).map(|at| (at / n, at % n)) {
            let (s, e) = if slip == Slip::FirstToEnd { (j, i) } else { (i, j) };
            let length_fits = match slip {
                Slip::Backwards => s.abs_diff(e) < limit,
                _ => s <= e && e - s < limit,
            };
            let is_chosen = match slip {
                Slip::StartFirst => s == first,
                Slip::EndFirst => e == last,
                _ => true,
            };
            let sum = match slip {
                Slip::Underflow => starts[s] * ends[e],
                _ => self.start[s] + self.end[e],
            };
            let is_better = best
                .is_none_or(|(best, ..)| sum > best || (slip == Slip::LastOfEquals && sum == best));
            if of_text(s) && of_text(e) && length_fits && is_chosen && is_better {
                best = Some((sum, s, e));
            }
        }
        best.map(|(_, s, e)| (s, e))
    }

    /// A token's softmax, over the tokens of the text or over all.
    fn softmax(&self, logits: &[f64], token: usize, over_all: bool) -> f64 {
        let others = (0..logits.len()).filter(|i| self.is_text[*i] || over_all);
        1.0 / others.map(|i| (logits[i] - logits[token]).exp()).sum::<f64>()
    }

    /// The probability among all spans that can be an answer, which is another one.
    fn among_spans(&self, first: usize, last: usize) -> f64 {
        let n = self.start.len();
        let sum = |(s, e): (usize, usize)| self.start[s] + self.end[e];
        let can_be = |(s, e): &(usize, usize)| {
            self.is_text[*s] && self.is_text[*e] && s <= e && e - s < self.max_len
        };
        let pairs = (0..n * n).map(|at| (at / n, at % n)).filter(can_be);
        1.0 / pairs.map(|pair| (sum(pair) - sum((first, last))).exp()).sum::<f64>()
    }

    #[track_caller]
    fn check(&self, about: &str) {
        let Case { start, end, is_text, max_len } = self;
        let given = || {
            let len = start.len();
            if len > 12 {
                return format!("{about}, {len} tokens, max_len {max_len}");
            }
            format!("{about}: start {start:?}, end {end:?}, is_text {is_text:?}, max_len {max_len}")
        };
        let found = guarded(given, || best_span(start, end, is_text, *max_len));
        let expected = self.pair(Slip::None);
        let pair = found.map(|span| (span.first, span.last));
        let is = |slip: Slip| self.pair(slip) == pair && is_always(slip);
        let slip = || SLIPS.iter().find(|(slip, _)| is(*slip)).map(|(_, slip)| format!(": {slip}"));
        let slip = if pair == expected { None } else { slip() }.unwrap_or_default();
        assert!(
            pair == expected,
            "{}: the result is {}, expected {}{slip}",
            given(),
            in_words(pair),
            in_words(expected)
        );
        let Some(Span { first, last, probability }) = found else { return };
        let by =
            |over_all| self.softmax(start, first, over_all) * self.softmax(end, last, over_all);
        let name = format!("{}: the probability of the span", given());
        let close = |other: f64| compare(&name, &[], &[probability], &[other], CLOSE);
        let is = |other: f64| close(other).is_ok();
        assert_or_name_slip(close(by(false)), || {
            Some(if is(by(true)) {
                "the softmax is over all tokens, those of the question too"
            } else if is(self.among_spans(first, last)) {
                "this is the fraction among all spans; the two softmax are each over the tokens of the text"
            } else if is(by(false).ln()) {
                "this is its logarithm"
            } else if is(self.softmax(start, first, false) + self.softmax(end, last, false)) {
                "the two probabilities are added; the probability of both is their product"
            } else if is(start[first] + end[last]) {
                "this is the sum of the logits"
            } else if !probability.is_finite() {
                "exp overflows here: subtract the largest logit first"
            } else {
                return None;
            })
        });
    }
}

fn in_words(pair: Option<(usize, usize)>) -> String {
    pair.map_or("`None`".into(), |(first, last)| format!("the span from token {first} to {last}"))
}

/// Whether the reader's span is that of this slip in other cases too: one span alone may be found in several ways.
fn is_always(slip: Slip) -> bool {
    (0..40).all(|salt| {
        let case = random(12 + salt % 5, 3, 1 + salt % 4, salt);
        let found = catch_unwind(|| best_span(&case.start, &case.end, &case.is_text, case.max_len));
        found.is_ok_and(|found| found.map(|span| (span.first, span.last)) == case.pair(slip))
    })
}

fn all_text(start: &[f64], end: &[f64], max_len: usize) -> Case {
    Case { start: start.to_vec(), end: end.to_vec(), is_text: vec![true; start.len()], max_len }
}

/// Logits that look random, of `n` tokens of which the first `question` are no text, and the last neither.
fn random(n: usize, question: usize, max_len: usize, salt: usize) -> Case {
    let logits = |salt: usize| -> Vec<f64> {
        (0..n).map(|i| ((i * i * 31 + i * 17 + salt * 7919) % 1009) as f64 / 100.0).collect()
    };
    let is_text = (0..n).map(|i| i >= question && i + 1 < n).collect();
    Case { start: logits(salt), end: logits(salt + 5), is_text, max_len }
}

#[test]
fn agrees_with_paper() {
    all_text(&[2.0, 0.0, 1.0], &[1.0, 0.0, 3.0], 2).check("the example");
}

#[test]
fn an_end_is_not_before_its_beginning() {
    all_text(&[0.0, 0.0, 4.0, 0.0], &[5.0, 3.0, 0.0, 2.0], 2).check("two ends come first");
    all_text(&[0.0, 1.0, 4.0, 0.5], &[5.0, 1.0, 0.0, 1.5], 3).check("the largest end comes first");
    all_text(&[0.0, 1.0, 4.0], &[5.0, 1.0, 0.0], 3).check("the largest end comes first");
}

#[test]
fn the_best_pair_need_not_have_the_largest_logit() {
    all_text(&[2.0, 1.9, 0.0, 0.0], &[0.0, 0.0, 3.0, 0.0], 2).check("the end is too far");
    all_text(&[3.0, 0.0, 0.0, 0.0], &[0.0, 1.9, 0.0, 2.0], 2).check("the beginning is too far");
}

#[test]
fn a_span_has_at_most_that_many_tokens() {
    for max_len in 1..6 {
        all_text(&[5.0, 0.0, 0.0, 0.0, 0.0], &[0.0, 1.0, 2.0, 3.0, 4.0], max_len)
            .check("a span from the first token");
    }
    all_text(&[1.0, 0.0], &[0.0, 1.0], 1000).check("more tokens than there are");
}

#[test]
fn the_question_is_no_answer() {
    let (start, end) = ([9.0, 8.0, 0.0, 1.0, 0.5, 7.0], [8.0, 9.0, 0.5, 0.0, 2.0, 7.0]);
    let is_text = [false, false, true, true, true, false];
    for max_len in [1, 2, 6] {
        let (start, end, is_text) = (start.to_vec(), end.to_vec(), is_text.to_vec());
        Case { start, end, is_text, max_len }.check("a question of two tokens, a mark at the end");
    }
}

#[test]
fn of_equal_sums_the_first() {
    all_text(&[0.0; 4], &[0.0; 4], 2).check("all logits are zero");
    all_text(&[1.0, 0.0, 1.0], &[0.0, 0.0, 1.0], 2).check("equal sums");
    // From 0 to 2, or 1 alone: both 3.
    all_text(&[1.0, 2.0, -9.0], &[-9.0, 1.0, 2.0], 3)
        .check("a longer span begins before a shorter one");
}

#[test]
fn large_logits_do_not_overflow() {
    all_text(&[1e4, 1e4 + 1.0, -1e4], &[-1e4, 1e4, 1e4], 2).check("large logits");
    all_text(&[-1e4, -1e4 + 1.0], &[-1e4, -1e4], 2).check("very negative logits");
    let is_text = vec![false, true, true];
    Case { is_text, ..all_text(&[1e4, 1.0, 2.0], &[1e4, 2.0, 1.0], 2) }
        .check("large logits of the question");
}

/// The largest start is where the smallest end is, and the other way round.
#[test]
fn a_span_that_is_hardly_probable_is_found() {
    all_text(&[1.0, 0.0, 2e3], &[1.0, 2e3, 0.0], 1).check("no span is probable");
}

#[test]
fn without_a_text_there_is_none() {
    Case { is_text: vec![false; 2], ..all_text(&[1.0, 2.0], &[2.0, 1.0], 3) }
        .check("no token is of the text");
    all_text(&[], &[], 3).check("no tokens");
}

#[test]
fn longer_texts_are_right() {
    for (n, question, max_len) in [(20, 4, 3), (45, 9, 15), (60, 1, 60), (31, 0, 1)] {
        for salt in 0..5 {
            random(n, question, max_len, salt).check("random logits");
        }
    }
}

/// The largest sum, by way of all pairs: what your time is measured against.
fn all_pairs(start: &[f64], end: &[f64], max_len: usize) -> f64 {
    let mut best = f64::NEG_INFINITY;
    for (s, a) in start.iter().enumerate() {
        for (e, b) in end.iter().enumerate() {
            if s <= e && e - s < max_len && a + b > best {
                best = a + b;
            }
        }
    }
    best
}

#[test]
fn the_time_does_not_grow_with_the_square() {
    let case = random(1500, 20, 8, 1);
    let Case { start, end, is_text, max_len } = &case;
    let yours = || guarded(|| "1500 tokens".into(), || best_span(start, end, is_text, *max_len));
    // Once before it is timed, and right.
    case.check("random logits");
    let mine = cpu_time(|| all_pairs(start, end, *max_len)).as_secs_f64();
    let fastest = (0..5).map(|_| cpu_time(yours).as_secs_f64()).fold(f64::INFINITY, f64::min);
    let times = mine / fastest;
    assert!(
        times >= TIMES,
        "1500 tokens, at most 8 in a span: {times:.1} times as fast as all pairs, expected at least \
         {TIMES}; does the inner loop go on when the span is too long?"
    );
}
