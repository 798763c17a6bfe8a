//! Tensors: made, shared, changed, looked at.

use crate::blame::panic_of;
use numeric::matrix;
use rstest::rstest;
use tensor::{ALIGNMENT, Float, Shape, Tensor};

fn counting(shape: impl Into<Shape>) -> Tensor<f64> {
    let mut n = 0.0;
    Tensor::from_fn(shape, || {
        n += 1.0;
        n
    })
}

/// More than the machine has, and more than any machine could have.
#[rstest]
fn a_tensor_that_no_memory_holds_is_a_panic_and_no_abort(
    #[values([1 << 40, 1 << 20], [1 << 33, 1 << 30], [1, usize::MAX])] dims: [usize; 2],
) {
    let makers: [fn([usize; 2]) -> Tensor<f32>; 4] = [
        |dims| Tensor::zeros(dims),
        |dims| Tensor::full(dims, 1.0),
        |dims| Tensor::empty(dims),
        |dims| Tensor::scalar(0.0).new_empty(dims),
    ];
    for make in makers {
        let panic = panic_of(|| make(dims));
        let shape = format!("{:?}", Shape::from(dims));
        assert!(panic.message.contains("there is no memory for the"), "{panic:?}");
        assert!(panic.message.ends_with(&shape), "{panic:?} should name {shape}");
        assert!(panic.file.ends_with("tests/suite/tensor.rs"), "blamed on {}", panic.file);
    }
}

#[test]
fn tensors_begin_as_they_are_told() {
    assert_eq!(Tensor::new([2, 2], vec![1.0, 2.0, 3.0, 4.0]).as_slice(), [1.0, 2.0, 3.0, 4.0]);
    assert_eq!(Tensor::full([2, 3], 7.0f32).as_slice(), [7.0; 6]);
    assert_eq!(Tensor::<f64>::zeros([3]).as_slice(), [0.0; 3]);
    assert_eq!(
        (Tensor::scalar(5.0f32).as_slice(), Tensor::scalar(5.0f32).shape().rank()),
        (&[5.0][..], 0)
    );
    assert_eq!(counting([2, 2]).as_slice(), [1.0, 2.0, 3.0, 4.0], "in memory order");
    assert_eq!(Tensor::<f32>::empty([2, 3]).len(), 6);
    let empty = Tensor::<f32>::zeros([3, 0]);
    assert!(empty.is_empty() && empty.as_slice().is_empty() && !Tensor::scalar(0.0).is_empty());
}

/// Whoever had the memory before: also where a `Vec` was made that begins anywhere.
#[test]
fn memory_begins_at_a_cache_line() {
    fn check<T: Float>() {
        for len in (1..100).chain([1000, 4096, 1 << 20]) {
            let mut kept = Vec::new();
            for _ in 0..3 {
                drop(Tensor::new([len], vec![T::one(); len]));
                let x = Tensor::<T>::empty([len]);
                assert_eq!(x.as_slice().as_ptr().addr() % ALIGNMENT, 0, "{len} elements");
                kept.push(x);
            }
        }
    }
    check::<f32>();
    check::<f64>();
}

/// Memory that comes from the pool holds what its last owner left there.
#[test]
fn zeros_are_zeros_in_used_memory() {
    drop(Tensor::full([12_345], f64::NAN));
    assert!(Tensor::<f64>::zeros([12_345]).as_slice().iter().all(|x| *x == 0.0));
    drop(Tensor::full([12_345], f64::NAN));
    assert!(Tensor::full([12_345], 3.0f64).as_slice().iter().all(|x| *x == 3.0));
}

#[rstest]
#[case(0)]
#[case(5)]
#[case(7)]
fn another_number_of_numbers_is_refused(#[case] n: usize) {
    let panic = panic_of(|| Tensor::new([2, 3], vec![0.0; n]));
    assert!(panic.message.contains(&format!("{n} elements do not fill [2, 3]")), "{panic:?}");
    assert!(panic.file.ends_with("tests/suite/tensor.rs"), "reported at {}", panic.file);
}

#[test]
fn a_write_is_not_seen_by_other_holders() {
    let a = counting([2, 2]);
    let mut b = a.clone();
    assert_eq!(a.as_slice().as_ptr(), b.as_slice().as_ptr(), "a clone shares the elements");
    b.as_mut_slice()[0] = 9.0;
    assert_eq!(
        (a.as_slice(), b.as_slice()),
        (&[1.0, 2.0, 3.0, 4.0][..], &[9.0, 2.0, 3.0, 4.0][..])
    );
    // A reshaped clone shares too, and a change of the original leaves it alone.
    let mut a = a;
    let row = a.clone().reshape([4]);
    a.as_matrix_mut().fill(0.0);
    assert_eq!((row.as_slice()[3], a.as_slice()), (4.0, &[0.0; 4][..]));
    let doubled = row.clone().map(|x| 2.0 * x);
    let sums = row.clone().zip_map(&row, |x, y| x + y);
    assert_eq!((row.as_slice()[1], doubled.as_slice()[1], sums.as_slice()[1]), (2.0, 4.0, 4.0));
}

#[test]
fn the_only_holder_writes_in_place() {
    let mut a = counting([6]);
    let address = a.as_slice().as_ptr();
    a.as_mut_slice()[0] = 5.0;
    let a = a.reshape([2, 3]).map(|x| x + 1.0).zip_map(&counting([2, 3]), |x, y| x * y);
    assert_eq!(a.as_slice().as_ptr(), address);
    assert_eq!(a.as_slice(), [6.0, 6.0, 12.0, 20.0, 30.0, 42.0]);
    // The other holder is gone: alone again.
    let b = a.clone();
    drop(a);
    assert_eq!(b.map(|x| -x).as_slice().as_ptr(), address);
}

#[test]
fn a_reshaped_tensor_shares_its_memory() {
    let a = counting([2, 3, 4]);
    let address = a.as_slice().as_ptr();
    let a = a.reshape([4, 6]).reshape([24]).reshape([1, 24, 1, 1]);
    assert_eq!((a.as_slice().as_ptr(), a.shape().dims()), (address, &[1, 24, 1, 1][..]));
    assert_eq!(Tensor::scalar(3.0).reshape([1, 1]).shape(), Shape::from([1, 1]));
    assert_eq!(Tensor::<f32>::zeros([3, 0]).reshape([0]).shape(), Shape::from([0]));
}

#[rstest]
#[case(Shape::from([5]), "reshape: [2, 3] and [5] do not fit")]
#[case(Shape::from([]), "reshape: [2, 3] and [] do not fit")]
#[case(Shape::from([6, 0]), "reshape: [2, 3] and [6, 0] do not fit")]
fn a_shape_of_other_size_is_refused(#[case] shape: Shape, #[case] message: &str) {
    let panic = panic_of(|| counting([2, 3]).reshape(shape));
    let rule = "both must hold the same number of elements";
    assert_eq!(panic.message, format!("{message}: {rule}"));
    assert!(panic.file.ends_with("tests/suite/tensor.rs"), "reported at {}", panic.file);
}

#[test]
fn nalgebra_sees_one_column_for_each_sample() {
    let mut x = counting([2, 3]);
    assert_eq!(x.as_matrix(), matrix([[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]]));
    assert_eq!(x.as_matrix().as_ptr(), x.as_slice().as_ptr());
    x.as_matrix_mut()[(2, 0)] = 0.0;
    assert_eq!(x.as_slice(), [1.0, 2.0, 0.0, 4.0, 5.0, 6.0]);
    assert_eq!(counting([2, 2, 3]).as_matrix().shape(), (3, 4));
    assert_eq!(counting([4]).as_matrix().shape(), (4, 1));
    assert_eq!(Tensor::scalar(2.0).as_matrix(), matrix([[2.0]]));
    assert_eq!(Tensor::<f32>::zeros([0, 3]).as_matrix().shape(), (3, 0));
    assert_eq!(Tensor::<f32>::zeros([3, 0]).as_matrix().shape(), (0, 3));
}

#[test]
fn zip_map_pairs_elements_by_index() {
    let (a, b) = (counting([2, 2]), Tensor::full([2, 2], 10.0));
    assert_eq!(a.zip_map(&b, |x, y| y - x).as_slice(), [9.0, 8.0, 7.0, 6.0]);
    let panic = panic_of(|| counting([4]).zip_map(&b, |x, _| x));
    assert_eq!(panic.message, "zip_map: [4] and [2, 2] do not fit: the shapes must be equal");
    assert!(panic.file.ends_with("tests/suite/tensor.rs"), "reported at {}", panic.file);
}

#[test]
fn the_only_element() {
    assert_eq!(Tensor::scalar(2.5f32).item(), 2.5);
    assert_eq!(Tensor::new([1, 1, 1], vec![-1.0]).item(), -1.0);
    for shape in [Shape::from([2]), Shape::from([0])] {
        let panic = panic_of(|| Tensor::<f32>::zeros(shape).item());
        let expected = format!("item: {shape:?} does not hold one element");
        assert!(panic.message.contains(&expected), "{panic:?}");
        assert!(panic.file.ends_with("tests/suite/tensor.rs"), "reported at {}", panic.file);
    }
}

#[test]
fn axes_by_name() {
    let [n, h, w] = counting([2, 3, 4]).dims();
    assert_eq!((n, h, w), (2, 3, 4));
    let panic = panic_of(|| counting([2, 3]).dims::<3>());
    assert_eq!(panic.message, "expected 3 axes, found the shape [2, 3]");
    assert!(panic.file.ends_with("tests/suite/tensor.rs"), "reported at {}", panic.file);
}

#[test]
fn debug_shows_the_first_elements() {
    assert_eq!(format!("{:?}", counting([2, 2])), "Tensor [2, 2] [1.0, 2.0, 3.0, 4.0]");
    assert_eq!(format!("{:?}", Tensor::scalar(-0.5f32)), "Tensor [] [-0.5]");
    assert_eq!(format!("{:?}", Tensor::<f32>::zeros([0])), "Tensor [0] []");
    let eight = "[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]";
    assert_eq!(format!("{:?}", counting([8])), format!("Tensor [8] {eight}"));
    assert_eq!(format!("{:?}", counting([3, 4])), format!("Tensor [3, 4] {eight} and 4 more"));
    let odd = Tensor::new([2], vec![f64::NAN, f64::INFINITY]);
    assert_eq!(format!("{odd:?}"), "Tensor [2] [NaN, inf]");
}

#[test]
fn nan_passes_through_untouched() {
    let odd = Tensor::new([3], vec![f32::NAN, f32::INFINITY, 1.0]);
    let sum = odd.clone().zip_map(&odd, |x, y| x + y);
    let copy = odd.reshape([3, 1]).map(|x| x);
    assert!(sum.as_slice()[0].is_nan() && copy.as_slice()[0].is_nan());
    assert_eq!((sum.as_slice()[1], copy.as_slice()[2]), (f32::INFINITY, 1.0));
}
