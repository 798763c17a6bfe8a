//! The tests of `gradus`: the manifest, downloads from servers of every kind, the command line.

mod command_line;
mod download;
mod manifest;
mod resume;
mod server;
mod support;
