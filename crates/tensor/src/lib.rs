//! Tensors: a shape and a shared block of elements, on the CPU or a GPU.
//!
//! A [`Tensor`] is row-major, the sample first and the last axis fastest, as in PyTorch and NumPy.
//! [`Tensor::as_matrix`] shows the same memory as nalgebra sees it, with one column per sample; that
//! is the form in which the rules of the earlier crates take it, and nothing is copied:
//!
//! ```
//! use tensor::Tensor;
//!
//! let x = Tensor::new([2, 3], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);     // two samples of three
//! assert_eq!(x.as_matrix(), numeric::matrix([[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]]));
//! ```
//!
//! A tensor has the **semantics of a value**: cloning shares the block of elements and costs
//! nothing; writing to a block that is shared copies it first. So the only holder of a
//! tensor writes in place, and no holder sees another's change:
//!
//! ```
//! use tensor::Tensor;
//!
//! let a = Tensor::<f32>::zeros([4]);
//! let mut b = a.clone();                   // shares
//! b.as_mut_slice()[0] = 1.0;               // copies, then writes
//! assert_eq!((a.as_slice()[0], b.as_slice()[0]), (0.0, 1.0));
//! ```
//!
//! Memory comes from a pool and goes back to it when the last tensor that holds it is dropped: a
//! training step asks for the same lengths again and again ([`fresh_allocations`] counts how often
//! new memory was allocated). It begins at a cache line, [`ALIGNMENT`], as vector registers are loaded fastest.
//!
//! Shapes that do not fit are mistakes in a program: an operation panics at the caller's line with
//! a [`ShapeError`]'s message, such as
//! `matmul: [64, 784] and [100, 10] do not fit: the last axis of the left must equal the first of
//! the right`.

mod broadcast;
mod buffer;
mod device;
mod download;
#[cfg(feature = "cuda")]
pub mod gpu;
mod indices;
mod permute;
mod pointwise;
mod precision;
mod reduce;
mod shape;
mod step_graph;
mod storage;
mod strided;
mod tensor;
mod views;

pub use broadcast::{broadcast_to, sum_to, ternary_broadcast, zip_broadcast};
pub use buffer::{ALIGNMENT, fresh_allocations};
pub use device::{Device, GpuError};
pub use download::Download;
pub use indices::Indices;
pub use numeric::Float;
pub use permute::{permute, transpose};
pub use pointwise::{Parameters, Pointwise};
pub use precision::{MatmulPrecision, MatmulPrecisionError};
pub use reduce::{Reduction, reduce_to, sum_axes};
pub use shape::{Shape, ShapeError, expect_shape};
pub use step_graph::StepGraph;
pub use storage::expect_same_device;
pub use strided::{strided, write_strided};
pub use tensor::Tensor;
