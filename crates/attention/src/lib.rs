//! Attention and the Transformer.
mod backward;
mod blocks;
mod checks;
#[cfg(feature = "cuda")]
mod cuda;
mod forward;
mod head;
mod kernels;
mod mask;
mod ops;
mod product;
mod record;
pub mod reference;

pub use mask::{AttentionOptions, boolean_mask};
pub use ops::AttentionOps;
