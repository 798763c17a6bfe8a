//! How far a check of the exercises has come: a bar on a terminal, a line for each package elsewhere.

use exercises::Watcher;
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Shows it on the standard error stream.
#[derive(Default)]
pub(super) struct Progress {
    shown: Mutex<Option<Shown>>,
}

/// The tests of all packages.
struct Shown {
    bar: ProgressBar,
    /// For each package, how many tests there are, and how many have not ended.
    tests: BTreeMap<String, [usize; 2]>,
}

impl Watcher for Progress {
    fn compiles(&self, programs: usize, exercises: usize) {
        eprintln!(
            "Compiling {programs} programs, the stubs, solutions and wrong answers of {exercises} \
             exercise{} …",
            if exercises == 1 { "" } else { "s" }
        );
    }

    fn begins(&self, tests: &BTreeMap<&str, usize>) {
        let all: usize = tests.values().sum();
        if all == 0 {
            return;
        }
        eprintln!("Running {all} tests …");
        let style = ProgressStyle::with_template("  {wide_bar} {pos}/{len} tests")
            .expect("the template is right");
        let bar = ProgressBar::new(all as u64).with_style(style);
        let tests = tests.iter().map(|(name, count)| (name.to_string(), [*count, *count]));
        *self.lock() = Some(Shown { bar, tests: tests.collect() });
    }

    fn ran(&self, package: &str) {
        let mut shown = self.lock();
        let Some(Shown { bar, tests }) = shown.as_mut() else { return };
        bar.inc(1);
        let Some([all, left]) = tests.get_mut(package) else { return };
        *left -= 1;
        if *left == 0 && bar.is_hidden() {
            eprintln!("  {package}: {all} tests run");
        }
    }
}

impl Progress {
    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Shown>> {
        // What is shown is of use even if a thread has panicked.
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(shown) = self.lock().take() {
            shown.bar.finish_and_clear();
        }
    }
}
