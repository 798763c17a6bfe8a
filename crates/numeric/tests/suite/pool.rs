//! The pool of memory.

use numeric::Pool;

#[test]
fn a_block_comes_back_to_who_asks_for_its_length() {
    let pool = Pool::new();
    assert_eq!(pool.take(3), None::<Vec<i32>>);
    assert_eq!(pool.misses(), 1);
    pool.put(vec![7; 3]);
    pool.put(vec![8; 4]);
    assert_eq!(pool.take(4), Some(vec![8; 4]));
    assert_eq!(pool.take(4), None, "it was given away");
    assert_eq!(pool.take(3), Some(vec![7; 3]));
    assert_eq!(pool.misses(), 2);
}

#[test]
fn the_last_block_given_back_is_the_first_given_out() {
    let pool = Pool::new();
    pool.put(vec![1]);
    pool.put(vec![2]);
    // What was used last is still in the processor's cache.
    assert_eq!([pool.take(1), pool.take(1), pool.take(1)], [Some(vec![2]), Some(vec![1]), None]);
}

/// Blocks of nothing are free, whatever their number: so the limit can be reached.
#[test]
fn what_is_beyond_the_limit_is_let_go() {
    const LIMIT: usize = 1 << 28;
    let pool = Pool::new();
    pool.put(vec![(); LIMIT - 1]);
    pool.put(vec![(); 2]);
    assert_eq!(pool.take(2), None, "one too many");
    pool.put(vec![(); 1]);
    assert_eq!(pool.take(1), Some(vec![()]), "just as many as may wait");
    assert!(pool.take(LIMIT - 1).is_some());
    // What was taken out makes room again.
    pool.put(vec![(); LIMIT]);
    assert!(pool.take(LIMIT).is_some());
}

#[test]
fn threads_share_a_pool_without_losing_a_block() {
    let pool = Pool::new();
    (0..8).for_each(|i| pool.put(vec![i; 16]));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..500 {
                    let block = pool.take(16).expect("never more than four of eight are out");
                    assert!(block.iter().all(|x| *x == block[0]));
                    pool.put(block);
                }
            });
        }
    });
    let mut all: Vec<i32> = (0..8).map(|_| pool.take(16).unwrap()[0]).collect();
    all.sort();
    assert_eq!(all, [0, 1, 2, 3, 4, 5, 6, 7]);
    assert_eq!((pool.take(16), pool.misses()), (None, 1));
}
