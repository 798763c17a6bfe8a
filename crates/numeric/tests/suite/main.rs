//! The tests of `numeric`: fast functions, matrix product, parallel loops, reductions, pool.

mod blame;
mod difference;
mod functions;
mod matmul;
mod parallel;
mod pool;
mod reductions;
