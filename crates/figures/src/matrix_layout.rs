//! How a confusion matrix is laid out: names above and to the left, cells between them.

use crate::canvas::{Anchor, Canvas};
use crate::style::{INK, MUTED, Paint};
use crate::text::{truncated, widest, width};
use crate::units::{LINE, Point, TEXT, UNIT};

const MAX_WIDTH: i32 = 600 * UNIT;
const MAX_CELL_WIDTH: i32 = 72 * UNIT;
const MAX_NAME_WIDTH: i32 = 110 * UNIT;
/// The border around everything, the space between a name and the cells, and between two cells.
const MARGIN: i32 = 4 * UNIT;
const GAP: i32 = 6 * UNIT;
const SEAM: i32 = UNIT;

/// Where the cells of a square matrix are.
pub(crate) struct Layout {
    names: Vec<String>,
    /// The corner of the first cell.
    corner: Point,
    /// The size of a cell.
    cell: Point,
    /// Whether the names of the columns are too long to be written side by side.
    upright: bool,
    /// The size of the counts' digits: one for all, so that they compare.
    digits: i32,
}

impl Layout {
    pub(crate) fn new(classes: &[String], counts: &[Vec<u32>]) -> Self {
        let names: Vec<String> =
            classes.iter().map(|name| truncated(name.trim(), TEXT, MAX_NAME_WIDTH)).collect();
        let longest = widest(&names);
        let left = MARGIN + LINE + GAP + longest + GAP;
        let room = (MAX_WIDTH - left - MARGIN) / names.len() as i32;
        let cell_width = whole_pixels(room.min(MAX_CELL_WIDTH));
        let cell_height = whole_pixels(cell_width * 7 / 10).max(LINE);
        let upright = longest > cell_width - GAP;
        let header = if upright { longest } else { LINE };
        let top = MARGIN + LINE + GAP + header + GAP;
        let digits = digit_size(counts, cell_width - GAP);
        Self { names, corner: (left, top), cell: (cell_width, cell_height), upright, digits }
    }

    pub(crate) fn size(&self) -> Point {
        let (right, bottom) = self.at(self.names.len(), self.names.len());
        (right + MARGIN, bottom + MARGIN)
    }

    /// Prints the names of the classes and what rows and columns are.
    pub(crate) fn draw_names(&self, canvas: &mut Canvas) {
        let (left, top) = self.corner;
        let (right, bottom) = self.at(self.names.len(), self.names.len());
        let from_edge = MARGIN + LINE / 2;
        let (middle_x, middle_y) = ((left + right) / 2, (top + bottom) / 2);
        canvas.text("predicted class", (middle_x, from_edge), Anchor::Middle, INK);
        canvas.text("true class", (from_edge, middle_y), Anchor::UpMiddle, INK);
        for (index, name) in self.names.iter().enumerate() {
            let (x, y) = self.at(index, index);
            let (x, y) = (x + self.cell.0 / 2, y + self.cell.1 / 2);
            canvas.text(name, (left - GAP, y), Anchor::End, MUTED);
            if self.upright {
                canvas.text(name, (x, top - GAP), Anchor::UpStart, MUTED);
            } else {
                canvas.text(name, (x, top - GAP - LINE / 2), Anchor::Middle, MUTED);
            }
        }
    }

    /// Draws one cell and prints its count.
    pub(crate) fn draw_cell(
        &self,
        canvas: &mut Canvas,
        (row, column): (usize, usize),
        paint: Paint,
        opacity: f64,
        count: &str,
    ) {
        let (x, y) = self.at(row, column);
        let (width, height) = self.cell;
        canvas.cell((x, y), (width - SEAM, height - SEAM), paint, opacity);
        if !count.is_empty() {
            let middle = (x + (width - SEAM) / 2, y + (height - SEAM) / 2);
            canvas.sized_text(count, self.digits, middle, Anchor::Middle, INK);
        }
    }

    fn at(&self, row: usize, column: usize) -> Point {
        let (left, top) = self.corner;
        (left + column as i32 * self.cell.0, top + row as i32 * self.cell.1)
    }
}

/// The largest size, up to that of other text, at which the widest count has room.
fn digit_size(counts: &[Vec<u32>], room: i32) -> i32 {
    let largest = counts.iter().flatten().max().map_or_else(String::new, u32::to_string);
    TEXT.min(TEXT * room / width(&largest, TEXT).max(1))
}

fn whole_pixels(size: i32) -> i32 {
    size / UNIT * UNIT
}
