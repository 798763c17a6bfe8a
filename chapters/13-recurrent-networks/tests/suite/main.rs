//! Chapter 13: its programs, run as a reader runs them.

mod theory;
