//! What the engine promises as a whole.

mod bits;
mod devices;
mod hand;
mod learning;
mod operations;
