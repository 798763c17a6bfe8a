//! Functions made of pieces: the ends of the line, and what is no number.

use activations::{Activation, Celu, HardSigmoid, HardSwish, Shrink, Softsign, ThresholdedRelu};
use numeric::Float;
use rstest::rstest;

trait Both: Activation<f32> + Activation<f64> {}
impl<A: Activation<f32> + Activation<f64>> Both for A {}

/// `f(z)` and `f'(z)`.
fn both<T: Float>(f: impl Activation<T>, z: f64) -> [f64; 2] {
    let y = f.apply(T::of(z));
    [y, f.derivative(T::of(z), y)].map(T::as_f64)
}

/// The value and the slope on the left, where `NaN` stands for the number itself, and on the right.
#[rstest]
#[case::hard_sigmoid(HardSigmoid::default(), [0.0, 0.0], [1.0, 0.0])]
#[case::hard_swish(HardSwish, [0.0, 0.0], [f64::NAN, 1.0])]
#[case::celu(Celu { alpha: 2.0 }, [-2.0, 0.0], [f64::NAN, 1.0])]
#[case::softsign(Softsign, [-1.0, 0.0], [1.0, 0.0])]
#[case::shrink(Shrink { lambda: 0.5, bias: 0.0 }, [f64::NAN, 1.0], [f64::NAN, 1.0])]
#[case::thresholded_relu(ThresholdedRelu::default(), [0.0, 0.0], [f64::NAN, 1.0])]
fn far_out(
    #[case] f: impl Both,
    #[case] left: [f64; 2],
    #[case] right: [f64; 2],
    #[values(1e30, 3e38, f64::INFINITY)] far: f64,
) {
    for (z, [y, slope]) in [(-far, left), (far, right)] {
        for found in [both::<f32>(f, z), both::<f64>(f, z)] {
            let near = |a: f64, b: f64| a == b || (a - b).abs() <= 1e-7 * b.abs() + 1e-29;
            let y = if y.is_nan() { z } else { y };
            assert!(near(found[0], y) && near(found[1], slope), "{found:?} at {z}");
        }
    }
}

#[rstest]
#[case::hard_sigmoid(HardSigmoid::default())]
#[case::hard_swish(HardSwish)]
#[case::celu(Celu::default())]
#[case::softsign(Softsign)]
#[case::shrink(Shrink::default())]
#[case::thresholded_relu(ThresholdedRelu::default())]
fn a_nan_stays_one(#[case] f: impl Both) {
    assert!(both::<f32>(f, f64::NAN)[0].is_nan() && both::<f64>(f, f64::NAN)[0].is_nan());
}
