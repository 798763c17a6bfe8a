//! The path of a curve: with gaps where there is no number, and no more points than can be seen.

use crate::units::{Point, UNIT};

/// A curve of up to this many points is drawn through every one of them.
const FEW: usize = 500;
/// Of a longer one, every column of two pixels shows the lowest and the highest point.
const COLUMN: i32 = 2 * UNIT;

/// The segments of the curve between the points that cannot be drawn.
pub(crate) fn segments(
    points: &[(f64, f64)],
    is_drawable: impl Fn((f64, f64)) -> bool,
) -> impl Iterator<Item = &[(f64, f64)]> {
    points.split(move |&point| !is_drawable(point)).filter(|segment| !segment.is_empty())
}

/// The points that matter to the eye: no peak is lost, and the file stays small.
pub(crate) fn downsampled(points: Vec<Point>) -> Vec<Point> {
    if points.len() <= FEW {
        return points;
    }
    let last = points.last().copied();
    let columns = points.chunk_by(|a, b| a.0 / COLUMN == b.0 / COLUMN);
    let mut kept: Vec<Point> = columns.flat_map(extremes).chain(last).collect();
    kept.dedup();
    kept
}

fn extremes(column: &[Point]) -> [Point; 2] {
    let height = |&k: &usize| column[k].1;
    let lowest = (0..column.len()).min_by_key(height).unwrap_or(0);
    let highest = (0..column.len()).max_by_key(height).unwrap_or(0);
    [column[lowest.min(highest)], column[lowest.max(highest)]]
}
