//! Which classes a classifier takes for which others.

use crate::canvas::Canvas;
use crate::matrix_layout::Layout;
use crate::style::{GRID, RIGHT, WRONG};
use crate::{Figure, FigureError};

const MAX_CLASSES: usize = 30;
/// How strong a cell without errors is: enough to show that there is a cell.
const EMPTY: f64 = 0.3;
/// How strong a cell with a count is at least, so that it differs from an empty one.
const FAINTEST: f64 = 0.15;

/// Which classes a classifier takes for which others, and how often.
///
/// Blue cells on the diagonal are right; the fraction of its class sets how strong the blue is.
/// Orange cells beside it are errors: the worst, again as a fraction of its class, has the full
/// colour, so that it stands out however rare errors are. An error that never happened has an
/// empty cell.
///
/// ```
/// let figure = figures::ConfusionMatrix {
///     description: "Of 90 cats, 8 are taken for dogs; of 95 dogs, 5 for cats.".into(),
///     classes: vec!["cat".into(), "dog".into()],
///     counts: vec![vec![82, 8], vec![5, 90]],
/// }
/// .draw()?;
/// assert!(figure.inline().contains(">82</text>"));
/// # Ok::<(), figures::FigureError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ConfusionMatrix {
    /// What a reader would see, for those who cannot.
    pub description: String,
    /// The names of the classes, 2 to 30.
    pub classes: Vec<String>,
    /// How many samples of a class (the row) are predicted to be of a class (the column).
    pub counts: Vec<Vec<u32>>,
}

impl ConfusionMatrix {
    /// Draws the matrix.
    ///
    /// # Errors
    ///
    /// Without a description, with fewer than 2 or more than 30 classes, where the counts do not
    /// fit the classes, or where all are zero.
    pub fn draw(&self) -> Result<Figure, FigureError> {
        self.check()?;
        let layout = Layout::new(&self.classes, &self.counts);
        Figure::draw(layout.size(), "Confusion matrix", &self.description, |canvas| {
            layout.draw_names(canvas);
            self.draw_cells(&layout, canvas);
        })
    }

    fn check(&self) -> Result<(), FigureError> {
        let classes = self.classes.len();
        if !(2..=MAX_CLASSES).contains(&classes) {
            return Err(FigureError::ClassCount { found: classes, max: MAX_CLASSES });
        }
        for row in 0..classes.max(self.counts.len()) {
            let found = self.counts.get(row).map_or(0, Vec::len);
            if found != classes || row >= classes {
                return Err(FigureError::NotSquare { row, found, classes });
            }
        }
        if self.counts.iter().flatten().all(|&count| count == 0) {
            return Err(FigureError::NoCounts);
        }
        Ok(())
    }

    fn draw_cells(&self, layout: &Layout, canvas: &mut Canvas) {
        let fractions: Vec<Vec<f64>> = self.counts.iter().map(|counts| fractions(counts)).collect();
        let worst = worst_error(&fractions);
        for (row, counts) in self.counts.iter().enumerate() {
            for (column, &count) in counts.iter().enumerate() {
                let fraction = fractions[row][column];
                let (paint, opacity) = match count {
                    0 => (GRID, EMPTY),
                    _ if row == column => (RIGHT, fraction.max(FAINTEST)),
                    _ => (WRONG, FAINTEST + (1.0 - FAINTEST) * fraction / worst),
                };
                let text = if row == column || count > 0 { count.to_string() } else { "".into() };
                layout.draw_cell(canvas, (row, column), paint, opacity, &text);
            }
        }
    }
}

/// The fractions of one true class that are predicted to be of each class.
fn fractions(counts: &[u32]) -> Vec<f64> {
    let total: u64 = counts.iter().map(|&count| u64::from(count)).sum();
    counts.iter().map(|&count| f64::from(count) / total.max(1) as f64).collect()
}

fn worst_error(fractions: &[Vec<f64>]) -> f64 {
    let errors = fractions.iter().enumerate().flat_map(|(row, fractions)| {
        fractions.iter().enumerate().filter(move |(column, _)| *column != row)
    });
    errors.map(|(_, &fraction)| fraction).fold(0.0, f64::max)
}
