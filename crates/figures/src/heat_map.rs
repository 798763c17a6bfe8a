//! A height over the plane, such as a loss over two weights.

use crate::axis::{Axis, is_drawable, min_max};
use crate::canvas::{Anchor, Canvas};
use crate::plane::{GAP, Plane};
use crate::style::{Color, INK, MUTED, PAGE, RIGHT};
use crate::text::widest;
use crate::units::{Point, UNIT};
use crate::{Figure, FigureError, Series, pixels};

const SIDE: i32 = 320 * UNIT;
/// How many bands of height are told apart: those of the pixels.
const BANDS: i32 = 20;
const BAR: i32 = 14 * UNIT;
const MAX_CELLS: usize = 128;

/// A height over the plane as bands of one hue, and paths that cross it.
///
/// The lowest part shows the page, the highest the full colour; a band begins where it would on a
/// map with contour lines.
///
/// ```
/// let bowl = |x: f64, y: f64| x * x + 4.0 * y * y;
/// let grid: Vec<f64> = (0..40).map(|k| f64::from(k) / 20.0 - 0.975).collect();
/// let figure = figures::HeatMap {
///     description: "A bowl, four times as steep upwards as to the right.".into(),
///     x: (-1.0, 1.0),
///     y: (-1.0, 1.0),
///     rows: grid.iter().map(|&y| grid.iter().map(|&x| bowl(x, y)).collect()).collect(),
///     ..Default::default()
/// }
/// .draw()?;
/// # Ok::<(), figures::FigureError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatMap {
    /// What a reader would see, for those who cannot.
    pub description: String,
    /// What the horizontal axis measures, printed below it.
    pub x_label: String,
    /// What the vertical axis measures, printed above it.
    pub y_label: String,
    /// Where the map begins and ends horizontally.
    pub x: (f64, f64),
    /// Where the map begins and ends vertically.
    pub y: (f64, f64),
    /// The heights, the lowest row first, each from the left to the right: at the middles of the
    /// cells. As many rows as columns, 2 to 128.
    pub rows: Vec<Vec<f64>>,
    /// Whether equal ratios, instead of equal differences, are one band apart.
    pub log: bool,
    /// Paths across the map, with a dot at each of their points.
    pub paths: Vec<Series>,
}

impl HeatMap {
    /// Draws the map.
    ///
    /// # Errors
    ///
    /// Without a description, with a side that does not grow from its beginning to its end, where
    /// the rows are not as many as the columns, or with a height that
    /// is not finite or, on a logarithmic map, not above zero.
    pub fn draw(&self) -> Result<Figure, FigureError> {
        self.check()?;
        let (low, high) = min_max(self.rows.iter().flatten());
        let tick = widest(&[low, high].map(printed));
        let beside = 2 * GAP + BAR + GAP / 2 + tick;
        let (x, y) = (Axis::exact(self.x.0, self.x.1), Axis::exact(self.y.0, self.y.1));
        let plane = Plane::new(x, y, (self.side(), self.side()), 0, beside);
        Figure::draw(plane.size, &self.title(), &self.description, |canvas| {
            plane.draw(canvas, &self.x_label, &self.y_label, false);
            self.draw_cells(&plane, (low, high), canvas);
            draw_bar(&plane, (low, high), canvas);
            self.draw_paths(&plane, canvas);
        })
    }

    fn title(&self) -> String {
        match (self.x_label.trim(), self.y_label.trim()) {
            ("", "") => "Heights over the plane".to_owned(),
            (x, y) => format!("Heights over {x} and {y}"),
        }
    }

    fn check(&self) -> Result<(), FigureError> {
        for (low, high) in [self.x, self.y] {
            let drawable = is_drawable(low, false) && is_drawable(high, false);
            if !drawable || low >= high {
                return Err(FigureError::Range { low, high });
            }
        }
        let rows = self.rows.len();
        for row in 0..rows.max(1) {
            let found = self.rows.get(row).map_or(0, Vec::len);
            if found != rows || !(2..=MAX_CELLS).contains(&rows) {
                return Err(FigureError::HeightCount { row, found, rows, max: MAX_CELLS });
            }
            let is_bad = |height: &f64| !is_drawable(*height, self.log);
            if let Some(column) = self.rows[row].iter().position(is_bad) {
                return Err(FigureError::Height { row, column, value: self.rows[row][column] });
            }
        }
        Ok(())
    }

    /// The side of the map: a whole number of units for each cell.
    fn side(&self) -> i32 {
        let cells = self.rows.len() as i32;
        SIDE / cells * cells
    }

    /// Where a height stands between the lowest and the highest, from 0 to 1, in whole bands.
    fn band(&self, height: f64, (low, high): (f64, f64)) -> f32 {
        let scale = |v: f64| if self.log { v.log10() } else { v };
        let fraction = (scale(height) - scale(low)) / (scale(high) - scale(low));
        let fraction = if fraction.is_finite() { fraction } else { 0.0 };
        ((fraction * f64::from(BANDS)).floor() / f64::from(BANDS)) as f32
    }

    fn draw_cells(&self, plane: &Plane, range: (f64, f64), canvas: &mut Canvas) {
        let from_top = self.rows.iter().rev().flatten();
        let bands: Vec<f32> = from_top.map(|&height| self.band(height, range)).collect();
        let cells = self.rows.len();
        let scale = self.side() / cells as i32;
        let corner = (plane.left, plane.top);
        canvas.under += &pixels::group(&bands, cells, corner, scale, RIGHT);
    }

    fn draw_paths(&self, plane: &Plane, canvas: &mut Canvas) {
        for path in &self.paths {
            let color = path.color.unwrap_or(Color::Ink);
            let inside = |&&(x, y): &&(f64, f64)| {
                (self.x.0..=self.x.1).contains(&x) && (self.y.0..=self.y.1).contains(&y)
            };
            let points = path.points.iter().filter(inside);
            let pixels: Vec<Point> = points.map(|&position| plane.pixel(position)).collect();
            canvas.stroke(&pixels, 2 * UNIT, color.curve(), 1.0);
            for &point in &pixels {
                canvas.disc(point, 3 * UNIT, PAGE, 1.0);
                canvas.disc(point, 5 * UNIT / 2, color.curve(), 1.0);
            }
            if let Some(&(x, y)) = pixels.first() {
                canvas.text(path.label.trim(), (x + GAP, y), Anchor::Start, INK);
            }
        }
    }
}

/// The scale beside the map: from the page at the lowest height to the full colour.
fn draw_bar(plane: &Plane, (low, high): (f64, f64), canvas: &mut Canvas) {
    let left = plane.right + 2 * GAP;
    let height = (plane.bottom - plane.top) / BANDS;
    for band in 1..BANDS {
        let top = plane.bottom - (band + 1) * height;
        canvas.cell((left, top), (BAR, height), RIGHT, f64::from(band) / f64::from(BANDS));
    }
    let text = left + BAR + GAP / 2;
    canvas.text(&printed(high), (text, plane.bottom - BANDS * height), Anchor::Start, MUTED);
    canvas.text(&printed(low), (text, plane.bottom), Anchor::Start, MUTED);
}

/// Three digits that count.
fn printed(height: f64) -> String {
    let magnitude = if height == 0.0 { 0.0 } else { height.abs().log10().floor() };
    let decimals = (2.0 - magnitude).clamp(0.0, 4.0) as usize;
    format!("{height:.decimals$}").replace('-', "−")
}
