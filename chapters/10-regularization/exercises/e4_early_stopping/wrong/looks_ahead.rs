//! caught-by: agrees_with_paper
//! message: that epoch never comes

/// When training stops, and which epoch was the best; epochs are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The epoch after which training stops, if it does.
    pub stop: Option<usize>,
    /// The epoch of the last improvement, if there was one.
    pub best: Option<usize>,
}

/// Takes the minimum of all losses.
pub fn early_stopping(losses: &[f64], patience: usize, min_delta: f64) -> Outcome {
    let (mut lowest, mut wait, mut stop) = (f64::INFINITY, 0, None);
    for (epoch, loss) in losses.iter().enumerate() {
        if *loss < lowest - min_delta {
            (lowest, wait) = (*loss, 0);
        } else {
            wait += 1;
            if wait == patience {
                stop = Some(epoch);
                break;
            }
        }
    }
    let finite = losses.iter().enumerate().filter(|(_, loss)| loss.is_finite());
    let best = finite.min_by(|a, b| a.1.total_cmp(b.1)).map(|(epoch, _)| epoch);
    Outcome { stop, best }
}
