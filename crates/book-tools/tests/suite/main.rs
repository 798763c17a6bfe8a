//! The tools of the book, tried on a small book: `tests/fixture`.

mod artefacts;
mod blocks;
mod checks;
mod citations;
mod directives;
mod exercises;
mod fitting;
mod maths;
mod numbers;
mod origins;
mod protocol;
mod support;
