use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded, small_integers};
use nalgebra::DMatrix;
use numeric::{central_difference, matrix};

/// `δ = dy ∘ f′(Z)`, one element after another.
fn by_definition(z: &DMatrix<f64>, dy: &DMatrix<f64>) -> DMatrix<f64> {
    z.zip_map(dy, |z, dy| dy * if z > 0.0 { 1.0 } else { 0.0 })
}

/// The elements row after row, as a message counts them.
fn by_row(matrix: &DMatrix<f64>) -> Vec<f64> {
    matrix.transpose().as_slice().to_vec()
}

/// Names the slip that gives this gradient, if exactly one does.
fn slip(z: &DMatrix<f64>, dy: &DMatrix<f64>, found: &DMatrix<f64>) -> Option<&'static str> {
    let with = |element: fn(f64, f64) -> f64| z.zip_map(dy, element);
    let mut slips = vec![
        (
            with(|z, dy| if z >= 0.0 { dy } else { 0.0 }),
            "at z = 0 the slope is 0: let dy through where z > 0, not where z ≥ 0",
        ),
        (with(|_, dy| dy.max(0.0)), "that is ReLU applied to dy: it is the sign of z that decides"),
        (
            with(|z, dy| if z > 0.0 { dy.max(0.0) } else { 0.0 }),
            "dy passes with its sign: a negative gradient is not cut off",
        ),
        (with(|z, dy| dy * z.max(0.0)), "that is dy times the output; it is to be times the slope"),
        (with(|z, dy| dy * z), "that is dy times z; it is to be times the slope at z"),
        (
            with(|z, _| if z > 0.0 { 1.0 } else { 0.0 }),
            "that is the slope f′(Z) alone: multiply it by dy, element by element",
        ),
        (
            with(|z, dy| if z < 0.0 { dy } else { 0.0 }),
            "dy passes where it should stop: the slope is 1 where z > 0",
        ),
        (
            with(|z, dy| if z > 0.0 { dy } else { -dy }),
            "for negative z the slope of ReLU is 0, not −1",
        ),
        (with(|_, dy| dy), "dy is unchanged: where z ≤ 0 the slope is 0"),
    ];
    if z.is_square() {
        let slope = z.map(|z| if z > 0.0 { 1.0 } else { 0.0 });
        let words = "that is a product of matrices: multiply element by element";
        slips.extend([(dy * &slope, words), (slope * dy, words)]);
    }
    let mut fitting = slips.iter().filter(|(slip, _)| slip == found).map(|(_, words)| *words);
    fitting.next().filter(|_| fitting.next().is_none())
}

/// Compares the reader's gradient with what is expected, and names the slip if it can.
#[track_caller]
fn check_delta(z: &DMatrix<f64>, dy: &DMatrix<f64>, expected: &DMatrix<f64>, tolerance: Tolerance) {
    let (neurons, samples) = z.shape();
    let name = format!("δ (neurons: {neurons}, samples: {samples})");
    let delta = guarded(|| name.clone(), || relu_backward(z, dy));
    assert!(
        delta.shape() == z.shape(),
        "{name} has the shape {:?}, expected {:?}, that of z: one value for each sum",
        delta.shape(),
        z.shape()
    );
    let shape = [neurons, samples];
    let found = compare(&name, &shape, &by_row(&delta), &by_row(expected), tolerance);
    assert_or_name_slip(found, || slip(z, dy, &delta));
}

/// Small integers of both signs, some of them 0.
fn example(neurons: usize, samples: usize, salt: usize) -> DMatrix<f64> {
    DMatrix::from_vec(neurons, samples, small_integers(neurons * samples, salt))
}

#[test]
fn agrees_with_paper() {
    let (z, dy) = (matrix([[2.0, -1.0, 0.0]]), matrix([[-3.0, 4.0, 5.0]]));
    check_delta(&z, &dy, &matrix([[-3.0, 0.0, 0.0]]), Tolerance::EXACT);
    let z = matrix([[0.5, -0.5], [-4.0, 3.0], [0.0, 1e-9]]);
    let dy = matrix([[7.0, 2.0], [-1.0, -6.0], [-8.0, 0.25]]);
    let expected = matrix([[7.0, 0.0], [0.0, -6.0], [0.0, 0.25]]);
    check_delta(&z, &dy, &expected, Tolerance::EXACT);
}

#[test]
fn it_agrees_with_the_definition_at_odd_sizes() {
    for (neurons, samples) in [(1, 1), (1, 6), (6, 1), (4, 4), (3, 7), (13, 5)] {
        let (z, dy) = (example(neurons, samples, 3), example(neurons, samples, 8));
        check_delta(&z, &dy, &by_definition(&z, &dy), Tolerance::EXACT);
    }
}

/// Of `L = Σ dy·f(z)`, where no sum is near the kink.
#[test]
fn it_agrees_with_the_slope_that_is_measured() {
    let z = DMatrix::from_fn(4, 3, |i, s| [1.5, -0.75, 0.25, -2.0][(i + s) % 4]);
    let dy = DMatrix::from_fn(4, 3, |i, s| [0.5, -2.0, 3.0, 1.25, -1.0][(i + 4 * s) % 5]);
    let measured = z.zip_map(&dy, |z, dy| central_difference(|z| dy * z.max(0.0), z, 1e-5));
    check_delta(&z, &dy, &measured, Tolerance::F64_GRADIENT);
}

#[test]
fn at_zero_the_slope_is_zero() {
    let (z, dy) = (matrix([[0.0, -0.0], [1.0, -1.0]]), matrix([[5.0, -6.0], [7.0, 8.0]]));
    check_delta(&z, &dy, &matrix([[0.0, 0.0], [7.0, 0.0]]), Tolerance::EXACT);
}

#[test]
fn a_negative_gradient_passes_as_well() {
    let (z, dy) = (matrix([[3.0, 2.0, -1.0]]), matrix([[-1.0, 4.0, 5.0]]));
    check_delta(&z, &dy, &matrix([[-1.0, 4.0, 0.0]]), Tolerance::EXACT);
}
