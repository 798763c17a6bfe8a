//! Chapter 14: its programs, run as a reader runs them.

mod bugs;
mod heads;
mod language_model;
mod programs;
mod reversal;
