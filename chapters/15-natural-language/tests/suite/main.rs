//! Chapter 15: its programs, run as a reader runs them.

mod classification;
mod questions;
mod translation;
