//! Loss functions, each with its gradient.
