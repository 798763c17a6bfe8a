//! Chapter 10: regularization.
