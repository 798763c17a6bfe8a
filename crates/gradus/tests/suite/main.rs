//! The tests of `gradus`: the book and what its pages show, the manifest, downloads from servers of
//! every kind, the command line.

mod artefacts;
mod book;
mod command_line;
mod download;
mod fixture;
mod manifest;
mod resume;
mod server;
mod support;
