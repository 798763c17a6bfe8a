//! Two axes swapped.

use crate::blame::panic_of;
use proptest::collection::vec;
use proptest::prelude::*;
use rstest::rstest;
use tensor::{Shape, Tensor, transpose};

fn counting(shape: Shape) -> Tensor<f64> {
    let mut n = 0.0;
    Tensor::from_fn(shape, || {
        n += 1.0;
        n
    })
}

#[test]
fn by_hand() {
    let x = counting(Shape::from([2, 3]));
    let y = transpose(&x, 0, 1);
    assert_eq!(
        (y.as_slice(), y.shape()),
        (&[1.0, 4.0, 2.0, 5.0, 3.0, 6.0][..], Shape::from([3, 2]))
    );
    assert_eq!(y.as_matrix(), x.as_matrix().transpose());
    let z = transpose(&counting(Shape::from([2, 2, 2])), 0, 2);
    assert_eq!(z.as_slice(), [1.0, 5.0, 3.0, 7.0, 2.0, 6.0, 4.0, 8.0]);
    let heads = transpose(&counting(Shape::from([1, 2, 2, 2])), 1, 2);
    assert_eq!(heads.as_slice(), [1.0, 2.0, 5.0, 6.0, 3.0, 4.0, 7.0, 8.0]);
}

/// A shape and two of its axes.
fn shape_and_axes() -> impl Strategy<Value = (Shape, usize, usize)> {
    (vec(0..4usize, 1..=6), 0..6usize, 0..6usize)
        .prop_map(|(dims, a, b)| (Shape::new(&dims).unwrap(), a % dims.len(), b % dims.len()))
}

proptest! {
    #[test]
    fn twice_is_not_at_all((shape, a, b) in shape_and_axes()) {
        let x = counting(shape);
        let y = transpose(&x, a, b);
        prop_assert_eq!(y.shape(), shape.with_dim(a, shape.dims()[b]).with_dim(b, shape.dims()[a]));
        let back = transpose(&y, b, a);
        prop_assert_eq!((back.shape(), back.as_slice()), (x.shape(), x.as_slice()));
    }

    #[test]
    fn every_element_is_at_its_swapped_coordinates((shape, a, b) in shape_and_axes()) {
        let x = counting(shape);
        let y = transpose(&x, a, b);
        for (position, value) in x.as_slice().iter().enumerate() {
            let (mut rest, mut coordinates) = (position, vec![0; shape.rank()]);
            for axis in (0..shape.rank()).rev() {
                coordinates[axis] = rest % shape.dims()[axis];
                rest /= shape.dims()[axis];
            }
            coordinates.swap(a, b);
            let along = coordinates.iter().zip(y.shape().dims().to_vec());
            let there = along.fold(0, |position, (i, dim)| position * dim + i);
            prop_assert_eq!(y.as_slice()[there], *value);
        }
    }
}

#[rstest]
#[case(Shape::from([2, 3]), 0, 2, "transpose: [2, 3] has no axes 0 and 2")]
#[case(Shape::from([2, 3]), 5, 0, "transpose: [2, 3] has no axes 5 and 0")]
#[case(Shape::from([]), 0, 0, "transpose: [] has no axes 0 and 0")]
fn axes_that_are_not_there(
    #[case] shape: Shape,
    #[case] a: usize,
    #[case] b: usize,
    #[case] message: &str,
) {
    let panic = panic_of(|| transpose(&counting(shape), a, b));
    assert_eq!(panic.message, message);
    assert!(panic.file.ends_with("tests/suite/transpose.rs"), "reported at {}", panic.file);
}
