//! The frame of a chart in which both directions are of one kind: ticks on two sides, a pale grid.

use crate::axis::{Axis, is_drawable_point};
use crate::canvas::{Anchor, Canvas};
use crate::half_plane::Position;
use crate::style::{GRID, INK, MUTED};
use crate::text::truncated;
use crate::units::{LINE, Point, TEXT, UNIT};

/// The border around everything, and the space between a text and what it belongs to.
pub(crate) const MARGIN: i32 = 4 * UNIT;
pub(crate) const GAP: i32 = 8 * UNIT;

/// Where the numbers of two axes are on the canvas.
pub(crate) struct Plane {
    x: Axis,
    y: Axis,
    pub(crate) left: i32,
    pub(crate) top: i32,
    pub(crate) right: i32,
    pub(crate) bottom: i32,
    /// How much room there is beside the frame.
    beside: i32,
}

impl Plane {
    /// A frame of the `area`'s size, with room `above` it and `beside` it, to its right.
    pub(crate) fn new(x: Axis, y: Axis, area: Point, above: i32, beside: i32) -> Self {
        let half_tick = x.tick_width() / 2;
        let left = MARGIN + (y.tick_width() + GAP).max(half_tick);
        let top = MARGIN + LINE + GAP + above;
        let beside = MARGIN + beside.max(half_tick);
        Self { x, y, left, top, right: left + area.0, bottom: top + area.1, beside }
    }

    pub(crate) fn size(&self) -> Point {
        (self.right + self.beside, self.bottom + GAP / 2 + 2 * LINE + GAP / 2 + MARGIN)
    }

    /// Draws the grid and the axes, and prints what they measure.
    pub(crate) fn draw(&self, canvas: &mut Canvas, x_label: &str, y_label: &str, grid: bool) {
        for (text, position) in self.x.ticks() {
            let x = self.left + fraction_of(self.right - self.left, position);
            let foot = if grid { self.top } else { self.bottom };
            canvas.line((x, foot), (x, self.bottom + GAP / 2), GRID);
            canvas.text(&text, (x, self.bottom + GAP / 2 + LINE / 2), Anchor::Middle, MUTED);
        }
        for (text, position) in self.y.ticks() {
            let y = self.bottom - fraction_of(self.bottom - self.top, position);
            let end = if grid { self.right } else { self.left };
            canvas.line((self.left - GAP / 2, y), (end, y), GRID);
            canvas.text(&text, (self.left - GAP, y), Anchor::End, MUTED);
        }
        let middle = ((self.left + self.right) / 2, self.size().1 - MARGIN - LINE / 2);
        let room = self.right - self.left;
        canvas.text(&truncated(x_label, TEXT, room), middle, Anchor::Middle, INK);
        canvas.text(y_label, (MARGIN, MARGIN + LINE / 2), Anchor::Start, INK);
    }

    pub(crate) fn pixel(&self, (x, y): Position) -> Point {
        let (right, up) = (self.x.position(x), self.y.position(y));
        let x = self.left + fraction_of(self.right - self.left, right);
        (x, self.bottom - fraction_of(self.bottom - self.top, up))
    }

    pub(crate) fn pixels(&self, positions: &[Position]) -> Vec<Point> {
        positions.iter().map(|&position| self.pixel(position)).collect()
    }

    /// The pixels of those positions that have one.
    pub(crate) fn drawable_pixels(&self, positions: &[Position]) -> Vec<Point> {
        let drawable = positions.iter().filter(|it| is_drawable_point(**it, false));
        drawable.map(|&position| self.pixel(position)).collect()
    }

    /// The corners of the frame, one after the other around it.
    pub(crate) fn corners(&self) -> [Position; 4] {
        let ((left, right), (low, high)) = (self.x.range(), self.y.range());
        [(left, low), (right, low), (right, high), (left, high)]
    }
}

fn fraction_of(length: i32, position: f64) -> i32 {
    (f64::from(length) * position).round() as i32
}
