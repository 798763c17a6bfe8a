//! Small grids of numbers side by side, such as an image, a kernel and what comes out.

use crate::canvas::{Anchor, Canvas};
use crate::style::{Color, INK, MUTED};
use crate::text::{truncated, width, wrapped};
use crate::units::{LINE, Point, TEXT, UNIT};
use crate::{Figure, FigureError};

const CELL: i32 = 34 * UNIT;
const MARGIN: i32 = 4 * UNIT;
/// Between two grids without a sign, and around a sign.
const GAP: i32 = 22 * UNIT;
const SIGN_GAP: i32 = 8 * UNIT;
/// How strong the colour of a cell is: what is printed there must be read.
const TINT: f64 = 0.3;

/// Grids of numbers side by side, with signs between them and lines of text below: a sum that can be
/// followed number by number.
///
/// ```
/// use figures::{Color, NumberCell, NumberGrid, MatrixFigure};
///
/// let cells = ["1", "2", "3", "4"].map(|text| NumberCell { text: text.into(), ..NumberCell::default() });
/// let mut grid = NumberGrid { caption: "a matrix".into(), width: 2, cells: cells.to_vec(), ..NumberGrid::default() };
/// grid.cells[3].tint = Some(Color::Vermillion);
/// let figure = MatrixFigure {
///     description: "A matrix of two rows, 1 2 and 3 4; the 4 is marked.".into(),
///     grids: vec![grid],
///     below: vec!["4 = 2 · 2".into()],
/// }
/// .draw()?;
/// assert!(figure.inline().contains(">4 = 2 · 2</text>"));
/// # Ok::<(), figures::FigureError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MatrixFigure {
    /// What a reader would see, for those who cannot.
    pub description: String,
    /// The grids, from the left to the right.
    pub grids: Vec<NumberGrid>,
    /// Lines below all grids.
    pub below: Vec<String>,
}

/// One of the [`MatrixFigure`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NumberGrid {
    /// What is printed between this grid and the one before it, such as `=`.
    pub sign: String,
    /// What the grid is, printed below it.
    pub caption: String,
    /// How many cells a row has.
    pub width: usize,
    /// The cells, row by row.
    pub cells: Vec<NumberCell>,
}

/// A cell of a [`NumberGrid`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NumberCell {
    /// What is printed in it.
    pub text: String,
    /// The colour that marks it.
    pub tint: Option<Color>,
    /// Whether it is no part of the grid proper, such as the padding around an image: it has no
    /// frame, and its text is pale.
    pub outside: bool,
}

impl MatrixFigure {
    /// Draws the grids.
    ///
    /// # Errors
    ///
    /// Without a description or without a grid, or with a grid whose last row is not full.
    pub fn draw(&self) -> Result<Figure, FigureError> {
        if self.grids.is_empty() {
            return Err(FigureError::NoImages);
        }
        for (image, grid) in self.grids.iter().enumerate() {
            let (width, found) = (grid.width, grid.cells.len());
            if width == 0 || found == 0 || found % width != 0 {
                let height = if width == 0 { 0 } else { found.div_ceil(width) };
                return Err(FigureError::PixelCount { image, width, height, found });
            }
        }
        let lefts = self.lefts();
        let right = lefts.last().expect("one more than grids") + MARGIN;
        let text = self.below.iter().map(|line| width(line, TEXT) + 2 * MARGIN).max().unwrap_or(0);
        let (wide, middle) = (right.max(text), self.middle());
        let captions = self.grids.iter().map(|grid| grid.lines().len()).max().unwrap_or(0);
        let below = 2 * middle - MARGIN + captions as i32 * LINE + MARGIN;
        let size = (wide, below + self.below.len() as i32 * LINE + MARGIN);
        Figure::draw(size, "Grids of numbers", &self.description, |canvas| {
            let shift = (wide - right) / 2 / UNIT * UNIT;
            for (grid, left) in self.grids.iter().zip(&lefts) {
                grid.draw((left + shift, middle), canvas);
            }
            for (line, y) in self.below.iter().zip((0..).map(|line| below + LINE / 2 + line * LINE))
            {
                canvas.text(line, (wide / 2, y), Anchor::Middle, INK);
            }
        })
    }

    /// Where each grid begins, and the last ends.
    fn lefts(&self) -> Vec<i32> {
        let mut at = MARGIN;
        let mut lefts = Vec::new();
        for (number, grid) in self.grids.iter().enumerate() {
            at += match (number, grid.sign.as_str()) {
                (0, "") => 0,
                (0, sign) => width(sign, TEXT) + SIGN_GAP,
                (_, "") => GAP,
                (_, sign) => width(sign, TEXT) + 2 * SIGN_GAP,
            };
            lefts.push(at);
            at += grid.width as i32 * CELL;
        }
        lefts.push(at);
        lefts
    }

    /// How far below the top the middles of all grids are.
    fn middle(&self) -> i32 {
        let rows = self.grids.iter().map(|grid| grid.cells.len() / grid.width).max().unwrap_or(0);
        MARGIN + rows as i32 * CELL / 2
    }
}

impl NumberGrid {
    /// Draws the grid, its left edge and its middle in height being at this point.
    fn draw(&self, (left, middle): Point, canvas: &mut Canvas) {
        let rows = (self.cells.len() / self.width) as i32;
        let top = middle - rows * CELL / 2;
        for (i, cell) in self.cells.iter().enumerate() {
            let (row, column) = ((i / self.width) as i32, (i % self.width) as i32);
            cell.draw((left + column * CELL, top + row * CELL), canvas);
        }
        if !self.sign.is_empty() {
            let at = (left - SIGN_GAP - width(&self.sign, TEXT) / 2, middle);
            canvas.text(&self.sign, at, Anchor::Middle, INK);
        }
        let wide = self.width as i32 * CELL;
        let firsts = (0..).map(|line| top + rows * CELL + LINE * 3 / 5 + line * LINE);
        for (line, y) in self.lines().iter().zip(firsts) {
            canvas.text(line, (left + wide / 2, y), Anchor::Middle, MUTED);
        }
    }

    fn lines(&self) -> Vec<String> {
        wrapped(&self.caption, TEXT, self.width as i32 * CELL + GAP - 2 * UNIT)
    }
}

impl NumberCell {
    fn draw(&self, (x, y): Point, canvas: &mut Canvas) {
        let size = (CELL, CELL);
        if let Some(color) = self.tint {
            canvas.cell((x, y), size, color.curve(), TINT);
        }
        if !self.outside {
            let (right, bottom) = (x + CELL, y + CELL);
            for (from, to) in [
                ((x, y), (right, y)),
                ((x, bottom), (right, bottom)),
                ((x, y), (x, bottom)),
                ((right, y), (right, bottom)),
            ] {
                canvas.line(from, to, MUTED);
            }
        }
        let text = truncated(&self.text, TEXT, CELL);
        let paint = if self.outside { MUTED } else { INK };
        canvas.text(&text, (x + CELL / 2, y + CELL / 2), Anchor::Middle, paint);
    }
}
