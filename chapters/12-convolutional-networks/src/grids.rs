//! Matrices and sums of products, to be followed number by number.

use figures::{Color, NumberCell, NumberGrid};

/// A matrix as a figure, each cell tinted as `tint` has it for its row and column; NaN is an empty cell.
///
/// ```
/// let grid = ch12::grids::grid("", "image x", &[1.0, -2.0, f64::NAN, 0.0], 2, |_, _| None);
/// let texts: Vec<&str> = grid.cells.iter().map(|cell| cell.text.as_str()).collect();
/// assert_eq!(texts, ["1", "−2", "", "0"]);
/// ```
pub fn grid(
    sign: &str,
    caption: &str,
    numbers: &[f64],
    width: usize,
    tint: impl Fn(usize, usize) -> Option<Color>,
) -> NumberGrid {
    let cell = |(i, number): (usize, &f64)| NumberCell {
        text: if number.is_nan() { String::new() } else { whole(*number) },
        tint: tint(i / width, i % width),
        outside: false,
    };
    let cells = numbers.iter().enumerate().map(cell).collect();
    NumberGrid { sign: sign.into(), caption: caption.into(), width, cells }
}

/// Formats a whole number with a proper minus.
///
/// ```
/// assert_eq!(ch12::grids::whole(-3.0), "−3");
/// ```
pub fn whole(number: f64) -> String {
    format!("{number:.0}").replace("-0", "0").replace('-', "−")
}

/// Formats a product of two whole numbers, as one writes it on paper.
fn term([w, x]: &[f64; 2]) -> String {
    let bracketed =
        |number: f64| if number < 0.0 { format!("({})", whole(number)) } else { whole(number) };
    format!("{}·{}", bracketed(*w), bracketed(*x))
}

/// Formats a sum of products of two whole numbers.
///
/// ```
/// assert_eq!(ch12::grids::terms(&[[2.0, 3.0], [-1.0, 4.0]]), "2·3 + (−1)·4");
/// ```
pub fn terms(products: &[[f64; 2]]) -> String {
    products.iter().map(term).collect::<Vec<_>>().join(" + ")
}
