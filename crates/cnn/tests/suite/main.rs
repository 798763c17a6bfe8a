//! Tests of convolution and pooling that need nothing but this crate and those below.

mod layers;
mod mistakes;
mod pooled;
mod pools;
mod properties;
