//! Chapter 8: optimizers.
