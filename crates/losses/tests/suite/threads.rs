//! A large batch is computed in parallel: the bits must not depend on the number of threads.

use crate::values::both;
use losses::{BinaryCrossEntropyWithLogits, CrossEntropy, Loss, MeanSquaredError};
use nalgebra::DMatrix;

const OUTPUTS: usize = 10;
/// Enough for several chunks, and no multiple of a chunk's width.
const SAMPLES: usize = 60_011;

fn with_threads<R: Send>(threads: usize, f: impl FnOnce() -> R + Send) -> R {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(f)
}

fn check<L: Loss<f32>>(loss: &L, y: &DMatrix<f32>, target: &L::Target) {
    let (value, dy) = with_threads(1, || both(loss, y, target));
    for threads in [2, 3] {
        let (again, dy_again) = with_threads(threads, || both(loss, y, target));
        assert_eq!(again.to_bits(), value.to_bits(), "{}, {threads} threads", L::NAME);
        let same = dy_again.iter().zip(&dy).all(|(a, b)| a.to_bits() == b.to_bits());
        assert!(same, "{}: the gradient differs with {threads} threads", L::NAME);
    }
    // Each sample is compared with its own target, in whichever chunk it is.
    let (mut each, mut dy_each) = (vec![0.0; SAMPLES], DMatrix::zeros(OUTPUTS, SAMPLES));
    loss.unreduced(y.as_view(), target, &mut each, dy_each.as_view_mut());
    let mean = each.iter().map(|loss| f64::from(*loss)).sum::<f64>() / SAMPLES as f64;
    assert!((f64::from(value) / mean - 1.0).abs() < 1e-4, "{}: {value}, {mean}", L::NAME);
    let diff = (dy_each / SAMPLES as f32 - dy).abs().max();
    assert!(diff < 1e-10, "{}: gradients differ by {diff}", L::NAME);
}

#[test]
fn large_batches_have_the_same_bits_with_any_number_of_threads() {
    let y = DMatrix::from_fn(OUTPUTS, SAMPLES, |i, j| ((i * 37 + j * 101) as f32).sin() * 3.0);
    let fractions: Vec<f32> = (0..y.len()).map(|i| (i % 97) as f32 / 96.0).collect();
    let classes: Vec<usize> = (0..SAMPLES).map(|i| i * 7 % 11 % OUTPUTS).collect();
    check(&MeanSquaredError, &y, &fractions);
    check(&BinaryCrossEntropyWithLogits, &y, &fractions);
    check(&CrossEntropy, &y, &classes);
}
