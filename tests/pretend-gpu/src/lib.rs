//! A GPU in place of NVIDIA's: CUDA kernels run on the processor, with every access to memory checked.
//!
//! [`build`] compiles the libraries that stand for NVIDIA's driver, run-time compiler, matrix library and
//! convolution library (folders `host` and `device` beside this one). [`Kernel::launch`] runs one kernel by
//! itself, for a test: of a program that uses a GPU nothing else is needed, and no GPU. What a GPU would leave to
//! chance, an index out of range, a missing barrier, a race, an element that nobody wrote, is an [`Error`] that
//! names the line.
//!
//! ```
//! use pretend_gpu::{Argument, Error, Kernel};
//!
//! let text = r#"extern "C" __global__ void scale(float* y, const float* x, float factor, int n) {
//!     int i = blockIdx.x * blockDim.x + threadIdx.x;
//!     if (i < n) y[i] = factor * x[i];
//! }"#;
//! let (x, mut y) = ([1.0, 2.0, 3.0], [0.0; 3]);
//! let arguments =
//!     [Argument::Output(&mut y), Argument::Input(&x), Argument::Float(10.0), Argument::Int(3)];
//! match (Kernel { text, name: "scale" }).launch([1, 1, 1], [32, 1, 1], arguments) {
//!     Ok(()) => assert_eq!(y, [10.0, 20.0, 30.0]),
//!     Err(Error::Unavailable(why)) => println!("not run: {why}"),       // no C++ compiler, say
//!     Err(error) => panic!("{error}"),
//! }
//! ```
//!
//! Each launch is a process of its own. So a kernel that loops is ended, and the order in which threads run,
//! which is drawn at random, is the same for the same launch: what is found once is found every time.

mod build;
mod launch;
mod quote;
mod request;
mod turn;

pub use build::build;
pub use launch::{Error, Kernel};
pub use request::Argument;
pub use turn::{Turn, TurnEnd};
