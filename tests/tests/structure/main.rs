//! The house itself: which crate stands on which, how large its rooms are, what it promises.

mod builds;
mod ladder;
mod sources;
mod theme;
mod words;
