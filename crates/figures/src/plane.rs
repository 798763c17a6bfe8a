//! The frame of a chart: ticks on two sides, a pale grid, what the axes measure.

use crate::axis::{Axis, is_drawable_point};
use crate::canvas::{Anchor, Canvas};
use crate::half_plane::Position;
use crate::style::{GRID, INK, MUTED, Paint};
use crate::text::truncated;
use crate::units::{LINE, Point, TEXT, UNIT};

/// The border around everything, and the space between a text and what it belongs to.
pub(crate) const MARGIN: i32 = 4 * UNIT;
pub(crate) const GAP: i32 = 8 * UNIT;

/// Where the numbers of two axes are on the canvas.
pub(crate) struct Plane {
    pub(crate) x: Axis,
    pub(crate) y: Axis,
    pub(crate) left: i32,
    pub(crate) top: i32,
    pub(crate) right: i32,
    pub(crate) bottom: i32,
    /// The size of the canvas.
    pub(crate) size: Point,
}

impl Plane {
    /// A frame of the `area`'s size, with room `above` it and `beside` it, to its right.
    pub(crate) fn new(x: Axis, y: Axis, area: Point, above: i32, beside: i32) -> Self {
        let half_tick = x.tick_width() / 2;
        let left = MARGIN + (y.tick_width() + GAP).max(half_tick);
        let top = MARGIN + LINE + GAP + above;
        let (right, bottom) = (left + area.0, top + area.1);
        let height = bottom + GAP / 2 + 2 * LINE + GAP / 2 + MARGIN;
        let size = (right + MARGIN + beside.max(half_tick), height);
        Self { x, y, left, top, right, bottom, size }
    }

    /// Draws the grid and the axes, and prints what they measure.
    pub(crate) fn draw(&self, canvas: &mut Canvas, x_label: &str, y_label: &str, grid: bool) {
        let (foot, end) = if grid { (self.top, self.right) } else { (self.bottom, self.left) };
        self.draw_x_ticks(canvas, foot, GRID);
        self.draw_y_ticks(canvas, (self.left - GAP / 2, end), GRID);
        self.draw_x_label(canvas, x_label);
        self.draw_y_label(canvas, y_label);
    }

    /// Prints the numbers of the horizontal axis, each with a line up to the height of `foot`.
    pub(crate) fn draw_x_ticks(&self, canvas: &mut Canvas, foot: i32, paint: Paint) {
        for (text, position) in self.x.ticks() {
            let x = self.left + fraction_of(self.right - self.left, position);
            canvas.line((x, foot), (x, self.bottom + GAP / 2), paint);
            canvas.text(&text, (x, self.bottom + GAP / 2 + LINE / 2), Anchor::Middle, MUTED);
        }
    }

    /// Prints the numbers of the vertical axis, each with a line, the lowest one in `base`.
    pub(crate) fn draw_y_ticks(&self, canvas: &mut Canvas, (start, end): Point, base: Paint) {
        for (text, position) in self.y.ticks() {
            let y = self.bottom - fraction_of(self.bottom - self.top, position);
            let paint = if y == self.bottom { base } else { GRID };
            canvas.line((start, y), (end, y), paint);
            canvas.text(&text, (self.left - GAP, y), Anchor::End, MUTED);
        }
    }

    pub(crate) fn draw_x_label(&self, canvas: &mut Canvas, label: &str) {
        let middle = ((self.left + self.right) / 2, self.size.1 - MARGIN - LINE / 2);
        let label = truncated(label, TEXT, self.right - self.left);
        canvas.text(&label, middle, Anchor::Middle, INK);
    }

    pub(crate) fn draw_y_label(&self, canvas: &mut Canvas, label: &str) {
        canvas.text(label, (MARGIN, MARGIN + LINE / 2), Anchor::Start, INK);
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
