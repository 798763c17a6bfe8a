//! The tests of `gradus`: the manifest, downloads from servers of every kind, the command line.

/// The course on which crate `exercises` is tested; not all that it can do is needed here.
#[allow(dead_code)]
#[path = "../../../exercises/tests/suite/fixture.rs"]
mod fixture;

mod command_line;
mod download;
mod ex;
mod manifest;
mod resume;
mod server;
mod support;
