//! Chapter 12: its programs, run as a reader runs them.

mod inside;
mod program;
mod programs;
mod run;
