//! Which hint comes next.
//!
//! What was shown is kept below `target`. If it is lost, or the exercise begun anew, so are the hints.

use crate::{Course, Exercise};
use std::path::PathBuf;

/// The hint, from 1, that comes after the last one shown; the last again once all were.
pub fn next_hint(course: &Course, exercise: &Exercise) -> usize {
    let kept = std::fs::read_to_string(file(course, exercise)).unwrap_or_default();
    let shown: usize = kept.trim().parse().unwrap_or_default();
    exercise.hints.len().min(shown.saturating_add(1))
}

/// Keeps which hint was shown. That this fails is no reason to stop: the hint will come again.
pub fn hint_shown(course: &Course, exercise: &Exercise, hint: usize) {
    let file = file(course, exercise);
    let folder = file.parent().unwrap_or(&file);
    let _ = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&file, hint.to_string()));
}

/// Forgets which hint was shown: the next is the first again.
pub(crate) fn forget(course: &Course, exercise: &Exercise) {
    // There may be nothing to forget.
    let _ = std::fs::remove_file(file(course, exercise));
}

fn file(course: &Course, exercise: &Exercise) -> PathBuf {
    course.target.join("gradus").join("exercises").join("hints").join(exercise.target())
}
