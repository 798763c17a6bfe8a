use super::exercise::*;
use check::guarded;

/// Whether an epoch improves, from its loss, the best one, the one before, and `δ`.
type Improves = fn(f64, f64, f64, f64) -> bool;

/// Early stopping, by the rule of the statement or with a slip.
#[derive(Clone, Copy)]
struct Rule {
    improves: Improves,
    /// Whether an improvement starts the wait anew.
    starts_anew: bool,
    /// Whether the best loss goes down without an improvement.
    creeps: bool,
    /// How much longer than the patience it waits.
    longer: isize,
    /// What comes out of its epochs, in place of themselves.
    shift: usize,
}

const RULE: Rule = Rule {
    improves: |loss, best, _, delta| loss < best - delta,
    starts_anew: true,
    creeps: false,
    longer: 0,
    shift: 0,
};

impl Rule {
    fn outcome(self, losses: &[f64], patience: usize, delta: f64) -> Outcome {
        let (mut lowest, mut best, mut wait, mut last) = (f64::INFINITY, None, 0, f64::INFINITY);
        let shifted = |epoch: usize| Some(epoch + self.shift);
        for (epoch, loss) in losses.iter().enumerate() {
            if (self.improves)(*loss, lowest, last, delta) {
                (lowest, best) = (*loss, shifted(epoch));
                wait = if self.starts_anew { 0 } else { wait };
            } else {
                lowest = if self.creeps { lowest.min(*loss) } else { lowest };
                wait += 1;
                if wait >= patience as isize + self.longer {
                    return Outcome { stop: shifted(epoch), best };
                }
            }
            last = *loss;
        }
        Outcome { stop: None, best }
    }
}

const SLIPS: [(Rule, &str); 10] = [
    (
        Rule { improves: |loss, _, last, delta| loss < last - delta, ..RULE },
        "each loss was compared with the epoch before; what counts is the best so far",
    ),
    (
        Rule { longer: 1, ..RULE },
        "that is one epoch too late: it stops after the P-th epoch without improvement",
    ),
    (Rule { longer: -1, ..RULE }, "that is one epoch too early"),
    (
        Rule { improves: |loss, best, _, delta| loss <= best - delta, ..RULE },
        "a tie is no improvement: <, not ≤",
    ),
    (
        Rule {
            improves: |loss, best, _, delta| loss.is_nan() || best.is_nan() || loss < best - delta,
            ..RULE
        },
        "NaN was taken for an improvement: ask whether the loss is below, not whether it is not above",
    ),
    (
        Rule {
            improves: |loss, best, _, delta| best == f64::INFINITY || loss < best - delta,
            ..RULE
        },
        "the first loss was taken for the best, whatever it is: NaN and ∞ are no improvement",
    ),
    (
        Rule { starts_anew: false, ..RULE },
        "only epochs in a row count: an improvement starts the count anew",
    ),
    (
        Rule { creeps: true, ..RULE },
        "B moved without an improvement: small decreases then never add up to one",
    ),
    (
        Rule { improves: |loss, best, _, delta| loss < best + delta, ..RULE },
        "δ has the wrong sign: a loss that is a little higher was taken for an improvement",
    ),
    (Rule { shift: 1, ..RULE }, "epochs are counted from 0"),
];

/// Names the slip that gives this outcome, if one does; the best is looked at alone as well.
fn slip(losses: &[f64], patience: usize, delta: f64, found: Outcome) -> Option<&'static str> {
    let expected = RULE.outcome(losses, patience, delta);
    let ignored = Rule { improves: |loss, best, _, _| loss < best, ..RULE };
    let is_ahead = |best: usize| expected.stop.is_some_and(|stop| best > stop);
    if delta > 0.0 && found == ignored.outcome(losses, patience, delta) {
        return Some("δ is missing: a decrease by less than that is no improvement");
    }
    if found.stop == expected.stop && found.best.is_some_and(is_ahead) {
        return Some("that epoch never comes: training has stopped before it");
    }
    if found.stop == losses.len().checked_sub(1) && expected.stop.is_none() {
        return Some("nothing stops here: `stop` is None, not the last epoch");
    }
    if found.best == expected.best && expected.stop.is_some_and(|stop| found.stop == Some(stop + 1))
    {
        return Some(
            "that is one epoch too late: `stop` is the epoch that uses up the patience, the P-th in a row",
        );
    }
    let is_found = |(rule, _): &&(Rule, _)| rule.outcome(losses, patience, delta) == found;
    let mut fitting = SLIPS.iter().filter(is_found);
    fitting.next().filter(|_| fitting.next().is_none()).map(|(_, words)| *words)
}

/// Compares the outcome with what is expected.
#[track_caller]
fn check_outcome(
    losses: &[f64],
    (patience, delta): (usize, f64),
    stop: Option<usize>,
    best: Option<usize>,
) {
    let (name, expected) =
        (format!("{losses:?}, P = {patience}, δ = {delta}"), Outcome { stop, best });
    let found = guarded(|| name.clone(), || early_stopping(losses, patience, delta));
    let said = slip(losses, patience, delta, found).map(|words| format!("\n  {words}"));
    assert!(
        found == expected,
        "{name}: stop {:?} and best {:?}, expected stop {stop:?} and best {best:?}{}",
        found.stop,
        found.best,
        said.unwrap_or_default()
    );
}

#[test]
fn agrees_with_paper() {
    check_outcome(&[3.0, 2.0, 2.5, 2.75, 3.0, 3.5], (3, 0.0), Some(4), Some(1));
    check_outcome(&[0.9, 0.5, 0.6, 0.4, 0.45, 0.41, 0.3], (2, 0.0), Some(5), Some(3));
    check_outcome(&[-1.0, -2.0, -1.5, -1.75, -3.0], (2, 0.0), Some(3), Some(1));
}

#[test]
fn a_loss_that_falls_but_stays_above_the_best_is_no_improvement() {
    check_outcome(&[0.5, 0.9, 0.8, 0.7, 0.6], (3, 0.0), Some(3), Some(0));
}

#[test]
fn with_patience_one_the_first_failure_stops() {
    check_outcome(&[0.5, 0.4, 0.6, 0.3], (1, 0.0), Some(2), Some(1));
}

#[test]
fn a_tie_is_no_improvement() {
    check_outcome(&[0.5, 0.5, 0.5, 0.6], (2, 0.0), Some(2), Some(0));
    check_outcome(&[1.0, 0.75, 0.5], (2, 0.25), None, Some(2));
    check_outcome(&[1.0, 0.75, 0.75], (2, 0.25), Some(2), Some(0));
}

#[test]
fn an_improvement_starts_the_wait_anew() {
    check_outcome(&[1.0, 1.1, 0.9, 1.0, 0.8, 0.9, 0.85], (2, 0.0), Some(6), Some(4));
    check_outcome(&[1.0, 1.1, 0.9, 1.0, 0.8, 0.9], (2, 0.0), None, Some(4));
}

/// From 1, δ = ⅛: 0.9375 and 0.875 are too little, 0.8125 is enough; 0.75 is too little again.
#[test]
fn small_decreases_add_up() {
    check_outcome(&[1.0, 1.0625, 1.125, 1.0], (3, 0.125), Some(3), Some(0));
    check_outcome(&[1.0, 0.9375, 1.0, 0.84375, 2.0], (3, 0.125), None, Some(3));
    check_outcome(&[1.0, 0.9375, 0.875, 0.8125, 0.75], (3, 0.125), None, Some(3));
    check_outcome(&[1.0, 0.9375, 1.0, 0.9375, 0.5], (3, 0.125), Some(3), Some(0));
}

#[test]
fn nan_is_no_improvement() {
    let nan = f64::NAN;
    check_outcome(&[0.5, nan, 0.75, 0.8125], (3, 0.0), Some(3), Some(0));
    check_outcome(&[0.5, nan, 0.4, nan, nan, 0.1], (2, 0.0), Some(4), Some(2));
    check_outcome(&[nan, 0.7, 0.6], (2, 0.0), None, Some(2));
    check_outcome(&[nan, nan, nan, 0.1], (3, 0.0), Some(2), None);
    check_outcome(&[f64::INFINITY, f64::INFINITY, 0.1], (2, 0.0), Some(1), None);
}

#[test]
fn where_nothing_stops_the_best_is_known_all_the_same() {
    check_outcome(&[0.9, 0.8, 0.7], (1, 0.0), None, Some(2));
    check_outcome(&[0.9, 0.7, 0.8], (2, 0.0), None, Some(1));
    check_outcome(&[1e-300], (1, 0.0), None, Some(0));
    check_outcome(&[], (1, 0.0), None, None);
}
