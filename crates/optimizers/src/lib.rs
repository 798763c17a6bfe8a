//! Optimizers: how a gradient changes a parameter.
