//! Elements read at strides, and written there: orders of axes, steps in both directions.

use crate::blame::panic_of;
use proptest::collection::vec;
use proptest::prelude::*;
use rstest::rstest;
use tensor::{Shape, Tensor, permute, strided, write_strided};

fn counting(shape: Shape) -> Tensor<f64> {
    let mut n = 0.0;
    Tensor::from_fn(shape, || {
        n += 1.0;
        n
    })
}

/// The element of `x` at these coordinates.
fn at(x: &Tensor<f64>, coordinates: &[usize]) -> f64 {
    let along = coordinates.iter().zip(x.shape().dims().to_vec());
    x.as_slice()[along.fold(0, |index, (i, dim)| index * dim + i)]
}

/// Asserts that the permuted tensor has each element at its permuted coordinates.
fn check(dims: &[usize], axes: &[usize]) {
    let x = counting(Shape::new(dims).unwrap());
    let y = permute(&x, axes);
    let permuted: Vec<usize> = axes.iter().map(|axis| dims[*axis]).collect();
    assert_eq!(y.shape().dims(), permuted);
    for index in 0..y.len() {
        let (mut rest, mut there) = (index, vec![0; axes.len()]);
        let mut here = there.clone();
        for i in (0..axes.len()).rev() {
            here[i] = rest % permuted[i];
            there[axes[i]] = here[i];
            rest /= permuted[i];
        }
        assert_eq!(at(&y, &here), at(&x, &there), "{dims:?} as {axes:?}, {here:?}");
    }
}

/// Large enough for whole blocks, with remainders on both sides, and for several chunks.
#[rstest]
#[case::matrix(&[70, 83], &[1, 0])]
#[case::exact_blocks(&[64, 32], &[1, 0])]
#[case::channels_last(&[2, 35, 6, 7], &[0, 2, 3, 1])]
#[case::channels_first(&[2, 6, 7, 35], &[0, 3, 1, 2])]
#[case::heads(&[3, 20, 4, 33], &[0, 2, 1, 3])]
#[case::reversed(&[17, 18, 19], &[2, 1, 0])]
#[case::rotated(&[17, 18, 19], &[1, 2, 0])]
#[case::six(&[2, 3, 4, 2, 3, 17], &[5, 0, 3, 1, 4, 2])]
#[case::cut_into_chunks(&[300, 500], &[1, 0])]
#[case::not_at_all(&[5, 6], &[0, 1])]
#[case::scalar(&[], &[])]
fn orders_of_axes(#[case] dims: &[usize], #[case] axes: &[usize]) {
    check(dims, axes);
}

#[test]
fn steps_by_hand() {
    let x = counting(Shape::from([3, 4]));
    let block = strided(&x, Shape::from([2, 2]), 11, &[-8, -2]);
    assert_eq!(block.as_slice(), [12.0, 10.0, 4.0, 2.0]);
    let windows = strided(&x, Shape::from([3, 2]), 0, &[1, 1]);
    assert_eq!(windows.as_slice(), [1.0, 2.0, 2.0, 3.0, 3.0, 4.0]);
    assert_eq!(strided(&x, Shape::from([0, 9]), 99, &[5, 5]).len(), 0);
    let mut back = Tensor::zeros([3, 4]);
    write_strided(&mut back, 11, &[-8, -2], &block);
    let expected = [0.0, 2.0, 0.0, 4.0, 0.0, 0.0, 0.0, 0.0, 0.0, 10.0, 0.0, 12.0];
    assert_eq!(back.as_slice(), expected);
}

proptest! {
    #[test]
    fn every_order_of_axes(dims in vec(0..5usize, 1..=6), order in 0..720usize) {
        let (mut left, mut rest) = ((0..dims.len()).collect::<Vec<_>>(), order);
        let axes: Vec<usize> = (1..=dims.len()).rev().map(|n| {
            let axis = left.remove(rest % n);
            rest /= n;
            axis
        }).collect();
        check(&dims, &axes);
    }

    /// What is read at strides and written back to the same ones is where it was.
    #[test]
    fn writing_undoes_reading(
        n in 1..6usize, m in 1..6usize, step in 1..3isize, down in any::<bool>()
    ) {
        let x = counting(Shape::from([12, 12]));
        let (row, start) = if down { (-12 * step, 143 - 12 + 1) } else { (12 * step, 0) };
        let y = strided(&x, Shape::from([n, m]), start, &[row, step]);
        let mut back = Tensor::zeros([12, 12]);
        write_strided(&mut back, start, &[row, step], &y);
        prop_assert_eq!(back.as_slice().iter().filter(|x| **x != 0.0).count(), n * m);
        let kept = |(back, x): (&f64, &f64)| *back == 0.0 || back == x;
        prop_assert!(back.as_slice().iter().zip(x.as_slice()).all(kept));
    }
}

#[test]
fn mistakes_are_named_at_the_callers_line() {
    let x = counting(Shape::from([2, 3]));
    let messages: [(&dyn Fn(), &str); 5] = [
        (&|| drop(permute(&x, &[0, 2])), "permute: [0, 2] does not name each axis of [2, 3] once"),
        (&|| drop(permute(&x, &[1, 1])), "permute: [1, 1] does not name each axis of [2, 3] once"),
        (
            &|| drop(strided(&x, Shape::from([3]), 0, &[3])),
            "strided: [3] from 0 on in steps of [3] leaves [2, 3]",
        ),
        (
            &|| drop(strided(&x, Shape::from([3]), 1, &[-1])),
            "strided: [3] from 1 on in steps of [-1] leaves [2, 3]",
        ),
        (&|| drop(strided(&x, Shape::from([3]), 1, &[])), "strided: 0 strides for 1 axes"),
    ];
    for (mistake, message) in messages {
        let panic = panic_of(mistake);
        assert_eq!(panic.message, message);
        assert!(panic.file.ends_with("tests/suite/strided.rs"), "reported at {}", panic.file);
    }
}
