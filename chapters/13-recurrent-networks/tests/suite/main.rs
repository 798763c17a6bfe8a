//! Chapter 13: its programs, run as a reader runs them.

mod adding;
mod dates;
mod language_model;
mod surnames;
mod theory;
