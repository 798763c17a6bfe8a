//! Timelines: where spans and moments are, and what is refused.

use crate::common::{all_bounds, elements, number, points, text_node};
use figures::{FigureError, Moment, Span, Timeline};
use roxmltree::Document;

fn timeline(spans: &[(usize, f64, f64)]) -> Timeline {
    Timeline {
        description: "Turns.".into(),
        x_label: "time".into(),
        rows: vec!["thread 0".into(), "thread 1".into()],
        spans: spans.iter().map(|&(row, from, to)| Span { row, from, to }).collect(),
        moments: vec![Moment { at: 2.0, label: "barrier".into() }],
    }
}

#[test]
fn spans_follow_time_and_moments_cross_all_rows() {
    let svg = timeline(&[(1, 0.0, 1.0), (0, 1.0, 2.0), (0, 2.0, 4.0)]).draw().unwrap().inline();
    let document = Document::parse(&svg).unwrap();
    let cells: Vec<[f64; 4]> = elements(&document, "rect")
        .into_iter()
        .map(|cell| ["x", "y", "width", "height"].map(|name| number(cell, name)))
        .collect();
    let [first, second, third] = cells[..] else { panic!("{cells:?}") };
    assert!(first[1] > second[1], "row 1 is below row 0");
    assert_eq!(second[0], first[0] + first[2], "one after the other");
    assert!((third[2] / first[2] - 2.0).abs() < 0.02, "twice as long");
    let line = points(elements(&document, "polyline")[0]);
    assert_eq!(line[0].0, second[0] + second[2], "the moment is where the second span ends");
    assert!(line[0].1 < second[1] && line[1].1 > first[1] + first[3]);
    for text in ["thread 0", "thread 1", "barrier", "time"] {
        text_node(&document, text);
    }
}

#[test]
fn nothing_leaves_the_figure() {
    for at in [0.0, 4.0] {
        let moments = vec![Moment { at, label: "a label at the very end".into() }];
        let timeline = Timeline { moments, ..timeline(&[(0, 0.0, 4.0)]) };
        let svg = timeline.draw().unwrap().inline();
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
fn what_is_no_time_is_refused() {
    for span in [(2, 0.0, 1.0), (0, 1.0, 1.0), (0, -1.0, 1.0), (0, 0.0, f64::NAN)] {
        let error = timeline(&[span]).draw().unwrap_err();
        assert!(matches!(error, FigureError::Span { span: 0, .. }), "{error}");
    }
    assert!(matches!(timeline(&[]).draw().unwrap_err(), FigureError::NoPoints { .. }));
    let empty = Timeline { rows: Vec::new(), ..timeline(&[]) };
    assert!(matches!(empty.draw().unwrap_err(), FigureError::BarCount { found: 0, .. }));
}
