//! A layer of artificial neurons for a batch of samples.
