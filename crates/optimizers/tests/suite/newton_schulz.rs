//! The iteration on the Gram matrix is the iteration on the matrix, where rounding makes that hard too.

use nalgebra::{DMatrix, DMatrixView, DVector};
use numeric::{Float, matmul, transposed};
use optimizers::{NEWTON_SCHULZ, newton_schulz};
use rstest::rstest;

/// The definition: a Gram matrix in each step.
fn plain(x: &DMatrix<f64>, [a, b, c]: [f64; 3], steps: usize) -> DMatrix<f64> {
    let mut x = x / x.norm().max(1e-7);
    for _ in 0..steps {
        let gram = product(&x, &x.transpose());
        let factor = product(&gram, &gram) * c + gram * b;
        x = &x * a + product(&factor, &x);
    }
    x
}

fn product(a: &DMatrix<f64>, b: &DMatrix<f64>) -> DMatrix<f64> {
    let mut y = DMatrix::zeros(a.nrows(), b.ncols());
    matmul(a, b, 0.0, &mut y.as_view_mut());
    y
}

/// Uniform between −1 and 1.
fn random(rows: usize, columns: usize) -> DMatrix<f64> {
    let mut state = (1_000 * rows + columns) as u64;
    DMatrix::from_fn(rows, columns, |_, _| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 32) as f64 / 2f64.powi(31) - 1.0
    })
}

/// Of rank 5, or less.
fn deficient(rows: usize, columns: usize) -> DMatrix<f64> {
    let rank = rows.min(columns).min(5);
    product(&random(rows, rank), &random(rank, columns))
}

/// Rows that shrink from 1 to 1e-8.
fn graded(rows: usize, columns: usize) -> DMatrix<f64> {
    let scale = |row, _| 10f64.powf(-8.0 * row as f64 / rows as f64);
    DMatrix::from_diagonal(&DVector::from_fn(rows, scale)) * random(rows, columns)
}

/// The matrix row by row, in this type.
fn elements<T: Float>(x: &DMatrix<f64>) -> Vec<T> {
    x.transpose().iter().map(|x| T::of(*x)).collect()
}

/// The largest error of an element, relative to the largest element.
fn error<T: Float>(x: &DMatrix<f64>, coefficients: [f64; 3], steps: usize) -> f64 {
    let mut found = elements::<T>(x);
    let as_f64 = |elements: &[T]| {
        let elements: Vec<f64> = elements.iter().map(|x| x.as_f64()).collect();
        transposed(DMatrixView::from_slice(&elements, x.ncols(), x.nrows())).into_owned()
    };
    let expected = plain(&as_f64(&found), coefficients, steps);
    newton_schulz(&mut found, x.ncols(), coefficients, steps, 1e-7);
    let found = as_f64(&found);
    assert!(found.iter().all(|x| x.is_finite()), "after {steps} steps not all are finite");
    (found - &expected).amax() / expected.amax()
}

const SHAPES: [(usize, usize); 6] = [(1, 1), (1, 9), (9, 1), (130, 130), (60, 150), (150, 60)];

/// What rounding leaves in the direction of a singular value 0 grows by `a` in each step, in the
/// definition too; where all singular values are clearly above 0, it comes to an end.
#[rstest]
#[case::random(random, 3e-4, 1e-12)]
#[case::deficient(deficient, f64::INFINITY, f64::INFINITY)]
#[case::graded(graded, 0.05, 1e-10)]
fn it_is_the_definition(
    #[case] matrix: fn(usize, usize) -> DMatrix<f64>,
    #[case] most_f32: f64,
    #[case] most_f64: f64,
    #[values(NEWTON_SCHULZ, [2.0, -1.5, 0.5], [1.5, -0.5, 0.0], [0.9, -0.4, 0.1])] abc: [f64; 3],
) {
    for (rows, columns) in SHAPES {
        let x = matrix(rows, columns);
        for steps in [1, 5, 6, 10, 20] {
            let growth = 30.0 * abc[0].max(1.1).powi(steps as i32);
            let limit_f32 = most_f32.min(growth * f64::from(f32::EPSILON));
            let limit_f64 = most_f64.min(growth * f64::EPSILON);
            let found = (error::<f32>(&x, abc, steps), error::<f64>(&x, abc, steps));
            assert!(
                found.0 < limit_f32 && found.1 < limit_f64,
                "{rows} × {columns}, {steps} steps: {found:?}, limits {limit_f32}, {limit_f64}"
            );
        }
    }
}

/// From step to step `X` grows so much that the Gram matrix has to be computed anew each time.
#[rstest]
fn coefficients_may_be_large(#[values(1, 2)] steps: usize) {
    for matrix in [random, deficient, graded] {
        for (rows, columns) in SHAPES {
            let x = matrix(rows, columns);
            let abc = [400.0, -900.0, 600.0];
            assert!(error::<f32>(&x, abc, steps) < 2e-5);
            assert!(error::<f64>(&x, abc, steps) < 5e-14);
        }
    }
}

/// Blocks of 48 are computed whole.
#[rstest]
fn blocks_may_be_of_any_size(#[values(2, 47, 48, 49, 95, 96, 97, 144, 145)] side: usize) {
    assert!(error::<f64>(&random(side, side + 3), NEWTON_SCHULZ, 3) < 1e-13);
}

#[rstest]
fn the_number_of_threads_changes_no_bit(#[values((130, 200), (200, 130))] shape: (usize, usize)) {
    let found = [1, 3].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let mut x = elements::<f32>(&random(shape.0, shape.1));
        pool.install(|| newton_schulz(&mut x, shape.1, NEWTON_SCHULZ, 6, 1e-7));
        x.into_iter().map(f32::to_bits).collect::<Vec<_>>()
    });
    assert_eq!(found[0], found[1]);
}

#[rstest]
fn zero_stays_zero(#[values(0, 1, 5, 20)] steps: usize) {
    let mut x = [0.0f32; 6];
    newton_schulz(&mut x, 3, NEWTON_SCHULZ, steps, 1e-7);
    assert_eq!(x, [0.0; 6]);
    newton_schulz::<f32>(&mut [], 3, NEWTON_SCHULZ, steps, 1e-7);
    newton_schulz::<f32>(&mut [], 0, NEWTON_SCHULZ, steps, 1e-7);
}

#[test]
fn no_step_leaves_the_matrix_over_its_norm() {
    let mut x = [3.0, 0.0, 4.0f64];
    newton_schulz(&mut x, 3, NEWTON_SCHULZ, 0, 1e-7);
    assert_eq!(x, [0.6, 0.0, 0.8]);
}

#[test]
#[should_panic(expected = "newton_schulz: 5 elements in rows of 2")]
fn rows_must_be_whole() {
    newton_schulz(&mut [1.0f64; 5], 2, NEWTON_SCHULZ, 5, 1e-7);
}
