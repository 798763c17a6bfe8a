//! Seeing how a download goes.

use crate::Failure;

/// Is told how a download goes. `()` is one that does nothing.
pub trait Watcher {
    /// This address gives the file of `size` bytes, of which `received` are here already.
    fn begins(&mut self, _address: &str, _received: u64, _size: u64) {}

    /// So many bytes are here now.
    fn received(&mut self, _received: u64) {}

    /// This address did not give the file, and the next one is asked. (What the last one did is in
    /// the error.)
    fn failed(&mut self, _failure: &Failure) {}
}

impl Watcher for () {}
