//! Sums of a million terms keep their digits, and short ones their order.

use numeric::{block_reduce, block_sum, dot, scatter_add, sum, sum_map};
use rstest::rstest;

/// The error of a sum of equal terms, relative to the exact sum.
fn error(found: f32, term: f32, terms: usize) -> f64 {
    (f64::from(found) / (f64::from(term) * terms as f64) - 1.0).abs()
}

#[rstest]
fn a_million_equal_terms(
    #[values(0.1, 0.3, 0.7, 1e-30, -3.3e30)] term: f32,
    #[values(1_000_000, 999_999, 65_537, 65_536, 65_535, 1_025)] terms: usize,
) {
    let x = vec![term; terms];
    let [mut blocks, mut scattered] = [[f32::NAN]; 2];
    block_sum(terms, &mut blocks, &mut |block, partial| {
        x[block].iter().for_each(|x| partial[0] += x)
    });
    scatter_add(&x, &vec![0; terms], 1, &mut scattered);
    for (name, found) in [
        ("sum", sum(&x)),
        ("dot", dot(&x, &vec![1.0; terms])),
        ("sum_map", sum_map([&x], [0.5], &|[x], [half]| (x * half) * 2.0)),
        ("block_sum", blocks[0]),
        ("scatter_add", scattered[0]),
    ] {
        assert!(error(found, term, terms) <= 1e-6, "{name}: {found}");
    }
}

/// Each term a power of two of its own: no other one can stand in for it, and every sum is exact.
#[rstest]
fn every_term_is_added_once(#[values(0, 1, 63, 64, 65, 127, 128, 129, 640, 1_000)] terms: usize) {
    let term = |i: usize| 2f64.powi((i % 40) as i32);
    let expected: f64 = (0..terms).map(term).sum();
    let mut total = [f64::NAN; 3];
    let mut next = 0;
    block_sum(terms, &mut total, &mut |block, partial| {
        assert_eq!(block.start, next, "the blocks come in order");
        next = block.end;
        block.for_each(|i| partial.iter_mut().for_each(|sum| *sum += term(i)));
    });
    assert_eq!((total, next), ([expected; 3], terms));
}

/// Up to a block the order is that of the terms.
#[test]
fn a_short_sum_is_a_running_sum() {
    let x: Vec<f32> = (0..64).map(|i| 0.1 + i as f32 * 0.37).collect();
    let mut total = [f32::NAN];
    block_sum(64, &mut total, &mut |block, partial| x[block].iter().for_each(|x| partial[0] += x));
    assert_eq!(total[0], x.iter().fold(0.0, |total, x| total + x));
    scatter_add(&x, &[0; 64], 1, &mut total);
    assert_eq!(total[0], x.iter().fold(0.0, |total, x| total + x));
}

#[test]
fn any_reduction_meets_every_term() {
    for at in [0, 63, 64, 500, 999] {
        let mut max = [f32::NAN; 2];
        let join = |x: &mut [f32], y: &[f32]| x.iter_mut().zip(y).for_each(|(x, y)| *x = x.max(*y));
        let reduce = &mut |block: std::ops::Range<usize>, max: &mut [f32]| {
            max.fill(if block.contains(&at) { 7.0 } else { 1.0 });
        };
        block_reduce(1000, &mut max, reduce, &join);
        assert_eq!(max, [7.0; 2], "{at}");
    }
}

#[test]
fn rows_go_to_the_row_of_their_index() {
    let src: Vec<f64> = (0..2 * 1000).map(|i| f64::from(i % 97)).collect();
    let indices: Vec<usize> = (0..1000).map(|i| i * i % 5).collect();
    let mut expected = [0.0; 12];
    for (row, index) in indices.iter().enumerate() {
        (0..2).for_each(|i| expected[2 * index + i] += src[2 * row + i]);
    }
    let mut found = [f64::NAN; 12];
    scatter_add(&src, &indices, 2, &mut found);
    assert_eq!(found, expected);
}
