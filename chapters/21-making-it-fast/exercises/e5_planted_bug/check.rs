use super::exercise::*;
use check::guarded;
use std::collections::HashSet;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

/// Numbers of threads that a machine may have.
const THREADS: [usize; 6] = [1, 2, 3, 4, 7, 16];

/// Numbers of very different magnitude: another order of adding gives other bits.
fn values(len: usize) -> Vec<f32> {
    let value = |i: usize| {
        let small = ((i * 7919 + 13) % 1009) as f32 / 97.0;
        if i.is_multiple_of(389) { small * 3e5 } else { small - 5.0 }
    };
    (0..len).map(value).collect()
}

fn in_order(x: &[f32]) -> f32 {
    x.iter().fold(0.0, |total, x| total + x)
}

/// The sum in blocks, as the statement has it.
fn by_blocks(x: &[f32]) -> f32 {
    x.chunks(BLOCK).fold(0.0, |total, block| total + in_order(block))
}

/// The reader's sum, and which elements each call of `sum` was given: from where, how many.
fn called(x: &[f32], threads: usize) -> (f32, Vec<[usize; 2]>) {
    let calls = Mutex::new(Vec::new());
    let sum = |block: &[f32]| {
        let start = (block.as_ptr() as usize - x.as_ptr() as usize) / size_of::<f32>();
        calls.lock().expect("no call panics").push([start, block.len()]);
        in_order(block)
    };
    let given = || format!("{} elements, {threads} threads", x.len());
    let total = guarded(given, || parallel_sum(x, threads, &sum));
    let mut calls = calls.into_inner().expect("no call panics");
    calls.retain(|[_, len]| *len > 0);
    calls.sort_unstable();
    (total, calls)
}

/// Asserts that the blocks are those of the statement.
#[track_caller]
fn check_blocks(len: usize, threads: usize) {
    let (total, calls) = called(&vec![1.0; len], threads);
    let about = format!("{len} ones, {threads} threads");
    let mut next = 0;
    for [start, count] in &calls {
        assert!(
            *start >= next,
            "{about}: elements {start} to {} are in two blocks",
            next.min(start + count) - 1
        );
        assert!(*start == next, "{about}: elements {next} to {} are in no block", start - 1);
        next = start + count;
    }
    assert!(
        next == len,
        "{about}: elements {next} to {} are in no block, and the sum is {total}; are the last ones \
         forgotten, that fill no whole part?",
        len - 1
    );
    for (number, [start, count]) in calls.iter().enumerate() {
        let expected = [number * BLOCK, BLOCK.min(len - (number * BLOCK).min(len))];
        assert!(
            [*start, *count] == expected,
            "{about}: block {number} begins at element {start} and has {count} elements, expected {} and {}; \
             does the number of threads decide where a block begins?",
            expected[0],
            expected[1]
        );
    }
    assert!(total == len as f32, "{about}: every element is in one block, but the sum is {total}");
}

#[test]
fn every_element_is_in_one_block() {
    for threads in THREADS {
        for len in [1000, 1001, 2500, 7000, 40_123] {
            check_blocks(len, threads);
        }
    }
}

#[test]
fn the_sum_has_the_same_bits_for_any_number_of_threads() {
    for len in [999, 2500, 40_123] {
        let x = values(len);
        let expected = by_blocks(&x);
        for threads in THREADS {
            let (found, _) = called(&x, threads);
            assert!(
                found.to_bits() == expected.to_bits(),
                "{len} elements, {threads} threads: the sum is {found:?}, expected {expected:?}, to the bit; do the \
                 threads decide what is added to what?"
            );
        }
    }
}

/// The first block takes longest: added as they come in, the sums would be in another order.
#[test]
fn it_does_not_matter_which_thread_is_done_first() {
    let x = vec![1.0; 3 * BLOCK];
    // 1e8 + 1 is 1e8 again in `f32`: what is added last decides.
    let sum = |block: &[f32]| match (block.as_ptr() as usize - x.as_ptr() as usize) / BLOCK {
        0 => {
            thread::sleep(Duration::from_millis(60));
            1e8
        }
        start if start == size_of::<f32>() => -1e8,
        _ => 1.0,
    };
    let found = guarded(|| "3000 elements, 3 threads".into(), || parallel_sum(&x, 3, &sum));
    assert!(
        found == 1.0,
        "3000 elements, 3 threads, and the first block takes longest: the sums of the blocks are 1e8, −1e8 and 1, \
         in this order 1 in all, but the sum is {found:?}; are they added as they come in?"
    );
}

#[test]
fn the_work_is_shared() {
    let x = values(8 * BLOCK);
    let workers = Mutex::new(HashSet::new());
    let sum = |block: &[f32]| {
        thread::sleep(Duration::from_millis(30));
        workers.lock().expect("no call panics").insert(thread::current().id());
        in_order(block)
    };
    guarded(|| "8000 elements, 4 threads".into(), || parallel_sum(&x, 4, &sum));
    let count = workers.into_inner().expect("no call panics").len();
    assert!(
        (2..=4).contains(&count),
        "8000 elements, 4 threads: {count} threads called `sum`, expected 4{}",
        if count == 1 {
            ": one thread does all the work"
        } else {
            ": there are more threads than were asked for (one for each block?)"
        }
    );
}

#[test]
fn threads_that_are_too_many_have_nothing_to_do() {
    for (len, threads) in [(1, 2), (1500, 7), (1000, 3), (3001, 16)] {
        check_blocks(len, threads);
    }
}

#[test]
fn a_single_thread_was_right_and_still_is() {
    for len in [1, 2, 500, BLOCK] {
        check_blocks(len, 1);
    }
}

#[test]
fn nothing_adds_up_to_nothing() {
    for threads in THREADS {
        let (total, calls) = called(&[], threads);
        assert!(
            total == 0.0 && calls.is_empty(),
            "no elements, {threads} threads: the sum is {total}"
        );
    }
}
