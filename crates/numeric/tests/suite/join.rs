//! Two tasks at once: what they return, where they run, and that none is waited for in vain.

use numeric::{join, join_in_place, par_for_each};
use rstest::rstest;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

/// Runs `f` in a pool of `threads` threads.
fn with_threads<R: Send>(threads: usize, f: impl FnOnce() -> R + Send) -> R {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(f)
}

/// The numbers of a range, added by halves of halves, each of which takes a while.
fn sum(range: std::ops::Range<usize>) -> usize {
    if range.len() == 1 {
        thread::sleep(Duration::from_micros(20));
        return range.start;
    }
    let middle = range.start + range.len() / 2;
    let (left, right) = join(|| sum(range.start..middle), || sum(middle..range.end));
    left + right
}

#[rstest]
fn nested_tasks_return_what_they_compute(#[values(1, 2, 3, 8)] threads: usize) {
    for len in [1, 2, 3, 64, 257] {
        assert_eq!(with_threads(threads, || sum(0..len)), len * (len - 1) / 2);
    }
}

#[test]
fn outside_of_a_pool_too() {
    assert_eq!(sum(0..20), 190);
    assert_eq!(join_in_place(|| sum(0..20), || sum(0..3)), (190, 3));
}

/// Workers that stay awake for one training take tasks of another, which must not wait for the first.
#[rstest]
fn many_at_a_time_in_one_pool_all_end(#[values(2, 3)] threads: usize) {
    let done = AtomicUsize::new(0);
    with_threads(threads, || {
        rayon::scope(|scope| {
            for _ in 0..20 {
                scope.spawn(|_| {
                    for _ in 0..20 {
                        join_in_place(|| sum(0..5), || sum(0..4));
                    }
                    done.fetch_add(1, Relaxed);
                });
            }
        });
    });
    assert_eq!(done.into_inner(), 20);
}

#[rstest]
fn the_first_of_two_stays_on_its_thread(#[values(1, 2)] threads: usize) {
    with_threads(threads, || {
        let here = thread::current().id();
        for _ in 0..100 {
            let (there, _) = join_in_place(|| thread::current().id(), || sum(0..2));
            assert_eq!(there, here);
        }
    });
}

/// A panic of either task reaches the caller, who can go on afterwards.
#[rstest]
fn a_panic_reaches_the_caller(#[values(1, 2)] threads: usize, #[values(0, 1)] which: usize) {
    with_threads(threads, || {
        for in_place in [false, true] {
            let task = |i: usize| {
                thread::sleep(Duration::from_micros(50));
                assert!(i != which, "task {i} fails");
            };
            let both = || match in_place {
                true => join_in_place(|| task(0), || task(1)),
                false => join(|| task(0), || task(1)),
            };
            let panic = catch_unwind(AssertUnwindSafe(both)).expect_err("one of them fails");
            let message = panic.downcast_ref::<String>().map_or("", |message| message);
            assert_eq!(message, format!("task {which} fails"));
            assert_eq!(sum(0..9), 36);
        }
    });
}

#[rstest]
fn each_item_is_given_once(#[values(0, 1, 2, 7, 100)] len: usize, #[values(1, 3)] threads: usize) {
    let mut counts = vec![0; len];
    with_threads(threads, || {
        let items = counts.iter_mut().enumerate().collect();
        par_for_each(items, &|(i, count): (usize, &mut usize)| *count += i + 1);
    });
    assert_eq!(counts, (1..=len).collect::<Vec<_>>());
}
