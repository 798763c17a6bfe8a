//! How much memory the readers take. A program of its own, with one test: peaks are per process.

use std::fs;
use std::io::{Cursor, Read};

use data::{DataErrorKind, data_dir, idx, mnist};

const MEGABYTE: usize = 1_000_000;

/// A line of `/proc/self/status`, in bytes; `None` where there is no such file.
fn status(key: &str) -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(key))?;
    let kibibytes = line.trim_start_matches(':').trim().trim_end_matches("kB").trim();
    Some(kibibytes.parse::<usize>().expect("the kernel writes a number") * 1024)
}

/// How far a peak that the kernel keeps rises while `work` is done.
fn rise<T>(key: &str, work: impl FnOnce() -> T) -> Option<(usize, T)> {
    let before = status(key)?;
    let result = work();
    Some((status(key)?.saturating_sub(before), result))
}

#[test]
fn memory_follows_what_arrives_not_what_is_announced() {
    let header = [0, 0, 8, 1, 0x40, 0, 0, 0];
    let file = Cursor::new(header).chain(Cursor::new([1; 100]));
    // Address space, not pages in use: memory that is asked for and never touched counts too.
    let Some((taken, result)) = rise("VmPeak", || idx::parse(file, "a gibibyte, it says")) else {
        println!("skipped: this system does not tell how much memory a program takes");
        return;
    };
    let error = result.unwrap_err();
    assert!(matches!(error.kind, DataErrorKind::Truncated { found: 108, .. }), "{error:?}");
    assert!(taken < 100 * MEGABYTE, "{taken} bytes for a file of 108");
    real_files_are_held_once();
}

fn real_files_are_held_once() {
    let Some(folder) = data_dir().map(|folder| folder.join("mnist")) else {
        println!("skipped: GRADUS_DATA is not set");
        return;
    };
    let (taken, result) = rise("VmHWM", || mnist(&folder)).expect("was there before");
    match result {
        Err(error) if matches!(error.kind, DataErrorKind::Missing { .. }) => {
            println!("skipped: {error}")
        }
        result => {
            result.unwrap();
            // The files unpacked are 55 MB.
            assert!(taken < 65 * MEGABYTE, "{taken} bytes at the peak");
        }
    }
}
