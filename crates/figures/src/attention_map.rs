//! Who reads whom, and how much of it.

use crate::canvas::Anchor;
use crate::style::{INK, MUTED, RIGHT};
use crate::text::{truncated, widest};
use crate::units::{LINE, Point, TEXT, UNIT};
use crate::{Figure, FigureError};

const MAX_TOKENS: usize = 64;
const MAX_SIDE: i32 = 560 * UNIT;
const MAX_CELL: i32 = 34 * UNIT;
const MIN_CELL: i32 = 19 * UNIT;
const MAX_NAME_WIDTH: i32 = 120 * UNIT;
const MARGIN: i32 = 4 * UNIT;
const GAP: i32 = 6 * UNIT;
const SEAM: i32 = UNIT;
/// How strong a cell of a smaller weight is: enough to show that there is a cell. It has the colour of all
/// others, so that in no theme it looks stronger than one from which more is read.
const FAINTEST: f64 = 0.08;

/// Weights from 0 to 1 between the tokens of two sequences, such as those of attention, or how
/// words of a translation align with words of its source: a cell for each pair, the bluer the larger.
///
/// ```
/// let figure = figures::AttentionMap {
///     description: "Each French word reads the English one that it translates.".into(),
///     rows: vec!["ma".into(), "robe".into()],
///     columns: vec!["my".into(), "dress".into()],
///     weights: vec![vec![0.9, 0.1], vec![0.2, 0.8]],
///     row_label: "written".into(),
///     column_label: "read".into(),
/// }
/// .draw()?;
/// assert!(figure.inline().contains(">robe</text>"));
/// # Ok::<(), figures::FigureError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AttentionMap {
    /// What a reader would see, for those who cannot.
    pub description: String,
    /// The tokens that read (the queries), from top to bottom, 1 to 64.
    pub rows: Vec<String>,
    /// The tokens that are read (the keys), from the left to the right, 1 to 64.
    pub columns: Vec<String>,
    /// For each row, a weight for each column.
    pub weights: Vec<Vec<f64>>,
    /// What the rows are, printed beside them.
    pub row_label: String,
    /// What the columns are, printed above them.
    pub column_label: String,
}

impl AttentionMap {
    /// Draws the map.
    ///
    /// # Errors
    ///
    /// Without a description, with no or more than 64 rows or columns, where the weights do not fit
    /// them, or with a weight that is not from 0 to 1.
    pub fn draw(&self) -> Result<Figure, FigureError> {
        self.check()?;
        let names = |names: &[String]| -> Vec<String> {
            names.iter().map(|name| truncated(name.trim(), TEXT, MAX_NAME_WIDTH)).collect()
        };
        let (rows, columns) = (names(&self.rows), names(&self.columns));
        let longest = rows.len().max(columns.len()) as i32;
        let cell = (MAX_SIDE / longest).clamp(MIN_CELL, MAX_CELL) / UNIT * UNIT;
        let beside = |names: &[String]| MARGIN + LINE + GAP + widest(names) + GAP;
        let (left, top) = (beside(&rows), beside(&columns));
        let at = |row: usize, column: usize| -> Point {
            (left + column as i32 * cell, top + row as i32 * cell)
        };
        let (right, bottom) = at(rows.len(), columns.len());
        let size = (right + MARGIN, bottom + MARGIN);
        Figure::draw(size, "Weights between tokens", &self.description, |canvas| {
            let (edge, middle) = (MARGIN + LINE / 2, ((left + right) / 2, (top + bottom) / 2));
            canvas.text(&self.column_label, (middle.0, edge), Anchor::Middle, INK);
            canvas.text(&self.row_label, (edge, middle.1), Anchor::UpMiddle, INK);
            for (row, name) in rows.iter().enumerate() {
                canvas.text(name, (left - GAP, at(row, 0).1 + cell / 2), Anchor::End, MUTED);
            }
            for (column, name) in columns.iter().enumerate() {
                let x = at(0, column).0 + cell / 2;
                canvas.text(name, (x, top - GAP), Anchor::UpStart, MUTED);
            }
            for (row, weights) in self.weights.iter().enumerate() {
                for (column, &weight) in weights.iter().enumerate() {
                    let side = cell - SEAM;
                    canvas.cell(at(row, column), (side, side), RIGHT, weight.max(FAINTEST));
                }
            }
        })
    }

    fn check(&self) -> Result<(), FigureError> {
        let (rows, columns) = (self.rows.len(), self.columns.len());
        for found in [rows, columns] {
            if !(1..=MAX_TOKENS).contains(&found) {
                return Err(FigureError::BarCount { found, max: MAX_TOKENS });
            }
        }
        for row in 0..rows.max(self.weights.len()) {
            let found = self.weights.get(row).map_or(0, Vec::len);
            let expected = if row < rows { columns } else { 0 };
            if found != expected {
                return Err(FigureError::PartCount { bar: row, found, expected });
            }
        }
        // Sums of rounded numbers may be a last digit above 1.
        let is_no_weight = |weight: &&f64| !(0.0..=1.0 + 1e-6).contains(*weight);
        match self.weights.iter().flatten().find(is_no_weight) {
            Some(&value) => {
                Err(FigureError::Value { value, needed: "a weight of attention is from 0 to 1" })
            }
            None => Ok(()),
        }
    }
}
