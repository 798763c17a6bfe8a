use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};
use std::f64::consts::PI;

/// A schedule: how many steps the warm-up has, and all, and the peak.
#[derive(Clone, Copy, Debug)]
struct Schedule {
    warmup: usize,
    total: usize,
    peak: f64,
}

/// The schedule of the statement.
const SHORT: Schedule = Schedule { warmup: 4, total: 12, peak: 0.2 };

/// What a slip gives for a step, from `t`, `a`, `n`, and the peak.
type Slip = (fn(f64, f64, f64, f64) -> f64, &'static str);

const IN_THE_WARM_UP: [Slip; 5] = [
    (
        |t, a, _, peak| peak * t / a,
        "the first step has no rate, and the last of the warm-up not the peak: t + 1, not t",
    ),
    (
        |t, a, _, peak| peak * (t + 1.0) / (a + 1.0),
        "the last step of the warm-up is to have the peak: (t + 1)/a",
    ),
    (|t, _, n, peak| peak * (t + 1.0) / n, "the warm-up has a steps, not n"),
    (
        |t, a, _, peak| peak * ((t + 1.0) / a).floor(),
        "an integer division: turn both numbers into f64 before you divide",
    ),
    (
        |t, a, n, peak| peak / 2.0 * (1.0 + (PI * (t - a) / (n - a)).cos()),
        "that is the cosine; before step a the rate rises along a line",
    ),
];

const ON_THE_WAY_DOWN: [Slip; 14] = [
    (
        |t, a, _, peak| if t == a { peak * (t + 1.0) / a } else { f64::NAN },
        "the line goes on to step a: it ends before, t < a, not ≤",
    ),
    (
        |_, _, _, peak| peak,
        "the rate stays at the peak: was (t − a)/(n − a) divided as integers, which gives 0?",
    ),
    (
        |t, _, n, peak| peak / 2.0 * (1.0 + (PI * t / n).cos()),
        "the cosine was begun at step 0; it begins after the warm-up, (t − a)/(n − a)",
    ),
    (
        |t, a, n, peak| peak / 2.0 * (1.0 + (PI * (t - a) / n).cos()),
        "the cosine was spread over all steps; it has n − a of them",
    ),
    (
        |t, a, n, peak| peak / 2.0 * (1.0 + (PI * t / (n - a)).cos()),
        "the cosine was begun at step 0: its argument is π·(t − a)/(n − a)",
    ),
    (
        |t, a, n, peak| peak / 2.0 * (1.0 + (PI * (t - a) / (n - a - 1.0)).cos()),
        "the rate was 0 one step too early: 0 comes at step n",
    ),
    (
        |t, a, n, peak| peak / 2.0 * (1.0 + (PI * (t - a + 1.0) / (n - a)).cos()),
        "the cosine is one step ahead: step a still has the peak",
    ),
    (
        |t, a, n, peak| peak * (PI / 2.0 * (t - a) / (n - a)).cos(),
        "that is a quarter of a cosine, from 1 to 0; half a cosine goes from 1 to −1, and is then \
         raised by 1 and halved",
    ),
    (
        |t, a, n, peak| peak * (PI * (t - a) / (n - a)).cos(),
        "the rate must not be negative: ½(1 + cos)",
    ),
    (
        |t, a, n, peak| peak * (1.0 + (PI * (t - a) / (n - a)).cos()),
        "that begins at twice the peak: 1 + cos is between 0 and 2, and is to be halved",
    ),
    (
        |t, a, n, peak| peak / 2.0 * (1.0 - (PI * (t - a) / (n - a)).cos()),
        "that rises from 0: 1 + cos, not 1 − cos",
    ),
    (
        |t, a, n, peak| peak / 2.0 * (1.0 + ((t - a) / (n - a)).cos()),
        "π is missing: a cosine goes from 1 to −1 while its argument goes from 0 to π",
    ),
    (
        |t, a, n, peak| peak * (1.0 - (t - a) / (n - a)),
        "that is a straight line down, not a cosine",
    ),
    (
        |t, a, n, peak| peak / 2.0 * (1.0 + (180.0 * (t - a) / (n - a)).cos()),
        "`cos` wants radians: π, not 180",
    ),
];

impl Schedule {
    /// Names the slip that gives this rate, if exactly one does.
    fn slip(self, step: usize, found: f64) -> Option<&'static str> {
        let Schedule { warmup, total, peak } = self;
        let [t, a, n] = [step, warmup, total].map(|count| count as f64);
        if found.is_nan() {
            return Some("NaN comes of 0/0: which branch divides by a, and which by n − a?");
        }
        if step >= total {
            let is_cosine =
                (found - peak / 2.0 * (1.0 + (PI * (t - a) / (n - a)).cos())).abs() < 1e-12;
            return Some(match found {
                _ if is_cosine => "beyond step n the cosine rises again; the rate is to stay 0",
                _ if step == warmup && found == peak * (t + 1.0) / a => ON_THE_WAY_DOWN[0].1,
                _ if found == peak => {
                    "from step n on the rate is 0, also where there is no way down"
                }
                _ => return None,
            });
        }
        let slips: &[Slip] = if step < warmup { &IN_THE_WARM_UP } else { &ON_THE_WAY_DOWN };
        let fits = |slip: &&Slip| Tolerance::F64_GOLDEN.is_close(found, slip.0(t, a, n, peak));
        let mut fitting = slips.iter().filter(fits);
        fitting.next().filter(|_| fitting.next().is_none()).map(|(_, words)| *words)
    }

    /// The reader's rate.
    #[track_caller]
    fn rate(self, step: usize) -> f64 {
        let Schedule { warmup, total, peak } = self;
        let given = || format!("`rate({step}, {warmup}, {total}, {peak})`");
        guarded(given, || rate(step, warmup, total, peak))
    }

    /// Compares the rate of a step with what is expected.
    #[track_caller]
    fn check(self, step: usize, expected: f64) {
        let found = self.rate(step);
        let Schedule { warmup, total, peak } = self;
        let name =
            format!("the rate of step {step} (warm-up {warmup}, total {total}, peak {peak})");
        let mismatch = compare(&name, &[], &[found], &[expected], Tolerance::F64_GOLDEN);
        assert_or_name_slip(mismatch, || self.slip(step, found));
    }
}

/// cos 45° = √½, cos 60° = ½.
#[test]
fn agrees_with_paper() {
    SHORT.check(6, 0.1 * (1.0 + 0.5f64.sqrt()));
    SHORT.check(8, 0.1);
    SHORT.check(10, 0.1 * (1.0 - 0.5f64.sqrt()));
    let schedule = Schedule { warmup: 10, total: 40, peak: 3.0 };
    schedule.check(20, 2.25);
    schedule.check(30, 0.75);
}

#[test]
fn the_warm_up_is_a_line() {
    for (step, expected) in [(1, 0.1), (0, 0.05), (2, 0.15), (3, 0.2)] {
        SHORT.check(step, expected);
    }
    Schedule { warmup: 1000, total: 5000, peak: 1.0 }.check(249, 0.25);
}

#[test]
fn the_peak_is_reached_at_the_end_of_the_warm_up() {
    for schedule in [SHORT, Schedule { warmup: 1, total: 9, peak: 1e-3 }] {
        schedule.check(schedule.warmup - 1, schedule.peak);
        schedule.check(schedule.warmup, schedule.peak);
    }
}

#[test]
fn without_warm_up_it_starts_at_the_peak() {
    let schedule = Schedule { warmup: 0, total: 4, peak: 8.0 };
    for (step, expected) in [(0, 8.0), (1, 4.0 * (1.0 + 0.5f64.sqrt())), (2, 4.0), (4, 0.0)] {
        schedule.check(step, expected);
    }
}

#[test]
fn with_nothing_but_warm_up_it_ends_at_zero() {
    let schedule = Schedule { warmup: 4, total: 4, peak: 8.0 };
    for (step, expected) in [(0, 2.0), (3, 8.0), (4, 0.0), (5, 0.0)] {
        schedule.check(step, expected);
    }
    Schedule { warmup: 0, total: 0, peak: 8.0 }.check(0, 0.0);
}

#[test]
fn beyond_the_end_it_stays_zero() {
    for step in [12, 13, 16, 20, 1_000_000] {
        SHORT.check(step, 0.0);
    }
}

#[test]
fn the_last_step_before_the_end_is_above_zero() {
    SHORT.check(11, 0.1 * (1.0 + (PI * 7.0 / 8.0).cos()));
    Schedule { warmup: 0, total: 1, peak: 0.5 }.check(0, 0.5);
}

#[test]
fn it_rises_and_then_falls() {
    let schedule = Schedule { warmup: 30, total: 200, peak: 0.5 };
    let rates: Vec<f64> = (0..=200).map(|step| schedule.rate(step)).collect();
    for (step, pair) in rates.windows(2).enumerate() {
        let rises = pair[1] > pair[0];
        assert!(
            rises == (step < 29) && (rises || pair[1] <= pair[0]),
            "{schedule:?}: from step {step} to the next the rate goes from {} to {}, expected it to {}",
            pair[0],
            pair[1],
            if step < 29 { "rise" } else { "fall, or to stay at the peak" }
        );
    }
}
