//! How a time is measured.

use std::time::{Duration, Instant};

/// A round lasts at least this long, in seconds, so that the clock's own time does not count.
const ROUND: f64 = 2e-3;

/// How long it goes on before it is timed: the system takes some milliseconds to give a thread that was
/// idle a core of its own.
const WARM_UP: Duration = Duration::from_millis(50);

/// Rounds that take longer than a second together are ended after this many.
const MIN_ROUNDS: u32 = 3;
const BUDGET: Duration = Duration::from_secs(1);

/// The seconds that one call of `f` takes: of `rounds` rounds, the fastest counts.
///
/// A round is as many calls as take two milliseconds. What else a machine does makes a round slower
/// and never faster, so the fastest is the nearest to what the code itself takes. Calls before that, which
/// are not counted, bring code and data into the caches, and threads to their cores. After a second three
/// rounds are enough.
pub fn seconds(rounds: u32, mut f: impl FnMut()) -> f64 {
    let mut round = |calls: u32| {
        let start = Instant::now();
        (0..calls).for_each(|_| f());
        start.elapsed().as_secs_f64() / f64::from(calls)
    };
    let (start, mut first) = (Instant::now(), round(1));
    while start.elapsed() < WARM_UP {
        first = first.min(round(1));
    }
    let calls = (ROUND / first.max(1e-9)).ceil() as u32;
    let (start, mut fastest) = (Instant::now(), f64::INFINITY);
    for done in 0..rounds.max(1) {
        if done >= MIN_ROUNDS && start.elapsed() > BUDGET {
            break;
        }
        fastest = fastest.min(round(calls));
    }
    fastest
}
