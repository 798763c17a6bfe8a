//! Chapter 1: background.
//!
//! The programs are the examples, each to be read from its first line to its last; here is what
//! they share. They borrow crates of later chapters: this chapter shows where the book leads.

mod bitmap;
pub mod calculator;
mod drawing;
pub mod growth;
pub mod pen;
mod reader;
mod service;
mod sketch;

pub use bitmap::augmented;
pub use drawing::{Drawing, Point};
pub use reader::{Reader, prediction};
pub use service::respond;
pub use sketch::sketch;
