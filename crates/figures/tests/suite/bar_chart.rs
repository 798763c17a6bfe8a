//! Bars: their lengths, their parts, and what is refused.

use crate::common::{all_bounds, elements, number, text_node};
use figures::{Bar, BarChart, FigureError};
use roxmltree::Document;

fn chart(parts: &[&str], bars: &[&[f64]]) -> BarChart {
    let bar = |(index, parts): (usize, &&[f64])| Bar {
        label: format!("bar {index}"),
        parts: parts.to_vec(),
        note: format!("note {index}"),
    };
    BarChart {
        description: "Some bars.".into(),
        x_label: "milliseconds".into(),
        parts: parts.iter().map(|part| (*part).into()).collect(),
        bars: bars.iter().enumerate().map(bar).collect(),
    }
}

fn svg(chart: &BarChart) -> String {
    chart.draw().expect("it can be drawn").inline()
}

#[test]
fn parts_are_as_long_as_their_numbers_and_follow_each_other() {
    let svg = svg(&chart(&["one", "two", "three"], &[&[1.0, 2.0, 5.0], &[4.0, 0.0, 2.0]]));
    let document = Document::parse(&svg).unwrap();
    let cells: Vec<[f64; 4]> = elements(&document, "rect")
        .into_iter()
        .map(|cell| ["x", "y", "width", "height"].map(|name| number(cell, name)))
        .filter(|[_, _, width, height]| width != height)
        .collect();
    // Three parts, and two, since one is zero.
    assert_eq!(cells.len(), 5, "{cells:?}");
    let unit = cells[0][2];
    for (cell, length) in cells.iter().zip([1.0, 2.0, 5.0, 4.0, 2.0]) {
        assert!((cell[2] / unit - length).abs() < 0.02, "{cell:?} is not {length} long");
    }
    for (first, second) in [(0, 1), (1, 2), (3, 4)] {
        assert_eq!(cells[first][0] + cells[first][2], cells[second][0]);
        assert_eq!(cells[first][1], cells[second][1], "in one bar");
    }
    assert_eq!(cells[0][0], cells[3][0], "all bars begin at zero");
    for text in ["one", "two", "three", "bar 0", "note 1", "milliseconds"] {
        text_node(&document, text);
    }
}

#[test]
fn nothing_leaves_the_figure() {
    let long = BarChart {
        bars: vec![Bar {
            label: "a label that is much too long to stand beside a bar".into(),
            parts: vec![3.0],
            note: "and a note that is much too long to stand there, too".into(),
        }],
        ..chart(&[], &[])
    };
    for chart in [long, chart(&[], &[&[0.0]]), chart(&["a", "b"], &[[1e-9, 3e9].as_slice(); 20])] {
        let svg = svg(&chart);
        let document = Document::parse(&svg).unwrap();
        let view = document.root_element().attribute("viewBox").unwrap();
        let size: Vec<f64> = view.split(' ').map(|number| number.parse().unwrap()).collect();
        for (what, bounds) in all_bounds(&document) {
            let inside = bounds.left >= 0.0 && bounds.right <= size[2];
            assert!(inside && bounds.top >= 0.0 && bounds.bottom <= size[3], "{what}");
        }
    }
}

#[test]
fn what_is_no_chart_is_refused() {
    let error = |chart: BarChart| chart.draw().unwrap_err();
    let bars = error(chart(&[], &[]));
    assert!(matches!(bars, FigureError::BarCount { found: 0, max: 20 }), "{bars}");
    let bars = error(chart(&[], &[[1.0].as_slice(); 21]));
    assert!(matches!(bars, FigureError::BarCount { found: 21, max: 20 }), "{bars}");
    let parts = error(chart(&["a", "b"], &[&[1.0, 1.0], &[1.0]]));
    assert!(matches!(parts, FigureError::PartCount { bar: 1, found: 1, expected: 2 }), "{parts}");
    let parts = error(chart(&["a"; 6], &[&[1.0; 6]]));
    assert!(matches!(parts, FigureError::TooManySeries { found: 6, max: 5 }), "{parts}");
    for value in [-1.0, f64::NAN, f64::INFINITY] {
        let length = error(chart(&[], &[&[value]]));
        assert!(matches!(length, FigureError::Value { .. }), "{length}");
    }
}
