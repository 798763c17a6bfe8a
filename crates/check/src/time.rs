//! How much work something is, in time of the processor.

use std::hint::black_box;
use std::time::Duration;

/// How long the processor was busy with this, in all threads of the process together.
///
/// Unlike the time on a clock it does not grow while other programs have the processor, so that two
/// ways to do the same can be compared on a machine that is busy.
///
/// ```
/// let sum = |n: u64| (0..n).map(std::hint::black_box).sum::<u64>();
/// assert!(check::cpu_time(|| sum(1_000_000)) > check::cpu_time(|| sum(1_000)));
/// ```
pub fn cpu_time<R>(work: impl FnOnce() -> R) -> Duration {
    let start = used();
    black_box(work());
    used().saturating_sub(start)
}

/// The time of the processor that this process has used.
#[cfg(unix)]
fn used() -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// The time on the clock, where nothing better is known.
#[cfg(not(unix))]
fn used() -> Duration {
    use std::sync::LazyLock;
    use std::time::Instant;
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}
