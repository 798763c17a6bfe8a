//! The tests of `numeric`: fast functions, matrix product, parallel loops, reductions, pool.

mod blame;
mod difference;
mod functions;
mod join;
mod long_sums;
mod matmul;
mod parallel;
mod pool;
mod pow;
mod reductions;
mod sin_cos;
mod ulps;
