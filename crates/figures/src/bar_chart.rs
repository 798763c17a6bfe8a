//! Horizontal bars, whole or in parts.

use crate::axis::Axis;
use crate::canvas::{Anchor, Canvas};
use crate::plane::{GAP, MARGIN, Plane};
use crate::style::{Color, INK, MUTED};
use crate::text::{truncated, width};
use crate::units::{LINE, Point, TEXT, UNIT};
use crate::{Figure, FigureError};

const WIDTH: i32 = 600 * UNIT;
/// A bar, and from one bar to the next.
const BAR: i32 = 18 * UNIT;
const STEP: i32 = 28 * UNIT;
const MAX_BARS: usize = 20;
/// Longer texts beside the bars would leave these too little room.
const MAX_TEXT_WIDTH: i32 = 180 * UNIT;

/// Horizontal bars from zero, each in one part or in several: where the time of each of some
/// programs goes.
///
/// ```
/// use figures::{Bar, BarChart};
///
/// let figure = BarChart {
///     description: "The backward pass takes twice as long as the forward pass.".into(),
///     x_label: "milliseconds a step".into(),
///     parts: vec!["forward".into(), "backward".into()],
///     bars: vec![Bar { label: "LeNet".into(), parts: vec![0.4, 0.8], note: "1.2".into() }],
/// }
/// .draw()?;
/// assert!(figure.inline().contains(">backward</text>"));
/// # Ok::<(), figures::FigureError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BarChart {
    /// What a reader would see, for those who cannot.
    pub description: String,
    /// What the lengths measure, printed below the bars.
    pub x_label: String,
    /// What the parts are, at most five, printed above the bars, each in its colour; none where a
    /// bar is one part.
    pub parts: Vec<String>,
    /// The bars, from the top to the bottom.
    pub bars: Vec<Bar>,
}

/// One bar of a [`BarChart`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// What it is, printed on its left.
    pub label: String,
    /// The lengths of its parts, one after the other; zero or more.
    pub parts: Vec<f64>,
    /// What is printed at its end.
    pub note: String,
}

impl BarChart {
    /// Draws the chart.
    ///
    /// # Errors
    ///
    /// Without a description, with no or more than 20 bars, with a bar that has not as many parts as
    /// there are names (one, where there are none), or with a length that is negative or no number.
    pub fn draw(&self) -> Result<Figure, FigureError> {
        self.check()?;
        let plane = self.plane();
        Figure::draw(plane.size, "Bar chart", &self.description, |canvas| {
            self.draw_names(&plane, canvas);
            plane.draw_x_ticks(canvas, plane.top, crate::style::GRID);
            plane.draw_x_label(canvas, &self.x_label);
            self.bars.iter().enumerate().for_each(|bar| draw_bar(&plane, bar, canvas));
        })
    }

    fn check(&self) -> Result<(), FigureError> {
        let (found, max) = (self.bars.len(), MAX_BARS);
        if !(1..=max).contains(&found) {
            return Err(FigureError::BarCount { found, max });
        }
        let (found, max) = (self.parts.len(), Color::ALL.len());
        if found > max {
            return Err(FigureError::TooManySeries { found, max });
        }
        let needed = "a bar's part must be finite and not below zero";
        for (bar, Bar { parts, .. }) in self.bars.iter().enumerate() {
            let expected = self.parts.len().max(1);
            if parts.len() != expected {
                return Err(FigureError::PartCount { bar, found: parts.len(), expected });
            }
            if let Some(&value) = parts.iter().find(|value| !(0.0..=1e150).contains(*value)) {
                return Err(FigureError::Value { value, needed });
            }
        }
        Ok(())
    }

    /// The bars lie between their labels and their notes, above the horizontal axis.
    fn plane(&self) -> Plane {
        let widest = |text: fn(&Bar) -> &String| {
            let widths = self.bars.iter().map(|bar| width(text(bar), TEXT).min(MAX_TEXT_WIDTH));
            widths.max().unwrap_or(0)
        };
        let lengths = self.bars.iter().map(|bar| bar.parts.iter().sum::<f64>());
        let x = Axis::linear(&[0.0, lengths.fold(0.0, f64::max)]);
        let names = if self.parts.is_empty() { 0 } else { LINE + GAP };
        let top = MARGIN + names;
        let bottom = top + self.bars.len() as i32 * STEP;
        let left = MARGIN + (widest(|bar| &bar.label) + GAP).max(x.tick_width() / 2);
        let right = WIDTH - MARGIN - (widest(|bar| &bar.note) + GAP).max(x.tick_width() / 2);
        let size = (WIDTH, bottom + GAP + 2 * LINE + MARGIN);
        let y = Axis::exact(0.0, self.bars.len() as f64);
        Plane { x, y, left, top, right, bottom, size }
    }

    /// The names of the parts in one line, each behind a square in its colour.
    fn draw_names(&self, plane: &Plane, canvas: &mut Canvas) {
        let (mut x, y) = (plane.left, MARGIN + LINE / 2);
        for (name, color) in self.parts.iter().zip(Color::ALL) {
            let side = 10 * UNIT;
            canvas.cell((x, y - side / 2), (side, side), color.curve(), 1.0);
            canvas.text(name, (x + side + GAP / 2, y), Anchor::Start, color.label());
            x += side + GAP / 2 + width(name, TEXT) + GAP;
        }
    }
}

fn draw_bar(plane: &Plane, (index, bar): (usize, &Bar), canvas: &mut Canvas) {
    let top = plane.top + index as i32 * STEP + (STEP - BAR) / 2;
    let middle = top + BAR / 2;
    let label = truncated(&bar.label, TEXT, MAX_TEXT_WIDTH);
    canvas.text(&label, (plane.left - GAP, middle), Anchor::End, MUTED);
    // A part ends where the sum of all so far ends: rounded once, they leave no gap.
    let (mut sum, mut from) = (0.0, plane.left);
    for (part, color) in bar.parts.iter().zip(Color::ALL) {
        sum += part;
        let (to, _): Point = plane.pixel((sum, 0.0));
        if to > from {
            canvas.cell((from, top), (to - from, BAR), color.curve(), 1.0);
        }
        from = to;
    }
    let note = truncated(&bar.note, TEXT, MAX_TEXT_WIDTH);
    canvas.text(&note, (from + GAP, middle), Anchor::Start, INK);
}
