use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, cpu_time, guarded, small_integers};
use std::hint::black_box;
use std::time::Duration;

/// How many times as fast as the definition it has to be.
const TIMES: f64 = 3.0;

/// How often both are timed, and how many products of `LENGTH` elements each time. A round takes less than half a
/// millisecond: there are so many that a few of them meet a processor that does nothing else.
const ROUNDS: usize = 100;
const PRODUCTS: usize = 200;

/// The elements that are measured: both slices together are 16 KB, and stay in the first cache.
const LENGTH: usize = 2048;

/// The dot product as you found it: what your time is measured against.
fn by_definition(x: &[f32], y: &[f32]) -> f32 {
    let mut sum = 0.0;
    for (x, y) in x.iter().zip(y) {
        sum += x * y;
    }
    sum
}

/// Two slices of small integers, whose sums are exact in any order.
fn integers(len: usize, salt: usize) -> [Vec<f32>; 2] {
    [small_integers(len, salt), small_integers(len, salt + 4)]
}

/// The reader's dot product.
fn product(x: &[f32], y: &[f32]) -> f32 {
    guarded(|| format!("two slices of {} elements", x.len()), || dot(x, y))
}

/// Asserts that the product of integers is exact, and names the slip if it can.
#[track_caller]
fn check(len: usize) {
    let [x, y] = integers(len, 3);
    let exact = by_definition(&x, &y);
    let name = format!("the dot product of {len} elements");
    let mismatch = compare(&name, &[], &[product(&x, &y)], &[exact], Tolerance::EXACT);
    // Which elements count, each with its weight: a dot product is linear in x.
    let mut x = vec![0.0; len];
    let weight = |x: &mut Vec<f32>, i: usize| {
        x[i] = 1.0;
        let found = product(x, &vec![1.0; len]);
        x[i] = 0.0;
        found
    };
    assert_or_name_slip(mismatch, || {
        let weights: Vec<f32> = (0..len).map(|i| weight(&mut x, i)).collect();
        let lost = weights.iter().rev().take_while(|weight| **weight == 0.0).count();
        if lost == len {
            Some(
                "no element counts: is there something for slices that are shorter than your array?",
            )
        } else if lost > 0 && lost + 1 < len {
            Some("the last elements do not count, those that fill no whole piece: add the rest")
        } else if weights.contains(&0.0) {
            Some("some sums are lost on the way: add up all of them")
        } else if weights.last().is_some_and(|last| *last > 1.0) {
            Some("the last elements count twice, in a piece and in the rest")
        } else {
            None
        }
    });
}

/// Both are timed in turns, by the time that the processor spends on them, and of each the best time
/// counts: what else the machine does decides nothing.
#[test]
fn it_is_three_times_as_fast() {
    let mut best = [Duration::MAX; 2];
    let timed = |dot: &dyn Fn(&[f32], &[f32]) -> f32, x: &mut [f32], y: &[f32]| {
        cpu_time(|| {
            for turn in 0..PRODUCTS {
                // No two products are of the same elements.
                x[turn] += 1.0;
                black_box(dot(black_box(x), black_box(y)));
            }
        })
    };
    for turn in 0..ROUNDS {
        let [mut x, y] = integers(LENGTH, turn);
        let times = [timed(&by_definition, &mut x, &y), timed(&dot, &mut x, &y)];
        best = [best[0].min(times[0]), best[1].min(times[1])];
    }
    let [definition, yours] = best.map(|time| 1e9 * time.as_secs_f64() / PRODUCTS as f64);
    let times = definition / yours;
    let note = match times {
        ..0.8 => {
            "something costs more than before: does each element look up its sum, as in `sums[i % n]`? Take pieces as long as the array, one element for each sum"
        }
        0.8..1.3 => {
            "each addition still waits for the one before (are the sums different variables?), or each element has a check of bounds (`zip` of two pieces has none)"
        }
        _ => "that helps; take more sums, in an array whose length the compiler knows",
    };
    assert!(
        times >= TIMES,
        "Yours takes {yours:.0} ns of the processor for 2048 products, the definition {definition:.0} ns: it \
         is {times:.1} times as fast, expected at least {TIMES}; {note}"
    );
}

#[test]
fn every_element_counts_once() {
    for len in (0..=40).chain([63, 64, 65, 100, 127, 128, 129, 255, 1000, 2048]) {
        check(len);
    }
}

/// Against sums in `f64`. The error of a sum of `n` terms is at most about `n` roundings of the sum of their
/// magnitudes, however they are added up; roundings of either sign add up to about `√n` of them.
#[test]
fn the_error_is_that_of_rounding() {
    for len in [10, 1000, 100_000] {
        let [x, y] = integers(len, 1).map(|values| {
            let mut at = 0.0;
            let shift = |value: f32| {
                at += 1.0;
                value / 3.0 + (at % 17.0) / 10.0
            };
            values.into_iter().map(shift).collect::<Vec<f32>>()
        });
        let products = || x.iter().zip(&y).map(|(x, y)| f64::from(*x) * f64::from(*y));
        let (exact, magnitude) = (products().sum::<f64>(), products().map(f64::abs).sum::<f64>());
        let error = |y: f32| (f64::from(y) - exact).abs() / magnitude;
        let (yours, before) = (error(product(&x, &y)), error(by_definition(&x, &y)));
        let limit = 4.0 * (len as f64).sqrt() * f64::from(f32::EPSILON / 2.0);
        assert!(
            yours <= limit,
            "{len} elements: the error is {yours:.1e} of the sum of the magnitudes, it was {before:.1e} before, and \
             {limit:.1e} is allowed; are elements missing, or is something rounded to fewer bits?"
        );
    }
}

#[test]
fn a_nan_is_not_lost() {
    for at in [0, 31, 32, 69] {
        let (mut x, y) = (vec![1.0; 70], vec![1.0; 70]);
        x[at] = f32::NAN;
        let found = product(&x, &y);
        assert!(found.is_nan(), "element {at} of 70 is NaN, but the product is {found}");
    }
}
