use super::exercise::*;
use check::guarded;
use std::panic::catch_unwind;

/// The token that ends a sentence, in these tests.
const END: usize = 0;

/// One of the slips people make, or none.
#[derive(Clone, Copy, PartialEq)]
enum Slip {
    None,
    Greedy,
    FirstToFinish,
    AnyFinished,
    WidthFinished,
    FinishedTakePlaces,
    FinishedTakeAllPlaces,
    LastStepAlone,
    EndAlone,
    NoPenalty,
    PowerOfLength,
    WithoutEnd,
    Multiplied,
    BestOfEach,
    LastOfEquals,
    LastOfBeam,
    LowestFirst,
}

const TAKES_PLACES: &str =
    "what is finished takes places in the beam: set it aside before the first `width` are taken";

/// The slips, with what to say of them.
const SLIPS: [(Slip, &str); 16] = [
    (Slip::NoPenalty, "the score is the sum itself: divide it by the length penalty"),
    (
        Slip::PowerOfLength,
        "the sum is divided by T to the power of α, another penalty; here it is ((5 + T)/6) to that power",
    ),
    (Slip::WithoutEnd, "T is too small by one: the last token counts too"),
    (
        Slip::Multiplied,
        "the sum is multiplied by the penalty: that makes long sentences worse still, since sums are negative",
    ),
    (Slip::Greedy, "one beginning is followed, whatever the width"),
    (
        Slip::FirstToFinish,
        "the search stops when the best extension is finished; one that finishes later may have a higher score",
    ),
    (
        Slip::AnyFinished,
        "the search stops when something is finished; what finishes later may have a higher score",
    ),
    (
        Slip::WidthFinished,
        "the search stops when `width` are finished; one that finishes later may have a higher score",
    ),
    (Slip::FinishedTakePlaces, TAKES_PLACES),
    (Slip::FinishedTakeAllPlaces, TAKES_PLACES),
    (
        Slip::LastStepAlone,
        "what finished before the last step is forgotten; the best of all that finished is the result",
    ),
    (Slip::EndAlone, "what has `max_len` tokens is finished as well, without the token `end`"),
    (
        Slip::BestOfEach,
        "each beginning goes on with its best token; the best `width` of all extensions should go on, even \
         if they share a beginning",
    ),
    (Slip::LastOfEquals, "of equal scores the one that finished first is the result"),
    (Slip::LastOfBeam, "of equally probable extensions the first go on, here they are the last"),
    (Slip::LowestFirst, "the extensions are ordered with the lowest log-probability first"),
];

type Step<'a> = &'a dyn Fn(&[usize]) -> Vec<f64>;

/// The search, with a slip or without.
fn search(slip: Slip, step: Step, width: usize, max_len: usize, alpha: f64) -> Vec<usize> {
    let width = if slip == Slip::Greedy { 1 } else { width };
    let mut beam = vec![(0.0, Vec::new())];
    let mut finished: Vec<(f64, Vec<usize>)> = Vec::new();
    for n in 1..=max_len {
        let mut extensions: Vec<(f64, Vec<usize>)> = Vec::new();
        for (log_prob, tokens) in &beam {
            let mut own: Vec<(f64, Vec<usize>)> = Vec::new();
            for (token, next) in step(tokens).into_iter().enumerate() {
                own.push((log_prob + next, [&tokens[..], &[token]].concat()));
            }
            if slip == Slip::BestOfEach && n > 1 {
                own.sort_by(|a, b| b.0.total_cmp(&a.0));
                let is_end = |it: &(f64, Vec<usize>)| it.1.last() == Some(&END);
                let best = own.iter().find(|it| !is_end(it)).cloned();
                own.retain(|it| is_end(it) || n == max_len);
                own.extend(best);
            }
            extensions.extend(own);
        }
        if slip == Slip::LastOfBeam {
            extensions.reverse();
        }
        extensions.sort_by(|a, b| b.0.total_cmp(&a.0));
        if slip == Slip::LowestFirst {
            extensions.sort_by(|a, b| a.0.total_cmp(&b.0));
        }
        let is_end = |tokens: &[usize]| tokens.last() == Some(&END);
        let stops =
            slip == Slip::FirstToFinish && extensions.first().is_some_and(|it| is_end(&it.1));
        let always = slip == Slip::FinishedTakeAllPlaces;
        if always || (slip == Slip::FinishedTakePlaces && n < max_len) {
            extensions.truncate(width);
        }
        if slip == Slip::LastStepAlone && !extensions.is_empty() {
            finished.clear();
        }
        beam.clear();
        for (log_prob, tokens) in extensions {
            if is_end(&tokens) || (n == max_len && slip != Slip::EndAlone) {
                let n = n as f64;
                let penalty = match slip {
                    Slip::NoPenalty => 1.0,
                    Slip::PowerOfLength => n.powf(alpha),
                    Slip::WithoutEnd => ((4.0 + n) / 6.0).powf(alpha),
                    Slip::Multiplied => ((5.0 + n) / 6.0).powf(-alpha),
                    _ => ((5.0 + n) / 6.0).powf(alpha),
                };
                finished.push((log_prob / penalty, tokens));
            } else if beam.len() < width {
                beam.push((log_prob, tokens));
            }
        }
        let enough = match slip {
            Slip::AnyFinished => 1,
            Slip::WidthFinished => width,
            _ => usize::MAX,
        };
        if stops || finished.len() >= enough {
            break;
        }
    }
    let is_better = |a: f64, b: f64| if slip == Slip::LastOfEquals { a >= b } else { a > b };
    let better =
        |a: (f64, Vec<usize>), b: (f64, Vec<usize>)| if is_better(b.0, a.0) { b } else { a };
    finished.into_iter().reduce(better).map(|(_, tokens)| tokens).unwrap_or_default()
}

/// Compares with the search above, and names the slip if it can; the result.
#[track_caller]
fn check(about: &str, step: Step, width: usize, max_len: usize, alpha: f64) -> Vec<usize> {
    let given = || format!("{about}: width {width}, max_len {max_len}, α = {alpha}");
    let found = guarded(given, || beam_search(step, END, width, max_len, alpha));
    assert!(
        found.len() <= max_len,
        "{}: the tokens are {found:?}; a sentence has at most `max_len` of them",
        given()
    );
    let expected = search(Slip::None, step, width, max_len, alpha);
    let is = |slip: Slip| search(slip, step, width, max_len, alpha) == found && is_always(slip);
    let slip = || SLIPS.iter().find(|(slip, _)| is(*slip)).map(|(_, slip)| format!(": {slip}"));
    let slip = if found == expected { None } else { slip() }.unwrap_or_default();
    assert!(
        found == expected,
        "{}: the tokens are {found:?}, expected {expected:?}{slip} (the token {END} is `end`)",
        given()
    );
    found
}

/// Whether the reader's search gives what this slip does in other searches too: one result alone may
/// come about in several ways.
fn is_always(slip: Slip) -> bool {
    (100..160).all(|salt| {
        let step = random(4, salt);
        let (width, alpha) = (1 + salt as usize % 3, [0.0, 1.0, 3.0][salt as usize / 3 % 3]);
        let found = catch_unwind(|| beam_search(&step, END, width, 5, alpha));
        found.is_ok_and(|found| found == search(slip, &step, width, 5, alpha))
    })
}

/// The logarithms of what follows nothing, and of what follows each token.
fn table(rows: &[&[f64]]) -> impl Fn(&[usize]) -> Vec<f64> {
    let rows: Vec<Vec<f64>> = rows.iter().map(|row| row.iter().map(|p| p.ln()).collect()).collect();
    move |tokens| rows[tokens.last().map_or(0, |token| *token)].clone()
}

/// Log-probabilities that look random, for each beginning others.
fn random(vocabulary: usize, salt: u64) -> impl Fn(&[usize]) -> Vec<f64> {
    move |tokens| {
        let mut state = tokens.iter().fold(salt, |state, token| {
            (state ^ (*token as u64 + 1)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
        });
        let mut next = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f64 / (1u64 << 24) as f64
        };
        let weights: Vec<f64> = (0..vocabulary).map(|_| (4.0 * next()).exp()).collect();
        let total: f64 = weights.iter().sum();
        weights.into_iter().map(|weight| (weight / total).ln()).collect()
    }
}

#[test]
fn agrees_with_paper() {
    // The row of `end` is what begins a sentence.
    let step = table(&[&[0.1, 0.5, 0.4], &[0.25, 0.4, 0.35], &[0.9, 0.05, 0.05]]);
    check("the table of the exercise", &step, 1, 2, 0.0);
    check("the table of the exercise", &step, 2, 2, 0.0);
}

#[test]
fn the_penalty_lets_a_longer_one_win() {
    // One, two and three tokens have the log-probabilities −1, −1.18 and −1.5.
    let by_length = |tokens: &[usize]| {
        let end: f64 = [0.3679, 0.4861, 0.6867, 0.7][tokens.len().min(3)];
        vec![end.ln(), (1.0 - end).ln()]
    };
    check("one word and `end`", &by_length, 1, 3, 1.0);
    let step = table(&[&[0.3, 0.7], &[0.35, 0.65]]);
    for alpha in [0.0, 0.5, 1.0, 2.0] {
        for max_len in [1, 2, 3, 5] {
            check("one word and `end`", &step, 1, max_len, alpha);
        }
    }
}

#[test]
fn the_search_goes_on_when_something_is_finished() {
    let step = table(&[&[0.4, 0.45, 0.15], &[0.5, 0.02, 0.48], &[0.99, 0.005, 0.005]]);
    check("`end` is the best second token", &step, 2, 3, 4.0);
    let step = table(&[&[0.4, 0.35, 0.25], &[0.98, 0.01, 0.01], &[0.5, 0.49, 0.01]]);
    check("`end` is the best first token", &step, 2, 3, 1.0);
    check("`end` is the best first token", &step, 2, 3, 3.0);
}

#[test]
fn what_is_finished_takes_no_place() {
    let step = table(&[
        &[0.25, 0.3, 0.24, 0.21],
        &[0.1, 0.3, 0.3, 0.3],
        &[0.5, 0.2, 0.2, 0.1],
        &[0.97, 0.01, 0.01, 0.01],
    ]);
    check("`end` is the second of the first tokens", &step, 3, 2, 3.0);
}

#[test]
fn two_extensions_may_share_a_beginning() {
    let step = |tokens: &[usize]| {
        let probabilities = match tokens {
            [] => [0.02, 0.9, 0.08],
            [1] => [0.02, 0.5, 0.48],
            [1, 2] => [0.99, 0.005, 0.005],
            _ => [0.3, 0.4, 0.3],
        };
        probabilities.map(f64::ln).to_vec()
    };
    check("all good ones begin with 1", &step, 2, 3, 0.0);
}

#[test]
fn without_end_a_sentence_ends_at_its_longest() {
    let step = table(&[&[0.01, 0.6, 0.39], &[0.01, 0.3, 0.69], &[0.01, 0.8, 0.19]]);
    check("`end` is unlikely", &step, 2, 4, 0.0);
    check("`end` is unlikely", &step, 3, 1, 0.0);
}

/// Halves and quarters, whose logarithms are whole here, so that equal is equal.
#[test]
fn of_equals_the_first() {
    let even = |_: &[usize]| vec![-2.0, -2.0, -2.0];
    check("all tokens are equally probable", &even, 2, 3, 0.0);
    let later = |tokens: &[usize]| match tokens {
        [] => vec![-9.0, -1.0, -1.0, -1.0],
        _ => vec![-1.0, -9.0, -9.0, -9.0],
    };
    check("three first tokens are equally probable", &later, 2, 2, 0.0);
    check("three first tokens are equally probable", &later, 3, 2, 0.0);
    // So many that a sort that is not stable changes their order.
    let many = |tokens: &[usize]| match tokens {
        [] => [&[-9.0][..], &[-2.0, -1.0, -1.0].repeat(20)[..]].concat(),
        _ => [&[-1.0][..], &[-9.0; 60][..]].concat(),
    };
    check(
        "forty first tokens are equally probable, and a sort may change their order",
        &many,
        1,
        2,
        0.0,
    );
}

#[test]
fn many_searches_are_right() {
    for salt in 0..40 {
        let step = random(4 + salt as usize % 3, salt);
        for (width, max_len) in [(1, 4), (2, 5), (3, 4)] {
            for alpha in [0.0, 0.6, 1.0] {
                check("random probabilities", &step, width, max_len, alpha);
            }
        }
    }
}

/// With a place for every beginning, the best of all sentences is found.
#[test]
fn a_wide_beam_is_exhaustive() {
    fn best(step: Step, tokens: &[usize], log_prob: f64, left: usize) -> f64 {
        let extended = step(tokens).into_iter().enumerate().map(|(token, next)| {
            if token == END || left == 1 {
                return log_prob + next;
            }
            best(step, &[tokens, &[token]].concat(), log_prob + next, left - 1)
        });
        extended.fold(f64::NEG_INFINITY, f64::max)
    }
    for salt in 50..60 {
        let step = random(4, salt);
        let tokens = check("random probabilities", &step, 27, 4, 0.0);
        let found: f64 = (0..tokens.len()).map(|i| step(&tokens[..i])[tokens[i]]).sum();
        let expected = best(&step, &[], 0.0, 4);
        assert!(
            (found - expected).abs() < 1e-12,
            "{tokens:?} has the log-probability {found}, the best of all sentences {expected}"
        );
    }
}
