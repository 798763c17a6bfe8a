//! Chapter 19: its program, run as a reader runs it, and its first losses against PyTorch's.

mod parity;
mod program;
mod run;
