//! How far a file has come: a bar on a terminal, a line for each quarter elsewhere.

use crate::{Failure, File, Watcher};
use indicatif::{DecimalBytes, ProgressBar, ProgressStyle};

/// Shows how far a file has come, on the standard error stream.
pub(super) struct Bar<'a> {
    file: &'a File,
    bar: ProgressBar,
    quarters: u64,
}

impl<'a> Bar<'a> {
    /// A bar for this file; nothing is shown before an address answers.
    pub(super) fn new(file: &'a File) -> Self {
        let template = "  {wide_bar} {decimal_bytes}/{decimal_total_bytes} {eta} left";
        let style = ProgressStyle::with_template(template).expect("the template is right");
        Bar { file, bar: ProgressBar::new(file.size).with_style(style), quarters: 0 }
    }

    fn quarters(&self, received: u64) -> u64 {
        4 * received / self.file.size.max(1)
    }
}

impl Watcher for Bar<'_> {
    fn begins(&mut self, address: &str, received: u64, size: u64) {
        let rest = match received {
            0 => format!("{} from {address}", DecimalBytes(size)),
            _ => format!("the last {} from {address}", DecimalBytes(size - received)),
        };
        self.bar.suspend(|| eprintln!("  {}: {rest}", self.file.name));
        self.bar.set_position(received);
        self.bar.reset_eta();
        self.quarters = self.quarters(received);
    }

    fn received(&mut self, received: u64) {
        let quarters = self.quarters(received);
        if self.bar.is_hidden() && quarters > self.quarters {
            eprintln!("  {}: {} %", self.file.name, 25 * quarters);
        }
        self.quarters = quarters;
        self.bar.set_position(received);
    }

    fn failed(&mut self, failure: &Failure) {
        self.bar.suspend(|| eprintln!("  {failure}"));
    }
}

impl Drop for Bar<'_> {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
