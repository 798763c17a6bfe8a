//! Chapter 13: its programs, run as a reader runs them.

mod adding;
mod dates;
mod forecast;
mod language_model;
mod sound;
mod surnames;
mod theory;
