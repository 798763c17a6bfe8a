//! Grids of numbers: every number is where it belongs, and nothing leaves the figure.

use crate::common::{assert_inside, elements, number, text_node};
use figures::{Color, FigureError, MatrixFigure, NumberCell, NumberGrid};
use roxmltree::Document;

fn grid(sign: &str, width: usize, texts: &[&str]) -> NumberGrid {
    let cells = texts.iter().map(|text| NumberCell { text: (*text).into(), ..Default::default() });
    NumberGrid {
        sign: sign.into(),
        caption: format!("{width} columns"),
        width,
        cells: cells.collect(),
    }
}

fn product() -> MatrixFigure {
    let mut grids = vec![grid("", 3, &["1", "2", "3", "4", "5", "6"]), grid("=", 1, &["7"])];
    grids[0].cells[4].tint = Some(Color::Blue);
    grids[0].cells[0].outside = true;
    MatrixFigure {
        description: "Six numbers and a seventh.".into(),
        grids,
        below: vec!["7 = 1 + 6, and this line is wider than the grids are".into()],
    }
}

#[test]
fn numbers_stand_in_rows_and_grids_side_by_side() {
    let figure = product().draw().unwrap();
    assert_inside(&figure);
    let svg = figure.inline();
    let document = Document::parse(&svg).unwrap();
    let at = |text: &str| {
        let node = text_node(&document, text);
        (number(node, "x"), number(node, "y"))
    };
    assert_eq!(at("2").1, at("3").1);
    assert_eq!(at("2").0, at("5").0);
    assert!(at("4").1 > at("1").1);
    assert!(at("3").0 < at("=").0 && at("=").0 < at("7").0);
    assert!((at("7").1 - (at("1").1 + at("4").1) / 2.0).abs() <= 1.0, "in the middle");
}

#[test]
fn a_marked_cell_has_its_colour_and_an_outer_one_no_frame() {
    let svg = product().draw().unwrap().inline();
    let document = Document::parse(&svg).unwrap();
    let tinted = elements(&document, "rect");
    assert_eq!(tinted.len(), 1);
    assert_eq!(tinted[0].attribute("fill"), Some("var(--fig-1)"));
    assert_eq!(elements(&document, "line").len(), 4 * 6, "seven cells, one of them outside");
}

#[test]
fn a_row_that_is_not_full_is_an_error() {
    let mut grids = product();
    grids.grids[1].width = 2;
    let error = grids.draw().unwrap_err();
    assert!(matches!(error, FigureError::PixelCount { image: 1, found: 1, .. }), "{error}");
    let error = MatrixFigure { grids: vec![], ..product() }.draw().unwrap_err();
    assert!(matches!(error, FigureError::NoImages), "{error}");
    let error = MatrixFigure { description: String::new(), ..product() }.draw().unwrap_err();
    assert!(matches!(error, FigureError::NoDescription), "{error}");
}
