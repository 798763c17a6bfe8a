//! Chapter 7: automatic differentiation.
//!
//! The programs are the examples, each to be read from its first line to its last; here is what
//! they share.

mod dual;
mod memory;
mod moons;
mod number;
mod scalar_tape;
mod tensors;

pub use dual::Dual;
pub use memory::CountingAllocator;
pub use moons::{Moons, SmallNetwork};
pub use number::{Counted, Number};
pub use scalar_tape::{Adjoints, Recorded, Tape, Var};
pub use tensors::TensorNetwork;
