//! Who did what when.

use crate::canvas::{Anchor, Canvas};
use crate::plane::{GAP, MARGIN};
use crate::style::{Color, GRID, INK, MUTED};
use crate::text::{truncated, width};
use crate::units::{LINE, Point, TEXT, UNIT};
use crate::{Figure, FigureError};

const WIDTH: i32 = 600 * UNIT;
/// A span's height, and from one row to the next.
const SPAN: i32 = 14 * UNIT;
const STEP: i32 = 20 * UNIT;
const MAX_ROWS: usize = 32;
const MAX_TEXT_WIDTH: i32 = 180 * UNIT;

/// Rows of spans over time, such as the turns of threads, and moments at which all of them meet.
///
/// ```
/// use figures::{Moment, Span, Timeline};
///
/// let figure = Timeline {
///     description: "Thread 1 runs, then thread 0; then both meet at the barrier.".into(),
///     x_label: "time".into(),
///     rows: vec!["thread 0".into(), "thread 1".into()],
///     spans: vec![Span { row: 1, from: 0.0, to: 1.0 }, Span { row: 0, from: 1.0, to: 2.0 }],
///     moments: vec![Moment { at: 2.0, label: "barrier".into() }],
/// }
/// .draw()?;
/// assert!(figure.inline().contains(">barrier</text>"));
/// # Ok::<(), figures::FigureError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// What a reader would see, for those who cannot.
    pub description: String,
    /// What goes from left to right, printed below the rows.
    pub x_label: String,
    /// The names of the rows, from the top to the bottom.
    pub rows: Vec<String>,
    /// When each is at work.
    pub spans: Vec<Span>,
    /// Lines through all rows, each with its label above them.
    pub moments: Vec<Moment>,
}

/// A time during which a row of a [`Timeline`] is at work.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Span {
    /// The row's index.
    pub row: usize,
    /// When it begins.
    pub from: f64,
    /// When it ends.
    pub to: f64,
}

/// A line through all rows of a [`Timeline`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moment {
    /// When it is.
    pub at: f64,
    /// What it is.
    pub label: String,
}

impl Timeline {
    /// Draws the rows; time begins at 0 and ends with the last span.
    ///
    /// # Errors
    ///
    /// Without a description, with no or more than 32 rows, without a span, or with a span of a row
    /// that there is not or that does not end after it began.
    pub fn draw(&self) -> Result<Figure, FigureError> {
        let (rows, max) = (self.rows.len(), MAX_ROWS);
        if !(1..=max).contains(&rows) {
            return Err(FigureError::BarCount { found: rows, max });
        }
        for (span, &Span { row, from, to }) in self.spans.iter().enumerate() {
            if row >= rows || !(0.0 <= from && from < to && to.is_finite()) {
                return Err(FigureError::Span { span, rows });
            }
        }
        let end = self.spans.iter().map(|span| span.to).fold(0.0, f64::max);
        if end == 0.0 {
            return Err(FigureError::NoPoints { points: 0 });
        }
        let names = self.rows.iter().map(|row| width(row, TEXT).min(MAX_TEXT_WIDTH));
        let left = MARGIN + names.max().unwrap_or(0) + GAP;
        let right = WIDTH - MARGIN - GAP;
        let top = MARGIN + LINE + GAP;
        let bottom = top + rows as i32 * STEP;
        let size = (WIDTH, bottom + GAP + LINE + MARGIN);
        let x = |time: f64| left + (f64::from(right - left) * time / end).round() as i32;
        Figure::draw(size, "Timeline", &self.description, |canvas| {
            self.draw_rows((left, right), top, canvas);
            for span in &self.spans {
                let corner = (x(span.from), top + span.row as i32 * STEP + (STEP - SPAN) / 2);
                let size = (x(span.to) - corner.0, SPAN);
                canvas.cell(corner, size, Color::Blue.curve(), 1.0);
            }
            self.draw_moments(&x, (top, bottom), canvas);
            let middle = ((left + right) / 2, size.1 - MARGIN - LINE / 2);
            canvas.text(&self.x_label, middle, Anchor::Middle, INK);
        })
    }

    fn draw_rows(&self, (left, right): Point, top: i32, canvas: &mut Canvas) {
        for (index, name) in self.rows.iter().enumerate() {
            let y = top + index as i32 * STEP + STEP / 2;
            canvas.line((left, y), (right, y), GRID);
            let name = truncated(name, TEXT, MAX_TEXT_WIDTH);
            canvas.text(&name, (left - GAP, y), Anchor::End, MUTED);
        }
    }

    fn draw_moments(&self, x: &dyn Fn(f64) -> i32, (top, bottom): Point, canvas: &mut Canvas) {
        for Moment { at, label } in &self.moments {
            let x = x(*at);
            canvas.stroke(
                &[(x, top - GAP / 2), (x, bottom)],
                2 * UNIT,
                Color::Vermillion.curve(),
                1.0,
            );
            // Inside the figure, wherever the line is.
            let half = width(label, TEXT) / 2;
            let middle = x.clamp(MARGIN + half, (WIDTH - MARGIN - half).max(MARGIN + half));
            canvas.text(
                label,
                (middle, MARGIN + LINE / 2),
                Anchor::Middle,
                Color::Vermillion.label(),
            );
        }
    }
}
