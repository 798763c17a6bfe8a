//! Who is told how far a check has come.

use std::collections::BTreeMap;

/// Is told how far a check has come, from several threads. `()` does not care.
pub trait Watcher: Sync {
    /// Cargo begins to compile `programs` stubs, solutions and wrong answers of `exercises`
    /// exercises.
    fn compiles(&self, _programs: usize, _exercises: usize) {}

    /// The tests begin.
    fn begins(&self, _tests: &BTreeMap<&str, usize>) {}

    /// A test of this package has ended.
    fn ran(&self, _package: &str) {}
}

impl Watcher for () {}
