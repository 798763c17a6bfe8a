//! The product compared with the three loops of its definition, for every form of its operands.

use crate::blame::panic_of;
use nalgebra::{DMatrix, Dyn, Matrix, RawStorage};
use numeric::{Float, matmul, transposed};
use rstest::rstest;

/// Small integers, so that every order of addition gives the same, exact result.
pub fn whole<T: Float>(rows: usize, columns: usize, salt: usize) -> DMatrix<T> {
    DMatrix::from_fn(rows, columns, |i, j| {
        T::of(((i * 7 + j * 13 + i * j + salt) % 11) as f64 - 5.0)
    })
}

/// `a·b + beta·y`, by the definition.
fn naive<T: Float>(a: &DMatrix<T>, b: &DMatrix<T>, beta: f64, y: &DMatrix<T>) -> DMatrix<T> {
    DMatrix::from_fn(y.nrows(), y.ncols(), |i, j| {
        let products = (0..a.ncols()).map(|k| a[(i, k)].as_f64() * b[(k, j)].as_f64());
        let old = if beta == 0.0 { 0.0 } else { beta * y[(i, j)].as_f64() };
        T::of(products.sum::<f64>() + old)
    })
}

#[rstest]
fn every_form_of_the_operands_gives_the_definition(
    #[values(
        [1, 1, 1], [1, 1, 7], [1, 9, 1], [9, 1, 1], [1, 5, 6], [5, 6, 1], [5, 1, 6], [2, 3, 2],
        [16, 16, 16], [17, 33, 1], [1, 33, 17], [37, 19, 23], [64, 5, 12], [100, 3, 2], [33, 65, 49]
    )]
    sizes: [usize; 3],
    #[values(0.0, 1.0, 0.5)] beta: f64,
) {
    check_forms::<f32>(sizes, beta);
    check_forms::<f64>(sizes, beta);
}

fn check_forms<T: Float>([m, k, n]: [usize; 3], beta: f64) {
    let (a, b, y) = (whole(m, k, 1), whole(k, n, 2), whole::<T>(m, n, 3));
    let expected = naive(&a, &b, beta, &y);
    let (at, bt) = (a.transpose(), b.transpose());
    // The same matrices in the middle of larger ones: neighbours in a column stay neighbours, or
    // every step is a stride.
    let (wide_a, wide_b) = (framed(&a), framed(&b));
    let (a_part, b_part) = (wide_a.view((2, 1), (m, k)), wide_b.view((2, 1), (k, n)));
    let wide_at = framed(&at);
    let a_turned = transposed(wide_at.view((2, 1), (k, m)));
    assert_eq!(product(&a, &b, beta, &y), expected, "plain");
    assert_eq!(product(&transposed(at.as_view()), &b, beta, &y), expected, "Aᵀ·B");
    assert_eq!(product(&a, &transposed(bt.as_view()), beta, &y), expected, "A·Bᵀ");
    let both = product(&transposed(at.as_view()), &transposed(bt.as_view()), beta, &y);
    assert_eq!(both, expected, "Aᵀ·Bᵀ");
    assert_eq!(product(&a_part, &b_part, beta, &y), expected, "parts of larger matrices");
    assert_eq!(product(&a_turned, &b_part, beta, &y), expected, "the transpose of a part");
    assert_eq!(product(&wide_a.view((2, 1), (m, k)), &b, beta, &y), expected, "part and whole");
}

/// `inner` with two rows and a column of NaN around it, which must not be read.
fn framed<T: Float>(inner: &DMatrix<T>) -> DMatrix<T> {
    let (rows, columns) = inner.shape();
    let mut outer = DMatrix::from_element(rows + 4, columns + 2, T::of(f64::NAN));
    outer.view_mut((2, 1), (rows, columns)).copy_from(inner);
    outer
}

fn product<T, A, B>(
    a: &Matrix<T, Dyn, Dyn, A>,
    b: &Matrix<T, Dyn, Dyn, B>,
    beta: f64,
    y: &DMatrix<T>,
) -> DMatrix<T>
where
    T: Float,
    A: RawStorage<T, Dyn, Dyn>,
    B: RawStorage<T, Dyn, Dyn>,
{
    let mut y = y.clone();
    matmul(a, b, T::of(beta), &mut y.as_view_mut());
    y
}

#[rstest]
#[case::small(3, 2, 4)]
#[case::odd(37, 19, 23)]
#[case::nothing_to_add_up(3, 0, 4)]
fn beta_zero_does_not_read_what_was_there(#[case] m: usize, #[case] k: usize, #[case] n: usize) {
    let (a, b) = (whole::<f32>(m, k, 1), whole(k, n, 2));
    for garbage in [f32::NAN, f32::INFINITY, 1e30] {
        let old = DMatrix::from_element(m, n, garbage);
        assert_eq!(product(&a, &b, 0.0, &old), naive(&a, &b, 0.0, &old), "over {garbage}");
    }
}

#[rstest]
fn a_sum_of_no_products_is_zero(#[values(0.0, 1.0, 0.5)] beta: f64) {
    let old = whole::<f64>(5, 3, 0);
    let found = product(&DMatrix::zeros(5, 0), &DMatrix::zeros(0, 3), beta, &old);
    assert_eq!(found, old.map(|y| beta * y));
}

#[rstest]
#[case(0, 3, 4)]
#[case(3, 4, 0)]
#[case(0, 0, 0)]
fn an_empty_result_is_no_mistake(#[case] m: usize, #[case] k: usize, #[case] n: usize) {
    let found = product(&whole::<f32>(m, k, 0), &whole(k, n, 0), 0.0, &DMatrix::zeros(m, n));
    assert_eq!(found.shape(), (m, n));
}

#[test]
fn the_result_may_be_a_part_of_a_larger_matrix() {
    let (a, b) = (whole::<f64>(5, 3, 1), whole(3, 4, 2));
    let mut large = DMatrix::from_element(9, 6, -77.0);
    matmul(&a, &b, 0.0, &mut large.view_mut((2, 1), (5, 4)));
    assert_eq!(large.view((2, 1), (5, 4)), naive(&a, &b, 0.0, &DMatrix::zeros(5, 4)));
    let around = large.iter().filter(|y| **y == -77.0).count();
    assert_eq!(around, 9 * 6 - 5 * 4, "the elements around the view are untouched");
}

#[test]
fn a_nan_on_either_side_is_not_hidden_by_a_zero() {
    let (nan, zero) = (DMatrix::from_element(2, 2, f32::NAN), DMatrix::zeros(2, 2));
    for y in [product(&nan, &zero, 0.0, &zero), product(&zero, &nan, 0.0, &zero)] {
        assert!(y.iter().all(|y| y.is_nan()), "{y}");
    }
}

#[rstest]
#[case((2, 3), (2, 3), (2, 3), "a (2, 3), b (2, 3) and y (2, 3)")]
#[case((2, 3), (3, 4), (2, 5), "a (2, 3), b (3, 4) and y (2, 5)")]
#[case((2, 3), (3, 4), (1, 4), "a (2, 3), b (3, 4) and y (1, 4)")]
fn shapes_that_do_not_fit_are_named_at_the_callers_line(
    #[case] a: (usize, usize),
    #[case] b: (usize, usize),
    #[case] y: (usize, usize),
    #[case] shapes: &str,
) {
    let zeros = |(rows, columns)| DMatrix::<f32>::zeros(rows, columns);
    let (a, b, mut y) = (zeros(a), zeros(b), zeros(y));
    let panic = panic_of(|| matmul(&a, &b, 0.0, &mut y.as_view_mut()));
    let rule = "they must be (m, k), (k, n) and (m, n)";
    assert_eq!(panic.message, format!("matmul: {shapes} do not fit: {rule}"));
    assert!(panic.file.ends_with("tests/suite/matmul.rs"), "blamed on {}", panic.file);
}

#[test]
fn a_transposed_view_reads_the_same_memory() {
    let a = whole::<f64>(4, 3, 0);
    assert_eq!(transposed(a.as_view()), a.transpose());
    let part = a.view((1, 1), (3, 2));
    assert_eq!(transposed(part), part.transpose());
    assert_eq!(transposed(part).as_ptr(), part.as_ptr());
}
