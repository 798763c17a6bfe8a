//! Where a scene ends, and which scenes are learnt from.

use std::collections::HashSet;

/// How many speeches on each side of a change of scene have no speaker in common.
const SIDE: usize = 5;

/// A part of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// To learn from.
    Train,
    /// To choose by.
    Validation,
    /// To judge by.
    Test,
}

// ANCHOR: scenes
/// Where scenes begin in a play, told by who speaks: where nobody of the last five speeches has one
/// of the next five. The text does not mark its scenes; this finds some twenty in each play.
///
/// ```
/// use ch15::classification::scene_starts;
///
/// let speakers = ["a", "b", "a", "b", "a", "c", "d", "c", "d", "c", "a", "c", "a", "c", "a"];
/// assert_eq!(scene_starts(speakers), [0, 5]);                 // c goes on in the third scene
/// ```
pub fn scene_starts<'a>(speakers: impl IntoIterator<Item = &'a str>) -> Vec<usize> {
    let speakers: Vec<&str> = speakers.into_iter().collect();
    let mut starts = vec![0];
    for i in SIDE..speakers.len().saturating_sub(SIDE - 1) {
        let before: HashSet<&&str> = speakers[i - SIDE..i].iter().collect();
        let is_new = !speakers[i..i + SIDE].iter().any(|speaker| before.contains(speaker));
        if is_new && starts.last().is_none_or(|start| i - start >= SIDE) {
            starts.push(i);
        }
    }
    starts
}
// ANCHOR_END: scenes

/// Deals scenes of these sizes to training, validation and test, 70, 15 and 15 %, in their order:
/// each to the part that lacks the most.
///
/// ```
/// use ch15::classification::{Part, deal};
///
/// let parts = deal(&[10; 20]);
/// let count = |part| parts.iter().filter(|it| **it == part).count();
/// assert_eq!([Part::Train, Part::Validation, Part::Test].map(count), [14, 3, 3]);
/// ```
pub fn deal(sizes: &[usize]) -> Vec<Part> {
    let parts = [(Part::Train, 0.70), (Part::Validation, 0.15), (Part::Test, 0.15)];
    let (mut dealt, mut total) = ([0.0; 3], 0.0);
    let mut part_of = Vec::new();
    for size in sizes {
        total += *size as f64;
        let lack = |part: &usize| parts[*part].1 * total - dealt[*part];
        let part = (0..3).max_by(|a, b| lack(a).total_cmp(&lack(b))).unwrap_or(0);
        dealt[part] += *size as f64;
        part_of.push(parts[part].0);
    }
    part_of
}
