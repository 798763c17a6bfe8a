//! Functions of two variables, drawn from above.

use figures::{HeatMap, Series};
use gradient_descent::Objective;

/// Cells along each side of a map.
const CELLS: usize = 40;

/// The values of a function at the middles of the cells of a square map, the lowest row first.
///
/// ```
/// let rows = ch08::heights(&gradient_descent::Rosenbrock, (-2.0, 2.0), (-1.0, 3.0));
/// assert!(rows.len() == rows[0].len() && rows[0][0] > rows[20][30]);
/// ```
pub fn heights(f: &impl Objective<f64>, x: (f64, f64), y: (f64, f64)) -> Vec<Vec<f64>> {
    let at =
        |(low, high): (f64, f64), i: usize| low + (high - low) * (i as f64 + 0.5) / CELLS as f64;
    let row = |j: usize| (0..CELLS).map(|i| f.value(&[at(x, i), at(y, j)])).collect();
    (0..CELLS).map(row).collect()
}

/// A map of a function with a path across it, up to the first point outside of the map.
///
/// ```
/// use gradient_descent::Quadratic;
///
/// let path = [[1.0, 1.0], [0.5, 0.25], [9.0, 0.0]];
/// let map = ch08::map(&Quadratic::new([1.0, 4.0]), (-2.0, 2.0), (-2.0, 2.0), &path);
/// assert_eq!(map.paths[0].points.len(), 2);
/// ```
pub fn map(f: &impl Objective<f64>, x: (f64, f64), y: (f64, f64), path: &[[f64; 2]]) -> HeatMap {
    let inside = |p: &&[f64; 2]| (x.0..=x.1).contains(&p[0]) && (y.0..=y.1).contains(&p[1]);
    let points = path.iter().take_while(inside).map(|[x, y]| (*x, *y)).collect();
    HeatMap {
        x_label: "x₁".into(),
        y_label: "x₂".into(),
        x,
        y,
        rows: heights(f, x, y),
        paths: vec![Series { points, ..Series::default() }],
        ..HeatMap::default()
    }
}
