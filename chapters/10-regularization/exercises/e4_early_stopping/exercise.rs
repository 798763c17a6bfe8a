//! # 10.4 Early stopping
//!
//! A network that is trained for too long learns its training samples by heart, and the loss on the
//! validation samples begins to rise. *Early stopping* ends training when that loss $`L_e`$ has not
//! improved for $`P`$ successive epochs, the *patience*. An epoch $`e`$ is an improvement if its loss
//! is below the best one so far, $`B`$, by more than $`\delta`$:
//!
//! ```math
//! L_e < B - \delta, \quad\text{then } B \leftarrow L_e.
//! ```
//!
//! $`B`$ is the loss of the last improvement, and $`\infty`$ before the first. An epoch that is no
//! improvement leaves it as it is, though its loss may be a little lower. A tie is no improvement,
//! and neither is NaN or $`\infty`$. Training stops after the epoch that is the $`P`$-th in a row
//! without improvement ($`P \ge 1`$, $`\delta \ge 0`$); later losses are never seen.
//!
//! To test yourself: with $`P = 2`$ and $`\delta = 0`$ the losses 0.9, 0.5, 0.6, 0.4, 0.45, 0.41, 0.3
//! stop training after epoch 5, and the best is epoch 3. The 0.3 never comes.

/// When training stops, and which epoch was the best; epochs are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The epoch after which training stops, if it does.
    pub stop: Option<usize>,
    /// The epoch of the last improvement, if there was one.
    pub best: Option<usize>,
}

/// Early stopping on the validation loss of each epoch, with this patience (at least 1) and this
/// minimum decrease.
pub fn early_stopping(losses: &[f64], patience: usize, min_delta: f64) -> Outcome {
    let epochs = losses.len();
    todo!("10.4: {epochs} epochs, patience {patience}, minimum decrease {min_delta}")
}
