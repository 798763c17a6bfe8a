//! Gradient descent: full-batch, stochastic and mini-batch, on any function with a gradient.
