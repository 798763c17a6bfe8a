//! Chapter 12: its program, run as a reader runs it.

mod inside;
mod program;
mod run;
