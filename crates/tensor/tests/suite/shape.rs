//! Shapes: what can be one, and what is said of two that do not fit.

use crate::blame::panic_of;
use rstest::rstest;
use tensor::{Shape, expect_shape};

fn shape(dims: &[usize]) -> Shape {
    Shape::new(dims).unwrap()
}

#[rstest]
#[case::scalar(&[], 1, 1, 1)]
#[case::vector(&[5], 5, 5, 1)]
#[case::matrix(&[2, 3], 6, 3, 2)]
#[case::batch_of_images(&[4, 3, 2, 5], 120, 5, 24)]
#[case::six_axes(&[4, 3, 2, 5, 1, 2], 240, 2, 120)]
#[case::nothing(&[0], 0, 0, 1)]
#[case::rows_of_nothing(&[3, 0], 0, 0, 3)]
#[case::no_rows(&[0, 3], 0, 3, 0)]
fn what_a_shape_tells(
    #[case] dims: &[usize],
    #[case] len: usize,
    #[case] last: usize,
    #[case] columns: usize,
) {
    let shape = shape(dims);
    assert_eq!((shape.dims(), shape.rank()), (dims, dims.len()));
    assert_eq!((shape.len(), shape.last_dim(), shape.n_columns()), (len, last, columns));
    assert_eq!(shape.is_empty(), len == 0);
    assert_eq!(format!("{shape:?}"), format!("{dims:?}"));
}

#[rstest]
#[case::seven_axes(&[1, 1, 1, 1, 1, 1, 1])]
#[case::many_axes(&[2; 40])]
#[case::overflow(&[usize::MAX, 2])]
#[case::overflow_of_four(&[1 << 16; 4])]
fn what_no_shape_can_be(#[case] dims: &[usize]) {
    assert_eq!(Shape::new(dims), None);
}

#[test]
fn the_largest_shapes_there_are() {
    assert_eq!(shape(&[usize::MAX]).len(), usize::MAX);
    assert_eq!(shape(&[usize::MAX, 1, 1]).len(), usize::MAX);
    assert_eq!(shape(&[usize::MAX, 0]).len(), 0);
    assert_eq!(Shape::from([2, 3]), shape(&[2, 3]));
    assert_eq!(Shape::from([]), shape(&[]));
}

/// The message must not speak of axes where the elements are too many.
#[test]
fn a_shape_of_too_many_elements_is_named() {
    let panic = panic_of(|| Shape::from([usize::MAX, 2]));
    assert!(panic.message.contains("18446744073709551615"), "{}", panic.message);
}

#[test]
fn a_missing_axis_is_not_an_axis_of_one() {
    assert_ne!(shape(&[3]), shape(&[1, 3]));
    assert_ne!(shape(&[3]), shape(&[3, 1]));
    let error = shape(&[3]).expect_same("zip", shape(&[3, 1])).unwrap_err();
    assert_eq!(error.to_string(), "zip: [3] and [3, 1] do not fit: the shapes must be equal");
    assert_eq!(shape(&[3, 1]).expect_same("zip", shape(&[3, 1])), Ok(shape(&[3, 1])));
}

#[test]
fn another_length_of_an_axis() {
    assert_eq!(shape(&[2, 3, 4]).with_dim(1, 7), shape(&[2, 7, 4]));
    panic_of(|| shape(&[2, 3]).with_dim(2, 7));
}

#[rstest]
#[case(&[64, 784], &[784, 10], &[64, 10])]
#[case(&[784], &[784, 10], &[10])]
#[case(&[2, 3, 4], &[4, 5], &[2, 3, 5])]
#[case(&[2, 1, 3, 4], &[4, 0], &[2, 1, 3, 0])]
#[case(&[0, 4], &[4, 5], &[0, 5])]
#[case(&[3, 0], &[0, 5], &[3, 5])]
fn products(#[case] x: &[usize], #[case] w: &[usize], #[case] y: &[usize]) {
    assert_eq!(shape(x).matmul("matmul", shape(w)), Ok(shape(y)));
}

#[rstest]
#[case(&[64, 784], &[100, 10])]
#[case(&[4], &[4])]
#[case(&[2, 4], &[4])]
#[case(&[2, 4], &[1, 4, 3])]
#[case(&[], &[1, 3])]
#[case(&[2, 3], &[2, 3])]
fn products_that_do_not_fit(#[case] x: &[usize], #[case] w: &[usize]) {
    let error = shape(x).matmul("matmul", shape(w)).unwrap_err();
    let rule = "the last axis of the left must equal the first of the right";
    assert_eq!(error.to_string(), format!("matmul: {x:?} and {w:?} do not fit: {rule}"));
    assert_eq!((error.op, error.lhs, error.rhs), ("matmul", shape(x), shape(w)));
}

#[rstest]
#[case::equal(&[2, 3], &[2, 3], &[2, 3])]
#[case::row(&[2, 3], &[3], &[2, 3])]
#[case::row_with_its_axis(&[2, 3], &[1, 3], &[2, 3])]
#[case::column(&[2, 3], &[2, 1], &[2, 3])]
#[case::scalar(&[2, 3], &[], &[2, 3])]
#[case::one_element_of_many_axes(&[2], &[1, 1, 1], &[1, 1, 2])]
#[case::both_are_repeated(&[3, 1], &[1, 4], &[3, 4])]
#[case::both_and_an_axis_is_missing(&[5, 3, 1], &[4], &[5, 3, 4])]
#[case::two_scalars(&[], &[], &[])]
#[case::four_axes(&[2, 1, 4, 1], &[3, 1, 5], &[2, 3, 4, 5])]
#[case::six_axes(&[2, 1, 4, 1, 1, 3], &[3, 1, 5, 2, 1], &[2, 3, 4, 5, 2, 3])]
#[case::nothing(&[0], &[1], &[0])]
#[case::rows_of_nothing(&[3, 0], &[3, 1], &[3, 0])]
#[case::nothing_and_a_scalar(&[2, 0], &[], &[2, 0])]
fn broadcasting(#[case] a: &[usize], #[case] b: &[usize], #[case] both: &[usize]) {
    assert_eq!(shape(a).broadcast("add", shape(b)), Ok(shape(both)));
    assert_eq!(shape(b).broadcast("add", shape(a)), Ok(shape(both)), "the other way round");
}

#[rstest]
#[case(&[2, 3], &[2])]
#[case(&[2, 3], &[3, 2])]
#[case(&[2], &[3])]
#[case(&[2], &[0])]
#[case(&[4, 2, 3], &[4, 1, 2])]
fn shapes_that_cannot_be_broadcast(#[case] a: &[usize], #[case] b: &[usize]) {
    let rule = "counted from the last, axes must be equal, or one of them 1 or missing";
    for (a, b) in [(a, b), (b, a)] {
        let error = shape(a).broadcast("add", shape(b)).unwrap_err();
        assert_eq!(error.to_string(), format!("add: {a:?} and {b:?} do not fit: {rule}"));
    }
}

/// `Shape::new` refuses more elements than can be counted; no operation may make such a shape from
/// two that exist. (Built for speed a program would count 0 elements here, and go on.)
#[test]
fn results_that_cannot_be_counted_are_refused() {
    const MANY: usize = 1 << (usize::BITS / 2);
    let (rows, columns) = (shape(&[MANY, 1]), shape(&[1, MANY]));
    assert!(rows.broadcast("add", columns).is_err(), "add");
    // Two tensors without a single element.
    let (x, w) = (shape(&[MANY, 0]), shape(&[0, MANY]));
    assert!(x.matmul("matmul", w).is_err(), "matmul");
}

#[test]
fn a_mistake_stops_at_the_callers_line() {
    assert_eq!(expect_shape(shape(&[2]).expect_same("op", shape(&[2]))), shape(&[2]));
    let panic = panic_of(|| expect_shape(shape(&[2]).expect_same("op", shape(&[3]))));
    assert_eq!(panic.message, "op: [2] and [3] do not fit: the shapes must be equal");
    assert!(panic.file.ends_with("tests/suite/shape.rs"), "reported at {}", panic.file);
}
