//! The tests of `gradus`: the book and what its pages show, the manifest, downloads from servers of
//! every kind, the command line.

/// The course on which crate `exercises` is tested; not all that it can do is needed here.
#[allow(dead_code)]
#[path = "../../../exercises/tests/suite/fixture.rs"]
mod course;

mod artefacts;
mod book;
mod command_line;
mod download;
mod ex;
mod fixture;
mod manifest;
mod resume;
mod server;
mod support;
