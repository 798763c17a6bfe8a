//! The house itself: which crate stands on which, how large its rooms are, what it promises.

mod builds;
mod circles;
mod exercises;
mod ladder;
mod names;
mod sources;
mod theme;
mod words;
