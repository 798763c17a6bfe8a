//! Activation functions and their derivatives, softmax and log-softmax.
