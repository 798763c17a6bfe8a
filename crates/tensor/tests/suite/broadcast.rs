//! Broadcasting and summing along the broadcast axes: each is the other's gradient.

use proptest::collection::vec;
use proptest::prelude::*;
use tensor::{Shape, Tensor, broadcast_to, pointwise, sum_to, zip_broadcast};

#[test]
fn broadcast_by_hand() {
    let shape = Shape::from([2, 3]);
    let row = Tensor::new([3], vec![1.0, 2.0, 3.0]);
    assert_eq!(broadcast_to(&row, shape).as_slice(), [1.0, 2.0, 3.0, 1.0, 2.0, 3.0]);
    let column = Tensor::new([2, 1], vec![1.0, 2.0]);
    assert_eq!(broadcast_to(&column, shape).as_slice(), [1.0, 1.0, 1.0, 2.0, 2.0, 2.0]);
    assert_eq!(broadcast_to(&Tensor::scalar(7.0), shape).as_slice(), [7.0; 6]);
    let middle = Tensor::new([2, 1, 2], vec![1.0, 2.0, 3.0, 4.0]);
    let large = broadcast_to(&middle, Shape::from([2, 2, 2]));
    assert_eq!(large.as_slice(), [1.0, 2.0, 1.0, 2.0, 3.0, 4.0, 3.0, 4.0]);
    assert_eq!(broadcast_to(&row, Shape::from([0, 3])).len(), 0);
}

#[test]
fn summed_by_hand() {
    let y = Tensor::new([2, 3], vec![1.0, 2.0, 3.0, 10.0, 20.0, 30.0]);
    assert_eq!(sum_to(y.clone(), Shape::from([3])).as_slice(), [11.0, 22.0, 33.0]);
    assert_eq!(sum_to(y.clone(), Shape::from([2, 1])).as_slice(), [6.0, 60.0]);
    assert_eq!(sum_to(y.clone(), Shape::from([])).as_slice(), [66.0]);
    assert_eq!(sum_to(y, Shape::from([1, 1])).as_slice(), [66.0]);
    // Nothing added up is zero, whatever the memory held before.
    drop(Tensor::full([3], f64::NAN));
    let nothing = sum_to(Tensor::<f64>::zeros([0, 3]), Shape::from([3]));
    assert_eq!(nothing.as_slice(), [0.0; 3]);
}

#[test]
fn a_tensor_that_has_the_shape_is_shared() {
    let x = Tensor::<f32>::zeros([2, 3]);
    assert_eq!(broadcast_to(&x, x.shape()).as_slice().as_ptr(), x.as_slice().as_ptr());
    let address = x.as_slice().as_ptr();
    assert_eq!(sum_to(x, Shape::from([2, 3])).as_slice().as_ptr(), address);
}

/// A shape, and one that can be repeated to it: some axes 1, some in front missing.
fn shapes() -> impl Strategy<Value = (Shape, Shape)> {
    (vec((0..4usize, any::<bool>()), 0..=6), 0..6usize).prop_map(|(axes, missing)| {
        let large: Vec<usize> = axes.iter().map(|axis| axis.0).collect();
        let small = axes.iter().map(|(dim, repeated)| if *repeated { 1 } else { *dim });
        let small: Vec<usize> = small.skip(missing).collect();
        (Shape::new(&small).unwrap(), Shape::new(&large).unwrap())
    })
}

/// Small whole numbers, so that every order of adding gives the same, exact sum.
fn whole(shape: Shape, salt: usize) -> Tensor<f64> {
    let mut i = salt;
    Tensor::from_fn(shape, || {
        i += 1;
        (i * i % 19) as f64 - 9.0
    })
}

fn dot(a: &Tensor<f64>, b: &Tensor<f64>) -> f64 {
    assert_eq!(a.shape(), b.shape());
    a.as_slice().iter().zip(b.as_slice()).map(|(a, b)| a * b).sum()
}

proptest! {
    /// `⟨broadcast_to(x), y⟩ = ⟨x, sum_to(y)⟩` for all `x` and `y`: each is the other's adjoint.
    #[test]
    fn sum_to_is_the_adjoint_of_broadcast_to((small, large) in shapes(), salt in 0..100usize) {
        prop_assert_eq!(small.broadcast("test", large), Ok(large));
        let (x, y) = (whole(small, salt), whole(large, salt + 7));
        let there = broadcast_to(&x, large);
        let back = sum_to(y.clone(), small);
        prop_assert_eq!((there.shape(), back.shape()), (large, small));
        prop_assert_eq!(dot(&there, &y), dot(&x, &back));
    }

    /// In either order: what is repeated may be the left or the right one.
    #[test]
    fn zipped_as_if_both_were_broadcast_before((small, large) in shapes(), salt in 0..100usize) {
        let (x, y) = (whole(small, salt), whole(large, salt + 7));
        let f = |x: f64, y: f64| x - 2.0 * y;
        let both = pointwise!(|x, y| x - (y + y));
        let found = zip_broadcast(x.clone(), &y, both);
        let expected = broadcast_to(&x, large).zip_map(&y, f);
        prop_assert_eq!((found.shape(), found.as_slice()), (large, expected.as_slice()));
        let found = zip_broadcast(y.clone(), &x, both);
        let expected = y.zip_map(&broadcast_to(&x, large), f);
        prop_assert_eq!((found.shape(), found.as_slice()), (large, expected.as_slice()));
    }

    #[test]
    fn every_index_shows_the_element_broadcast_to_it((small, large) in shapes()) {
        let x = whole(small, 3);
        let y = broadcast_to(&x, large);
        let (src, dst) = (small.dims(), large.dims());
        for (position, y) in y.as_slice().iter().enumerate() {
            // The element's coordinates, last axis first; an axis of 1 stays at 0.
            let (mut rest, mut stride, mut index) = (position, 1, 0);
            for (n, dim) in dst.iter().rev().enumerate() {
                if let Some(axis) = src.len().checked_sub(n + 1) {
                    index += if src[axis] == 1 { 0 } else { rest % dim * stride };
                    stride *= src[axis];
                }
                rest /= dim;
            }
            prop_assert_eq!(*y, x.as_slice()[index]);
        }
    }
}

/// In one running sum a million tenths in `f32` miss the total by one per cent.
#[test]
fn a_long_sum_keeps_its_digits() {
    for (from, to) in [
        (Shape::from([1_000_000, 1]), Shape::from([1])),
        (Shape::from([1, 1_000_000]), Shape::from([1, 1])),
        (Shape::from([1_000, 1_000]), Shape::from([])),
        (Shape::from([500_000, 2]), Shape::from([2])),
        (Shape::from([1_000, 1_000]), Shape::from([1_000])),
    ] {
        let y = sum_to(Tensor::full(from, 0.1f32), to);
        let exact = f64::from(0.1f32) * (from.len() / to.len()) as f64;
        let all = y.as_slice().iter().all(|y| (f64::from(*y) / exact - 1.0).abs() < 1e-6);
        assert!(all && y.shape() == to, "{from:?} to {to:?}: {}, not {exact}", y.as_slice()[0]);
    }
}
