//! Batch, layer, group and RMS normalization, with gradients derived by hand.
