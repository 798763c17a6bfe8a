//! The tests of `exercises`, on the small course of `tests/fixture`.

mod check;
mod fixture;
mod parts;
mod plain;
mod reader;
mod tamper;
