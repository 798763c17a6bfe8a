//! The maximum margin: on paper, compared with other neurons, and where there is none.

use crate::blame::panic_of;
use crate::samples::{random_neuron, separable};
use nalgebra::DMatrix;
use neurons::{margin, max_margin, mistake_bound, radius};
use numeric::matrix;
use rstest::rstest;

#[test]
fn between_two_points_the_boundary_is_half_way() {
    let x = matrix([[1.0, 3.0], [0.0, 0.0]]);
    let best = max_margin(x.as_view(), &[-1.0, 1.0]).expect("two points are separable");
    // Of the weighted means of −(1, 0, 1) and (3, 0, 1) this is nearest to the origin; z = 0 at 2.
    let found = best.neuron.w.iter().chain([&best.neuron.b]);
    for (found, expected) in found.zip([0.2, 0.0, -0.4_f64]) {
        assert!((found - expected).abs() < 1e-15, "{best:?}");
    }
    assert_eq!(best.support_vectors.len(), 2);
}

/// The neuron `(2, 2, −11)` has `t·z = 3` for five of the points and more for the others, so its
/// margin is `3/√129`. Divided by 43 it is the mean of `−(1, 3, 1)`, `−(2, 2, 1)` and `(2, 5, 1)`
/// with the coefficients 24/43, 3/43 and 16/43, and of the length `√129/43`, which is the same: no
/// margin is wider. With `R² = 5² + 5² + 1`, the bound is `51·129/9 = 731`.
#[test]
fn the_twelve_points_of_chapter_2() {
    let points = [
        [1, 1],
        [4, 3],
        [2, 1],
        [3, 5],
        [1, 3],
        [5, 2],
        [0, 2],
        [5, 5],
        [2, 2],
        [4, 4],
        [3, 0],
        [2, 5],
    ];
    let x = DMatrix::from_fn(2, 12, |i, s| f64::from(points[s][i]));
    let t: Vec<f64> = (0..12).map(|s| if s % 2 == 1 { 1.0 } else { -1.0 }).collect();
    let best = max_margin(x.as_view(), &t).expect("they are separable");
    let exact = 3.0 / 129f64.sqrt();
    assert!((best.margin - exact).abs() < 1e-12, "{best:?}, not {exact}");
    assert!((best.upper_bound - exact).abs() < 1e-12, "{best:?}, not {exact}");
    let found = best.neuron.w.iter().chain([&best.neuron.b]);
    for (found, expected) in found.zip([2.0, 2.0, -11.0]) {
        assert!((43.0 * found - expected).abs() < 1e-10, "{best:?}");
    }
    let bound = mistake_bound(radius(x.as_view()), best.margin).expect("there is a margin");
    assert!((bound - 731.0).abs() < 1e-9, "{bound}");
}

#[rstest]
fn no_other_neuron_has_a_larger_margin(
    #[values(1, 2, 3, 20)] inputs: usize,
    #[values(2, 30, 200)] samples: usize,
    #[values(1, 2, 3)] salt: usize,
) {
    let (x, t) = separable(inputs, samples, 0.1, salt);
    let best = max_margin(x.as_view(), &t).expect("the teacher separates");
    assert_eq!(best.margin, margin(&best.neuron, x.as_view(), &t));
    assert!(best.margin <= best.upper_bound * (1.0 + 1e-12), "{best:?}");
    assert!(best.margin >= best.upper_bound * (1.0 - 1e-7), "{best:?}");
    assert!(
        margin(&random_neuron(inputs, salt), x.as_view(), &t) <= best.upper_bound,
        "the teacher"
    );
    for other in 0..200 {
        let other = margin(&random_neuron(inputs, other), x.as_view(), &t);
        assert!(other <= best.upper_bound, "{other} > {best:?}");
    }
    // Without the samples that do not decide, nothing changes.
    let few = x.select_columns(&best.support_vectors);
    let classes: Vec<f64> = best.support_vectors.iter().map(|&s| t[s]).collect();
    let again = max_margin(few.as_view(), &classes).expect("fewer samples are easier");
    assert!((again.margin - best.margin).abs() <= 1e-7 * best.upper_bound, "{again:?} {best:?}");
}

#[test]
fn in_f32_three_digits_agree() {
    let (x, t) = separable(5, 60, 0.3, 4);
    let (small, classes) = (x.map(|x| x as f32), t.iter().map(|t| *t as f32).collect::<Vec<_>>());
    let exact = max_margin(x.as_view(), &t).expect("the teacher separates").margin;
    let found = max_margin(small.as_view(), &classes).expect("the teacher separates");
    assert!((f64::from(found.margin) - exact).abs() < 1e-3 * exact, "{found:?}, not {exact}");
    assert!((f64::from(found.upper_bound) - exact).abs() < 1e-3 * exact, "{found:?}, not {exact}");
}

#[test]
fn classes_that_are_not_separable_have_none() {
    let xor = matrix([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]]);
    assert_eq!(max_margin(xor.as_view(), &[-1.0, 1.0, 1.0, -1.0]), None);
    let twice = matrix([[1.0, 1.0, 5.0], [2.0, 2.0, 0.0]]);
    assert_eq!(max_margin(twice.as_view(), &[-1.0, 1.0, 1.0]), None, "one point, two classes");
    let zeros = DMatrix::<f64>::zeros(3, 4);
    assert_eq!(max_margin(zeros.as_view(), &[-1.0, 1.0, 1.0, -1.0]), None, "all zeros");
    let between = matrix([[0.0, 1.0, 0.5]]);
    assert_eq!(max_margin(between.as_view(), &[-1.0, -1.0, 1.0]), None, "one between two");
    let mixed = DMatrix::from_fn(4, 300, |i, s| ((7 * s + 13 * i + s * i) % 31) as f64);
    let classes: Vec<f64> = (0..300).map(|s| if s % 3 == 0 { 1.0 } else { -1.0 }).collect();
    assert_eq!(max_margin(mixed.as_view(), &classes), None, "mixed");
    let unknown = matrix([[f64::NAN, 1.0]]);
    assert_eq!(max_margin(unknown.as_view(), &[-1.0, 1.0]), None, "not a number");
}

/// The bias alone is right about a single class, and the more clearly the farther the samples lie.
#[test]
fn one_class_has_a_margin() {
    let x = matrix([[3.0, 3.0], [1.0, -1.0]]);
    let best = max_margin(x.as_view(), &[1.0, 1.0]).expect("nothing is in the way");
    assert!((best.margin - 10f64.sqrt()).abs() < 1e-12, "{best:?}");
    let zeros = DMatrix::<f64>::zeros(2, 3);
    let best = max_margin(zeros.as_view(), &[-1.0; 3]).expect("nothing is in the way");
    assert_eq!((best.margin, best.neuron.b), (1.0, -1.0));
}

#[test]
fn shapes_that_do_not_fit_stop_at_the_callers_line() {
    let none = DMatrix::<f64>::zeros(2, 0);
    for (t, message) in
        [(&[1.0][..], "margin: w (2), x (2, 0) and t (1) do not fit"), (&[], "must be a sample")]
    {
        let panic = panic_of(|| _ = max_margin(none.as_view(), t));
        assert!(panic.message.contains(message), "{panic:?}");
        assert!(panic.file.ends_with("tests/suite/max_margin.rs"), "blamed on {}", panic.file);
    }
}
