//! The tests of `neurons`. Here: a layer's outputs compared with the sums of their definition.

#[path = "../../../numeric/tests/suite/blame.rs"]
mod blame;
mod margin;
mod max_margin;
mod neuron;
mod perceptron;
mod samples;
mod sigmoid_neuron;

use blame::panic_of;
use nalgebra::DMatrix;
use neurons::{Activation, Identity, affine, apply_activation};
use numeric::{Float, MIN_TASK_COST};
use rstest::rstest;

/// A function that is not the identity and maps integers to integers.
#[derive(Clone, Copy)]
pub struct Square;

impl<T: Float> Activation<T> for Square {
    const NAME: &'static str = "square";
    const DERIVATIVE_NEEDS_INPUT: bool = true;
    fn apply(self, z: T) -> T {
        z * z
    }
    fn derivative(self, z: T, _: T) -> T {
        T::of(2.0) * z
    }
}

/// Small integers, so that every order of addition gives the same, exact result.
pub fn whole<T: Float>(rows: usize, columns: usize, salt: usize) -> DMatrix<T> {
    DMatrix::from_fn(rows, columns, |i, j| {
        T::of(((i * 7 + j * 13 + i * j + salt) % 11) as f64 - 5.0)
    })
}

#[rstest]
fn each_neuron_outputs_its_weighted_sum_and_bias(
    #[values([1, 1, 1], [3, 2, 1], [1, 5, 4], [5, 1, 4], [37, 19, 23], [2, 0, 3], [10, 64, 1])]
    sizes: [usize; 3],
) {
    check_definition::<f32>(sizes);
    check_definition::<f64>(sizes);
}

/// Large enough for several chunks.
#[test]
fn a_large_batch_has_the_outputs_of_its_samples() {
    let sizes = [61, 67, 1733];
    assert!(sizes.iter().product::<usize>() > 4 * MIN_TASK_COST);
    check_definition::<f32>(sizes);
}

fn check_definition<T: Float>([neurons, inputs, samples]: [usize; 3]) {
    let (w, x) = (whole::<T>(neurons, inputs, 1), whole::<T>(inputs, samples, 2));
    let b: Vec<T> = (0..neurons).map(|i| T::of(i as f64 - 2.0)).collect();
    let sums = DMatrix::from_fn(neurons, samples, |i, s| {
        (0..inputs).fold(b[i], |sum, j| sum + w[(i, j)] * x[(j, s)])
    });
    let mut y = DMatrix::from_element(neurons, samples, T::of(f64::NAN));
    affine(w.as_view(), &b, x.as_view(), Identity, y.as_view_mut());
    assert_eq!(y, sums);
    affine(w.as_view(), &b, x.as_view(), Square, y.as_view_mut());
    assert_eq!(y, sums.map(|z| z * z));
}

#[test]
fn a_layer_may_use_views_of_larger_matrices() {
    let (w, x) = (whole::<f64>(6, 5, 1), whole::<f64>(7, 8, 2));
    let (w, x) = (w.view((1, 1), (3, 2)), x.view((2, 3), (2, 4)));
    let mut large = DMatrix::from_element(5, 6, -77.0);
    affine(w, &[1.0, 2.0, 3.0], x, Identity, large.view_mut((1, 1), (3, 4)));
    let bias = DMatrix::from_fn(3, 4, |i, _| (i + 1) as f64);
    assert_eq!(large.view((1, 1), (3, 4)), w * x + bias);
    assert_eq!(large.iter().filter(|y| **y == -77.0).count(), 30 - 12);
}

#[test]
fn an_empty_batch_has_no_outputs() {
    let mut y = DMatrix::<f32>::zeros(3, 0);
    let (w, x) = (whole(3, 2, 0), DMatrix::zeros(2, 0));
    affine(w.as_view(), &[0.0; 3], x.as_view(), Identity, y.as_view_mut());
    assert_eq!(y.shape(), (3, 0));
}

#[test]
fn an_activation_is_applied_element_wise() {
    let mut y = [f32::NAN; 3];
    apply_activation(Square, &[1.0, -2.0, 3.0], &mut y);
    assert_eq!(y, [1.0, 4.0, 9.0]);
    apply_activation(Identity, &[1.0, -2.0, 3.0], &mut y);
    assert_eq!(y, [1.0, -2.0, 3.0]);
}

#[test]
fn the_derivative_of_the_identity_is_one() {
    for z in [0.0, -1e30, f64::INFINITY, f64::NAN] {
        assert_eq!(Identity.derivative(z, z), 1.0);
    }
    assert_eq!(<Identity as Activation<f32>>::NAME, "identity");
    const { assert!(!<Identity as Activation<f32>>::DERIVATIVE_NEEDS_INPUT) };
}

#[rstest]
#[case::bias((3, 2), 2, (2, 4), (3, 4), "((3, 2), 2, (2, 4), (3, 4))")]
#[case::samples((3, 2), 3, (2, 4), (3, 5), "((3, 2), 3, (2, 4), (3, 5))")]
#[case::inputs((3, 2), 3, (5, 4), (3, 4), "((3, 2), 3, (5, 4), (3, 4))")]
#[case::outputs((3, 2), 3, (2, 4), (2, 4), "((3, 2), 3, (2, 4), (2, 4))")]
fn shapes_that_do_not_fit_stop_at_the_callers_line(
    #[case] w: (usize, usize),
    #[case] b: usize,
    #[case] x: (usize, usize),
    #[case] y: (usize, usize),
    #[case] shapes: &str,
) {
    let zeros = |(rows, columns)| DMatrix::<f32>::zeros(rows, columns);
    let (w, b, x, mut y) = (zeros(w), vec![0.0; b], zeros(x), zeros(y));
    let panic = panic_of(|| affine(w.as_view(), &b, x.as_view(), Identity, y.as_view_mut()));
    let rule = "they must be (m, n), m, (n, batch), (m, batch)";
    assert_eq!(panic.message, format!("affine: w, b, x, y {shapes} do not fit: {rule}"));
    assert!(panic.file.ends_with("tests/suite/main.rs"), "blamed on {}", panic.file);
}

#[test]
fn outputs_of_another_length_are_refused() {
    let panic = panic_of(|| apply_activation(Square, &[1.0], &mut [0.0; 2]));
    assert!(panic.message.contains("z and y of lengths (1, 2) do not fit"), "{panic:?}");
    assert!(panic.file.ends_with("tests/suite/main.rs"), "blamed on {}", panic.file);
}
