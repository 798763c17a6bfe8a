//! The pool of buffers.

use numeric::Pool;

#[test]
fn a_buffer_is_reused_for_its_length() {
    let pool = Pool::new();
    assert_eq!(pool.acquire(3), None::<Vec<i32>>);
    assert_eq!(pool.allocations(), 1);
    pool.release(vec![7; 3]);
    pool.release(vec![8; 4]);
    assert_eq!(pool.acquire(4), Some(vec![8; 4]));
    assert_eq!(pool.acquire(4), None, "it was given away");
    assert_eq!(pool.acquire(3), Some(vec![7; 3]));
    assert_eq!(pool.allocations(), 2);
}

#[test]
fn the_last_buffer_released_is_the_first_acquired() {
    let pool = Pool::new();
    pool.release(vec![1]);
    pool.release(vec![2]);
    // What was used last is still in the processor's cache.
    assert_eq!(
        [pool.acquire(1), pool.acquire(1), pool.acquire(1)],
        [Some(vec![2]), Some(vec![1]), None]
    );
}

/// Elements of no size take no memory: so the limit can be reached.
#[test]
fn beyond_the_limit_buffers_are_freed() {
    const LIMIT: usize = 1 << 28;
    let pool = Pool::new();
    pool.release(vec![(); LIMIT - 1]);
    pool.release(vec![(); 2]);
    assert_eq!(pool.acquire(2), None, "one too many");
    pool.release(vec![(); 1]);
    assert_eq!(pool.acquire(1), Some(vec![()]), "exactly the limit");
    assert!(pool.acquire(LIMIT - 1).is_some());
    // What was acquired makes room again.
    pool.release(vec![(); LIMIT]);
    assert!(pool.acquire(LIMIT).is_some());
}

#[test]
fn threads_share_a_pool_without_losing_a_buffer() {
    let pool = Pool::new();
    (0..8).for_each(|i| pool.release(vec![i; 16]));
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
