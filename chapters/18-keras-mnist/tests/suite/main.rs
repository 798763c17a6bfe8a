//! The tests of chapter 18: its program, run as a reader runs it.

#[cfg(unix)]
mod interrupt;
mod mistakes;
mod mnist;
mod program;
mod run;
