//! Tests of convolution and pooling that need nothing but this crate and those below.

mod layers;
mod long_sums;
mod mistakes;
mod pooled;
mod pools;
mod properties;
