//! From strokes to an image like those that the network has learnt from.

use crate::bitmap::{self, SIDE};
use serde::Deserialize;

/// The inked points of a bitmap, which is their mean in the data set: whoever writes thinly or thickly,
/// the ink is the same.
const INKED: usize = 313;
/// The pen's tip is no wider than this, in points: a dot becomes no blot.
const MAX_RADIUS: f32 = 5.0;
/// The size of the box around the middle of the strokes. The ink goes beyond it on all sides.
const WIDTH: f32 = 21.0;
const HEIGHT: f32 = 29.0;
/// The side of a dot, which has none: small, and [`HEIGHT`] over it is still finite.
const MIN_SIDE: f32 = 1e-30;
/// The maximum number of points that a drawing may have.
const MAX_POINTS: usize = 5_000;

/// A position in a drawing, to the right and down, in any unit.
pub type Point = [f32; 2];

/// What was drawn: strokes, each the path of the pen from where it was put down to where it was lifted.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Drawing {
    /// The strokes.
    pub strokes: Vec<Vec<Point>>,
}

impl Drawing {
    /// Reads a drawing from JSON: `{"strokes": [[[x, y], …], …]}`.
    ///
    /// ```
    /// use ch01::Drawing;
    ///
    /// let one = Drawing::from_json(br#"{"strokes": [[[50, 10], [50, 90]]]}"#)?;
    /// assert_eq!(one.strokes[0].len(), 2);
    /// assert!(Drawing::from_json(br#"{"strokes": []}"#).unwrap_err().contains("no point"));
    /// # Ok::<(), String>(())
    /// ```
    ///
    /// # Errors
    /// What is wrong and what is expected, if it is no such JSON, has no point or too many, or a
    /// coordinate that is not finite.
    pub fn from_json(text: &[u8]) -> Result<Self, String> {
        let expected = r#"expected {"strokes": [[[x, y], …], …]}"#;
        let drawing: Drawing =
            serde_json::from_slice(text).map_err(|error| format!("{expected}: {error}"))?;
        match drawing.points().count() {
            0 => Err(format!("{expected}: there is no point")),
            found if found > MAX_POINTS => {
                Err(format!("{expected}: {found} points, at most {MAX_POINTS} are read"))
            }
            _ if drawing.points().flatten().any(|x| x.abs() > 1e6 || x.is_nan()) => {
                Err(format!("{expected}: a coordinate is beyond ±1,000,000"))
            }
            _ => Ok(drawing),
        }
    }

    /// An image of 8 × 8 pixels as a drawing of 32 × 32 units, a dot for each inked point.
    ///
    /// ```
    /// let image = data::digits().test.image(0).to_vec();
    /// let inked: usize = image.iter().map(|ink| usize::from(*ink)).sum();
    /// assert_eq!(ch01::Drawing::from_image(&image).strokes.len(), inked);
    /// ```
    ///
    /// # Panics
    /// If it has not 64 pixels of 0 to 16.
    pub fn from_image(image: &[u8]) -> Self {
        assert!(image.len() == 64, "an image has 64 pixels, not {}", image.len());
        let bitmap = bitmap::bitmap(image);
        let inked = (0..SIDE * SIDE).filter(|i| bitmap[*i]);
        let strokes = inked.map(|i| vec![[(i % SIDE) as f32, (i / SIDE) as f32]]).collect();
        Drawing { strokes }
    }

    // ANCHOR: prepare
    /// The image of 8 × 8 pixels that the network is given: each pixel counts the inked points, 0 to
    /// 16, of its block of 4 × 4. Position and size of the drawing do not matter, nor the width of
    /// the pen.
    ///
    /// ```
    /// use ch01::Drawing;
    ///
    /// let one = Drawing { strokes: vec![vec![[70.0, 10.0], [70.0, 30.0]]] };
    /// let far = Drawing { strokes: vec![vec![[900.0, 100.0], [900.0, 700.0]]] };
    /// assert_eq!(one.prepare(), far.prepare());
    /// assert_eq!(one.prepare()[8 * 4 + 4], 16);
    /// ```
    pub fn prepare(&self) -> [u8; 64] {
        let strokes = self.normalized();
        let at = |i: usize| [(i % SIDE) as f32 + 0.5, (i / SIDE) as f32 + 0.5];
        let distances: Vec<f32> = (0..SIDE * SIDE).map(|i| distance(at(i), &strokes)).collect();
        // The width of the pen follows: the points nearest to the strokes are inked.
        let mut sorted = distances.clone();
        sorted.sort_by(f32::total_cmp);
        let radius = sorted[INKED - 1].min(MAX_RADIUS);
        bitmap::count(|i| distances[i] <= radius)
    }
    // ANCHOR_END: prepare

    /// The strokes, moved to the middle of the bitmap and scaled to its height; one that is too wide
    /// then is made narrower.
    fn normalized(&self) -> Vec<Vec<Point>> {
        let [left, right] = self.range(0);
        let [top, bottom] = self.range(1);
        // A dash is not as high as the bitmap.
        let height = (bottom - top).max((right - left) / 3.0).max(MIN_SIDE);
        let down = HEIGHT / height;
        let across = down.min(WIDTH / (right - left).max(MIN_SIDE));
        let middle = SIDE as f32 / 2.0;
        let moved = |[x, y]: &Point| {
            [
                middle + (x - (left + right) / 2.0) * across,
                middle + (y - (top + bottom) / 2.0) * down,
            ]
        };
        self.strokes.iter().map(|stroke| stroke.iter().map(moved).collect()).collect()
    }

    fn points(&self) -> impl Iterator<Item = &Point> {
        self.strokes.iter().flatten()
    }

    /// The minimum and the maximum of a coordinate.
    fn range(&self, axis: usize) -> [f32; 2] {
        let start = [f32::INFINITY, f32::NEG_INFINITY];
        self.points().fold(start, |[low, high], p| [low.min(p[axis]), high.max(p[axis])])
    }
}

/// How far a position is from the nearest stroke.
fn distance(at: Point, strokes: &[Vec<Point>]) -> f32 {
    let of_stroke = |stroke: &Vec<Point>| match stroke.as_slice() {
        [point] => to_line(at, *point, *point),
        points => points
            .windows(2)
            .map(|ends| to_line(at, ends[0], ends[1]))
            .fold(f32::INFINITY, f32::min),
    };
    strokes.iter().map(of_stroke).fold(f32::INFINITY, f32::min)
}

/// How far a position is from the nearest point of the line between two others.
fn to_line([x, y]: Point, a: Point, b: Point) -> f32 {
    let [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { ((x - a[0]) * dx + (y - a[1]) * dy) / length } else { 0.0 };
    let along = along.clamp(0.0, 1.0);
    (x - a[0] - along * dx).hypot(y - a[1] - along * dy)
}
