//! The pool of buffers.

use numeric::{Pool, SPARE, buffer_len};

/// A buffer for this many elements.
fn buffer<T: Clone>(value: T, len: usize) -> Vec<T> {
    vec![value; len + SPARE]
}

#[test]
fn a_buffer_is_reused_for_its_length() {
    let pool = Pool::new();
    assert_eq!(pool.acquire(3), None::<Vec<i32>>);
    assert_eq!(pool.allocations(), 1);
    pool.release(buffer(7, 3));
    pool.release(buffer(8, 4));
    assert_eq!(pool.acquire(4), Some(buffer(8, 4)));
    assert_eq!(pool.acquire(4), None, "it was given away, and the other is too short");
    assert_eq!(pool.acquire(3), Some(buffer(7, 3)));
    assert_eq!(pool.allocations(), 2);
}

#[test]
fn the_last_buffer_released_is_the_first_acquired() {
    let pool = Pool::new();
    pool.release(buffer(1, 1));
    pool.release(buffer(2, 1));
    // What was used last is still in the processor's cache.
    assert_eq!(
        [pool.acquire(1), pool.acquire(1), pool.acquire(1)],
        [Some(buffer(2, 1)), Some(buffer(1, 1)), None]
    );
}

/// Batches of sentences of varying length, each at most as long as one that was seen.
#[test]
fn a_longer_buffer_serves_if_there_is_none_of_the_length() {
    let pool = Pool::new();
    pool.release(buffer(7, 100));
    pool.release(buffer(8, 1000));
    // A buffer of any length serves the size class below it: 100 elements are one of 96.
    assert_eq!(
        pool.acquire(97).map(|it| it.len()),
        Some(1000 + SPARE),
        "the shortest that is long enough"
    );
    assert_eq!(pool.acquire(2).map(|it| it.len()), Some(100 + SPARE));
    assert_eq!(pool.acquire(1), None::<Vec<i32>>);
    pool.release(vec![9; SPARE]);
    assert_eq!(pool.acquire(1), None, "a buffer without more serves nobody");
    pool.release(Vec::new());
    assert_eq!(pool.acquire(1), None, "an empty buffer serves nobody");
}

#[test]
fn a_size_class_is_at_most_a_quarter_too_long() {
    let size_class = |len| buffer_len(len) - SPARE;
    let mut classes: Vec<usize> = (1..5000).map(size_class).collect();
    for (len, class) in (1..).zip(&classes) {
        assert!(len <= *class && 4 * class <= 5 * len + 4, "{len}: {class}");
        assert_eq!(size_class(*class), *class);
    }
    assert!(classes.is_sorted());
    classes.dedup();
    assert_eq!(classes[..14], [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24]);
    // From one power of two to the next there are four, each of its own list.
    let pool = Pool::new();
    classes.iter().for_each(|len| pool.release(buffer(*len, *len)));
    assert!(classes.iter().all(|len| pool.acquire(len - len / 8) == Some(buffer(*len, *len))));
}

/// Elements of no size take no memory: so the limit can be reached.
#[test]
fn beyond_the_limit_buffers_are_freed() {
    const LIMIT: usize = 1 << 28;
    let pool = Pool::new();
    pool.release(vec![(); LIMIT - 1]);
    pool.release(buffer((), 2));
    let longest = pool.acquire(LIMIT / 2).map(|it| it.len());
    assert_eq!(longest, Some(LIMIT - 1), "it was within the limit");
    assert!(pool.acquire(2).is_none(), "the other was not");
    // What was acquired makes room again.
    pool.release(vec![(); LIMIT - 1 - SPARE]);
    pool.release(buffer((), 1));
    assert!(pool.acquire(1) == Some(buffer((), 1)), "exactly the limit");
    assert!(pool.acquire(LIMIT / 2).is_some());
    pool.release(vec![(); LIMIT]);
    assert!(pool.acquire(LIMIT / 2).is_some());
}

#[test]
fn threads_share_a_pool_without_losing_a_buffer() {
    let pool = Pool::new();
    (0..8).for_each(|i| pool.release(buffer(i, 16)));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..500 {
                    let buffer = pool.acquire(16).expect("never more than four of eight are out");
                    assert!(buffer.iter().all(|x| *x == buffer[0]));
                    pool.release(buffer);
                }
            });
        }
    });
    let mut all: Vec<i32> = (0..8).map(|_| pool.acquire(16).unwrap()[0]).collect();
    all.sort();
    assert_eq!(all, [0, 1, 2, 3, 4, 5, 6, 7]);
    assert_eq!((pool.acquire(16), pool.allocations()), (None, 1));
}
