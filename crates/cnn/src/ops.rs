//! Convolution and pooling as operations of a value on the tape.

mod conv;
mod conv_transpose;
mod pool;
mod record;
mod record_pool;

pub use conv::ConvOps;
pub use pool::PoolOps;
