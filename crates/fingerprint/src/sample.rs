//! Which of the things that need not be made anew are made anew all the same.

use crate::Builder;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

/// One of this many is drawn.
const ONE_OF: usize = 16;
/// The seconds of a day.
const DAY: u64 = 86_400;

/// Draws one of sixteen of these names, rounded up. The draw depends on the commit and the names
/// alone: at one commit it is the same everywhere, and over the commits every name has its turn.
///
/// ```
/// use fingerprint::sample;
///
/// let names = ["ch02 layer", "ch02 perceptron", "ch02 xor"];
/// let drawn = sample("1b2c3d", names);
/// assert_eq!(drawn.len(), 1);
/// assert_eq!(drawn, sample("1b2c3d", names));
/// ```
pub fn sample<'a>(commit: &str, names: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let rank = |name: &str| {
        let mut builder = Builder::new("sample");
        builder.add(commit);
        builder.add(name);
        builder.finish()
    };
    let mut names: Vec<&str> = names.into_iter().collect();
    names.sort_by_cached_key(|name| rank(name));
    names.truncate(names.len().div_ceil(ONE_OF));
    names.into_iter().collect()
}

/// The commit that is checked out in this folder; without git, the day takes its place.
pub fn commit(folder: &Path) -> String {
    let mut git = Command::new("git");
    git.current_dir(folder).args(["rev-parse", "HEAD"]).stdin(Stdio::null()).stderr(Stdio::null());
    match git.output() {
        Ok(output) if output.status.success() => {
            String::from_utf8_lossy(&output.stdout).trim().into()
        }
        _ => {
            let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |it| it.as_secs());
            format!("day {}", seconds / DAY)
        }
    }
}
