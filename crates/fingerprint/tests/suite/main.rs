//! The tests of `fingerprint`, on a small workspace written for each: two chapters, a crate below
//! them, a file that it embeds, libraries from elsewhere.

mod counts;
mod fixture;
mod modules;
mod sampling;
