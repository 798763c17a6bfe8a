//! Samples as points in the plane, and the lines that part them.

use crate::Series;
use crate::half_plane::HalfPlane;

/// Samples with two coordinates as points, the lines that part them, and what lies on their sides.
///
/// A step to the right is as long as a step up, so that distances and right angles are seen as
/// they are. Groups differ in colour, and by discs and rings.
///
/// ```
/// use figures::{Color, DecisionBoundary, HalfPlane, PointGroup, Scatter};
///
/// let figure = Scatter {
///     description: "Two points on each side of a line that rises from left to right.".into(),
///     x_label: "width".into(),
///     y_label: "height".into(),
///     groups: vec![
///         PointGroup { label: "cats".into(), points: vec![(0.0, 2.0), (1.0, 3.0)], hollow: true },
///         PointGroup { label: "dogs".into(), points: vec![(2.0, 0.0), (3.0, 1.0)], hollow: false },
///     ],
///     lines: vec![DecisionBoundary {
///         label: "y = x".into(),
///         side: HalfPlane { w: [1.0, -1.0], b: 0.0 },
///         ..DecisionBoundary::default()
///     }],
///     ..Scatter::default()
/// }
/// .draw()?;
/// assert!(figure.inline().contains(">y = x</text>"));
/// # Ok::<(), figures::FigureError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scatter {
    /// What a reader would see, for those who cannot.
    pub description: String,
    /// What the horizontal axis measures, printed below it.
    pub x_label: String,
    /// What the vertical axis measures, printed above it.
    pub y_label: String,
    /// The points, in at most four groups; these take the colours in their order.
    pub groups: Vec<PointGroup>,
    /// Lines through the whole plane.
    pub lines: Vec<DecisionBoundary>,
    /// Parts of the plane, tinted in the colour of the group with that index.
    pub regions: Vec<Region>,
    /// Paths through given points, such as a distance; drawn in the colour of text unless they
    /// have one.
    pub paths: Vec<Series>,
}

/// Points of one kind in a [`Scatter`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PointGroup {
    /// What the points are, printed above the chart.
    pub label: String,
    /// The points `(x, y)`.
    pub points: Vec<(f64, f64)>,
    /// Whether they are rings instead of discs.
    pub hollow: bool,
}

/// A line through a [`Scatter`], the border of a half plane.
#[derive(Clone, Debug, PartialEq)]
pub struct DecisionBoundary {
    /// What the line is, printed where it leaves the chart.
    pub label: String,
    /// The side of the line that counts as inside.
    pub side: HalfPlane,
    /// How strong the line is, from 0 to 1: earlier lines may be fainter.
    pub strength: f64,
}

/// A part of the plane in a [`Scatter`]: where all half planes overlap.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Region {
    /// The group whose colour it has.
    pub group: usize,
    /// The half planes; without one, the whole plane.
    pub sides: Vec<HalfPlane>,
}

impl Default for DecisionBoundary {
    fn default() -> Self {
        Self { label: String::new(), side: HalfPlane::default(), strength: 1.0 }
    }
}
