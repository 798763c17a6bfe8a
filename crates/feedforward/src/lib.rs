//! Feedforward networks for classification and regression.
