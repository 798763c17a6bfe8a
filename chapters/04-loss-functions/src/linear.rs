//! A linear model, fitted with any loss.

use autograd::Tape;
use losses::Loss;
use nn::{Dense, Forward};
use optimizers::{Adam, Optimizer};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use tensor::Tensor;

// ANCHOR: fit
/// Fits a linear model to the inputs `x`, `[n, features]`, by `steps` steps of Adam, each over all
/// samples. The learning rate falls to zero, so that the last steps do not jump over the minimum.
///
/// ```
/// use losses::MeanSquaredError;
/// use tensor::Tensor;
///
/// let x = Tensor::new([4, 1], vec![0.0, 1.0, 2.0, 3.0]);
/// let model = ch04::fit_linear(&MeanSquaredError, &x, &[1.0, 3.0, 5.0, 7.0], 2000);
/// assert!((model.weight.value.item() - 2.0).abs() < 1e-3);
/// ```
pub fn fit_linear<L: Loss<f64, Target = [f64]>>(
    loss: &L,
    x: &Tensor<f64>,
    targets: &[f64],
    steps: u32,
) -> Dense<f64> {
    let inputs = x.shape().last_dim();
    let mut model = Dense::linear(inputs, 1, &mut ChaCha8Rng::seed_from_u64(1));
    let (mut adam, mut tape) = (Adam::new(0.0), Tape::new());
    for step in 0..steps {
        adam.common.learning_rate = 0.3 * (1.0 - f64::from(step) / f64::from(steps));
        let gradients = tape.gradients(|tape| model.forward(tape.constant(x)).loss(loss, targets));
        adam.step(&mut model, &gradients);
    }
    model
}
// ANCHOR_END: fit

/// What the model says of the inputs `x`.
///
/// ```
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use tensor::Tensor;
///
/// let model = nn::Dense::<f64>::linear(3, 1, &mut ChaCha8Rng::seed_from_u64(1));
/// assert_eq!(ch04::predictions(&model, &Tensor::zeros([2, 3])), [0.0, 0.0]);
/// ```
pub fn predictions(model: &Dense<f64>, x: &Tensor<f64>) -> Vec<f64> {
    Tape::new().no_grad(|tape| model.forward(tape.constant(x))).as_slice().to_vec()
}
