//! The tests of `numeric`: the fast functions, the product, the blocks, the sums, the pool.

mod blame;
mod blocks;
mod difference;
mod functions;
mod matmul;
mod pool;
mod sums;
