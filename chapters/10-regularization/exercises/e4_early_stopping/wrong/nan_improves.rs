//! caught-by: nan_is_no_improvement
//! message: NaN was taken for an improvement

/// When training stops, and which epoch was the best; epochs are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The epoch after which training stops, if it does.
    pub stop: Option<usize>,
    /// The epoch of the last improvement, if there was one.
    pub best: Option<usize>,
}

/// Asks the other way round.
pub fn early_stopping(losses: &[f64], patience: usize, min_delta: f64) -> Outcome {
    let (mut lowest, mut best, mut wait) = (f64::INFINITY, None, 0);
    for (epoch, loss) in losses.iter().enumerate() {
        if !(*loss >= lowest - min_delta) {
            (lowest, best, wait) = (*loss, Some(epoch), 0);
        } else {
            wait += 1;
            if wait == patience {
                return Outcome { stop: Some(epoch), best };
            }
        }
    }
    Outcome { stop: None, best }
}
