//! The training loop: epochs, metrics, history, checkpoints, progress.
