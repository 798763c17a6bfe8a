//! The exercises of chapter 15, one folder each.
//!
//! The statement stands at the top of `exercise.rs`, the only file to edit; `hints.md` next to it
//! holds three hints. Nothing here is part of the library: each exercise is a test of its own, which
//! is run by its number, say 15.1, like this:
//!
//! ```text
//! cargo test -p ex15 --test ex15_1
//! ```
