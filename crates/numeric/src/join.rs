//! Two tasks at once, by workers that stay awake from one operation to the next.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

/// How long a worker that has nothing to do looks for work before it may fall asleep. The serial parts of
/// a small training step, such as the loss of a batch, are shorter.
const MAX_IDLE: Duration = Duration::from_micros(200);

/// How long a worker stays awake on behalf of one call, however much it finds to do.
const MAX_AWAKE: Duration = Duration::from_millis(5);

/// How many workers stay awake, or have been asked to.
static AWAKE: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// How many calls of this thread may be waiting for other workers.
    static WAITING: Cell<usize> = const { Cell::new(0) };
}

/// Runs `a` and `b`, at the same time if a worker has time for `b`: [`rayon::join`] for tasks that come one
/// after another and take microseconds.
///
/// A worker of rayon soon falls asleep without work, and to wake it takes up to 50 µs. That is
/// as long as many an operation of a training step takes. So a call asks one more worker to stay awake,
/// unless all do already, until it has found no work for 200 µs; and for as long the caller itself stays
/// awake to wait for `b`. From outside of the pool this is `rayon::join`.
///
/// ```
/// assert_eq!(numeric::join(|| 1 + 1, || 2 * 3), (2, 6));
/// ```
pub fn join<A: Send, B: Send>(
    a: impl FnOnce() -> A + Send,
    b: impl FnOnce() -> B + Send,
) -> (A, B) {
    if rayon::current_thread_index().is_none() {
        return rayon::join(a, b);
    }
    let shared = Shared::default();
    shared_by(|| rayon::join(|| shared.wait_after(a), || shared.run(b)))
}

/// As [`join`], but `a` stays on the caller's thread, even outside of the pool: it may use what cannot be
/// sent to another.
///
/// ```
/// let here = std::rc::Rc::new(1);
/// assert_eq!(numeric::join_in_place(|| *here + 1, || 2 * 3), (2, 6));
/// ```
pub fn join_in_place<A, B: Send>(a: impl FnOnce() -> A, b: impl FnOnce() -> B + Send) -> (A, B) {
    let (shared, mut result) = (Shared::default(), None);
    let a = shared_by(|| {
        rayon::in_place_scope(|scope| {
            scope.spawn(|_| result = Some(shared.run(b)));
            shared.wait_after(a)
        })
    });
    (a, result.expect("a scope ends when all in it has run"))
}

/// Calls `f` with each item, in parallel.
///
/// ```
/// let mut y = [0; 3];
/// let items = y.iter_mut().zip([1, 2, 3]).collect();
/// numeric::par_for_each(items, &|(y, x): (&mut i32, i32)| *y = x * x);
/// assert_eq!(y, [1, 4, 9]);
/// ```
pub fn par_for_each<I: Send>(mut items: Vec<I>, f: &(impl Fn(I) + Sync)) {
    if items.len() <= 1 {
        return items.into_iter().for_each(f);
    }
    let right = items.split_off(items.len() / 2);
    join(|| par_for_each(items, f), || par_for_each(right, f));
}

/// A task that another worker may run.
#[derive(Default)]
struct Shared {
    begun: AtomicBool,
    done: AtomicBool,
}

impl Shared {
    fn run<R>(&self, task: impl FnOnce() -> R) -> R {
        self.begun.store(true, Relaxed);
        let result = task();
        self.done.store(true, Relaxed);
        result
    }

    /// Runs the caller's own task, and then those of others, until the shared one is done or they run
    /// out; after that rayon's wait, which may sleep, ends it.
    fn wait_after<R>(&self, own: impl FnOnce() -> R) -> R {
        let result = own();
        if self.begun.load(Relaxed) {
            work_until(|_| self.done.load(Relaxed));
        }
        result
    }
}

// ANCHOR: help
/// Asks for help with what `f` shares. The request comes first, so that a worker that wakes up
/// finds the shared task from within it.
fn shared_by<R>(f: impl FnOnce() -> R) -> R {
    let caller = rayon::current_thread_index();
    if caller.is_some() && AWAKE.load(Relaxed) + 1 < rayon::current_num_threads() {
        AWAKE.fetch_add(1, Relaxed);
        rayon::spawn(move || {
            // Whoever waits for a task of its own, as the caller does, must not wait here.
            if rayon::current_thread_index() != caller && WAITING.get() == 0 {
                let start = Instant::now();
                work_until(|now| now - start > MAX_AWAKE);
            }
            AWAKE.fetch_sub(1, Relaxed);
        });
    }
    let _waiting = Waiting::begin();
    f()
}
// ANCHOR_END: help

/// Runs tasks of other workers until `done` (it is asked with the time), or until there have been none for
/// a while.
fn work_until(done: impl Fn(Instant) -> bool) {
    let _waiting = Waiting::begin();
    let mut now = Instant::now();
    let mut last = now;
    while !done(now) && now - last <= MAX_IDLE {
        let worked = rayon::yield_now() == Some(rayon::Yield::Executed);
        now = Instant::now();
        if worked {
            last = now;
        } else {
            // Other programs of a busy machine go first.
            thread::yield_now();
        }
    }
}

/// The time in which a thread may be waiting.
struct Waiting;

impl Waiting {
    fn begin() -> Self {
        WAITING.set(WAITING.get() + 1);
        Waiting
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        WAITING.set(WAITING.get() - 1);
    }
}
