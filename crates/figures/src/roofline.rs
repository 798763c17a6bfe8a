//! The roofline of a machine, and programs under it.

use crate::axis::{Axis, is_drawable};
use crate::canvas::{Anchor, Canvas};
use crate::labels::separate_labels;
use crate::plane::{GAP, MARGIN, Plane};
use crate::style::{Color, MUTED, PAGE};
use crate::text::{truncated, width};
use crate::units::{LINE, Point, TEXT, UNIT};
use crate::{Figure, FigureError};

const SIZE: Point = (600 * UNIT, 400 * UNIT);
const TOP: i32 = MARGIN + LINE + GAP;
const BOTTOM: i32 = SIZE.1 - 53 * UNIT;
const RADIUS: i32 = 4 * UNIT;
/// From a point to its label, and from one label to the next where they are moved apart.
const LEAD: i32 = 12 * UNIT;
const LABEL: i32 = 17 * UNIT;
const MAX_LABEL_WIDTH: i32 = 180 * UNIT;

/// A [roofline](https://doi.org/10.1145/1498765.1498785): how many operations a second a machine can
/// do at most, over the operations that a program does with each byte that it moves. Both axes are
/// logarithmic.
///
/// ```
/// use figures::{Roof, Roofline, RooflinePoint};
///
/// let figure = Roofline {
///     description: "A sum lies on the slope, a product below the level part.".into(),
///     roofs: vec![Roof { label: "one core".into(), bandwidth: 20.0, peak: 100.0 }],
///     points: vec![
///         RooflinePoint { label: "sum".into(), intensity: 0.25, rate: 5.0 },
///         RooflinePoint { label: "product".into(), intensity: 60.0, rate: 80.0 },
///     ],
/// }
/// .draw()?;
/// assert!(figure.inline().contains(">sum</text>"));
/// # Ok::<(), figures::FigureError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roofline {
    /// What a reader would see, for those who cannot.
    pub description: String,
    /// What bounds the rate, one to three; the colours are taken in their order.
    pub roofs: Vec<Roof>,
    /// What was measured.
    pub points: Vec<RooflinePoint>,
}

/// The bounds of a machine in a [`Roofline`]: at an intensity `x` the rate is at most
/// `min(peak, bandwidth·x)`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roof {
    /// What it is, printed at its end.
    pub label: String,
    /// In GB/s.
    pub bandwidth: f64,
    /// In GFLOP/s.
    pub peak: f64,
}

/// A program in a [`Roofline`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RooflinePoint {
    /// What it is, printed beside it.
    pub label: String,
    /// In FLOP for each byte moved.
    pub intensity: f64,
    /// In GFLOP/s.
    pub rate: f64,
}

impl Roofline {
    /// Draws the roofs and the points.
    ///
    /// # Errors
    ///
    /// Without a description, with no or more than three roofs, or with a number that is not above
    /// zero.
    pub fn draw(&self) -> Result<Figure, FigureError> {
        self.check()?;
        let plane = self.plane();
        Figure::draw(SIZE, "Roofline", &self.description, |canvas| {
            plane.draw(canvas, "FLOP for each byte", "GFLOP/s", true);
            for (roof, color) in self.roofs.iter().zip(Color::ALL) {
                self.draw_roof(&plane, roof, color, canvas);
            }
            self.draw_points(&plane, canvas);
        })
    }

    fn check(&self) -> Result<(), FigureError> {
        let (found, max) = (self.roofs.len(), 3);
        if found == 0 {
            return Err(FigureError::NoPoints { points: 0 });
        }
        if found > max {
            return Err(FigureError::TooManySeries { found, max });
        }
        let needed = "on logarithmic axes it must be finite and above zero";
        let roofs = self.roofs.iter().flat_map(|roof| [roof.bandwidth, roof.peak]);
        let points = self.points.iter().flat_map(|point| [point.intensity, point.rate]);
        match roofs.chain(points).find(|&value| !is_drawable(value, true)) {
            Some(value) => Err(FigureError::Value { value, needed }),
            None => Ok(()),
        }
    }

    /// Axes with all points and with each roof's ridge, where its slope meets its level part.
    fn plane(&self) -> Plane {
        let ridges = self.roofs.iter().map(|roof| 2.0 * roof.peak / roof.bandwidth);
        let x: Vec<f64> = self.points.iter().map(|point| point.intensity).chain(ridges).collect();
        let x = Axis::logarithmic(&x);
        let (low, _) = x.range();
        let roofs = self.roofs.iter().flat_map(|roof| [roof.bandwidth * low, roof.peak]);
        // Room below the lowest point, so that its label does not lie on the axis.
        let rates = self.points.iter().map(|point| 0.7 * point.rate);
        let y: Vec<f64> = rates.chain(roofs).collect();
        let y = Axis::logarithmic(&y);
        let labels = self.roofs.iter().map(|roof| width(&roof.label, TEXT).min(MAX_LABEL_WIDTH));
        let left = MARGIN + (y.tick_width() + GAP).max(x.tick_width() / 2);
        let beside = (labels.max().unwrap_or(0) + GAP).max(x.tick_width() / 2);
        let right = SIZE.0 - MARGIN - beside;
        Plane { x, y, left, top: TOP, right, bottom: BOTTOM, size: SIZE }
    }

    fn draw_roof(&self, plane: &Plane, roof: &Roof, color: Color, canvas: &mut Canvas) {
        let (low, high) = plane.x.range();
        let bound = |x: f64| (x, roof.peak.min(roof.bandwidth * x));
        let mut corners = vec![bound(low), bound(roof.peak / roof.bandwidth), bound(high)];
        corners.dedup();
        canvas.curve(&plane.pixels(&corners), color.curve());
        let (x, y) = plane.pixel(bound(high));
        let label = truncated(&roof.label, TEXT, MAX_LABEL_WIDTH);
        canvas.text(&label, (x + GAP, y), Anchor::Start, color.label());
    }

    /// The points, each with its label on its right, or on its left where there is no room. All labels have
    /// heights of their own, so that none lies on another.
    fn draw_points(&self, plane: &Plane, canvas: &mut Canvas) {
        let at = |point: &RooflinePoint| plane.pixel((point.intensity, point.rate));
        let wanted: Vec<i32> = self.points.iter().map(|point| at(point).1).collect();
        for (point, y) in self.points.iter().zip(separate_labels(&wanted, LABEL, TOP, BOTTOM)) {
            let label = truncated(&point.label, TEXT, MAX_LABEL_WIDTH);
            let (x, from) = at(point);
            let has_room = x + LEAD + width(&label, TEXT) < plane.right;
            let (side, lead) = if has_room { (Anchor::Start, LEAD) } else { (Anchor::End, -LEAD) };
            canvas.leader((x, from), (x + lead - lead / 6, y), MUTED);
            canvas.text(&label, (x + lead, y), side, Color::Ink.label());
        }
        // On top of all leaders.
        for point in self.points.iter().map(at) {
            canvas.disc(point, RADIUS + UNIT, PAGE, 1.0);
            canvas.disc(point, RADIUS, Color::Ink.curve(), 1.0);
        }
    }
}
