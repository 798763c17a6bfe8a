//! The labels of a line chart: at their curves, in their colours, never on top of each other.

use crate::common::{
    Bounds, bounds, chart, elements, points, series, svg, text_node, text_width, texts, ticks,
};
use figures::{Color, Series};
use roxmltree::Document;

#[test]
fn labels_at_one_height_move_apart_in_the_order_of_their_curves() {
    for end in [0.0, 0.5, 1.0] {
        let names = ["a", "b", "c", "d", "e"];
        let mut all: Vec<Series> = (0..5)
            .map(|k| series(names[k], &[(0.0, 0.1 * k as f64), (1.0, end - 0.001 * k as f64)]))
            .collect();
        all[4].points[0] = (0.0, 1.0);
        let svg = svg(&chart(all));
        let document = Document::parse(&svg).unwrap();
        let boxes = names.map(|name| bounds(text_node(&document, name)));
        for pair in boxes.windows(2) {
            assert!(pair[0].bottom <= pair[1].top, "{pair:?} overlap");
        }
        let [_, y] = ticks(&document).map(|ticks| ticks.into_iter().map(|(_, place)| place));
        let (top, bottom) = (y.clone().fold(f64::MAX, f64::min), y.fold(0.0, f64::max));
        let middle = |b: Bounds| (b.top + b.bottom) / 2.0;
        assert!(middle(boxes[0]) >= top && middle(boxes[4]) <= bottom, "beside the axis");
    }
}

#[test]
fn labels_that_have_room_stay_at_their_curves() {
    let svg = svg(&chart(vec![
        series("low", &[(0.0, 1.0), (1.0, 0.1)]),
        series("high", &[(0.0, 0.0), (1.0, 0.9)]),
    ]));
    let document = Document::parse(&svg).unwrap();
    let curves = elements(&document, "polyline");
    assert_eq!(curves.len(), 2, "and no lines lead to the labels");
    for (curve, label) in curves.into_iter().zip(["low", "high"]) {
        let (x, y) = points(curve)[1];
        let label = bounds(text_node(&document, label));
        assert!(label.left > x && label.left - x < 80.0);
        assert!(label.top < y && y < label.bottom);
    }
}

#[test]
fn labels_of_curves_that_end_side_by_side_stay_in_place() {
    let early = series("early", &[(0.0, 1.0), (3.0, 0.5)]);
    let late = series("late", &[(0.0, 0.0), (10.0, 0.5)]);
    let svg = svg(&chart(vec![late, early]));
    let document = Document::parse(&svg).unwrap();
    for label in ["early", "late"] {
        let y = points(elements(&document, "polyline")[0])[1].1;
        let label = bounds(text_node(&document, label));
        assert!(label.top < y && y < label.bottom);
    }
}

#[test]
fn labels_that_would_overlap_in_part_move_apart() {
    let one = series("a long label", &[(0.0, 1.0), (9.0, 0.5)]);
    let two = series("another", &[(0.0, 0.0), (10.0, 0.5)]);
    let svg = svg(&chart(vec![two, one]));
    let document = Document::parse(&svg).unwrap();
    let [a, b] = ["a long label", "another"].map(|label| bounds(text_node(&document, label)));
    assert!(a.right > b.left, "their columns overlap");
    assert!(a.bottom <= b.top || b.bottom <= a.top, "{a:?} and {b:?}");
}

#[test]
fn a_label_has_its_curves_color() {
    let mut all: Vec<Series> =
        (0..5).map(|k| series(&format!("s{k}"), &[(0.0, 0.0), (1.0, f64::from(k))])).collect();
    all[3].color = Some(Color::Blue);
    let svg = svg(&chart(all));
    let document = Document::parse(&svg).unwrap();
    let curves = elements(&document, "polyline");
    for (k, color) in [1, 2, 3, 1, 5].into_iter().enumerate() {
        let curve = format!("var(--fig-{color})");
        let label = format!("var(--fig-text-{color})");
        assert_eq!(curves[k].attribute("stroke"), Some(&curve[..]));
        assert_eq!(text_node(&document, &format!("s{k}")).attribute("fill"), Some(&label[..]));
        assert_eq!(curves[k].attribute("stroke-width"), Some("8"), "2 pixels");
    }
}

#[test]
fn long_texts_are_cut_and_stay_inside() {
    let long =
        "WWW mm @@ a label that goes on and on, longer than any figure is wide, %%%".repeat(3);
    let mut long_chart = chart(vec![series(&long, &[(0.0, -1234.5), (1e5, 99999.0)])]);
    long_chart.x_label = long.clone();
    long_chart.y_label = long.clone();
    let svg = svg(&long_chart);
    let document = Document::parse(&svg).unwrap();
    let cut = texts(&document).into_iter().filter(|(_, text)| text.ends_with('…'));
    for (node, text) in cut.clone() {
        assert!(long.starts_with(text.trim_end_matches('…')));
        assert!(
            text_width(text) * crate::common::number(node, "font-size") > 500.0,
            "cut too short"
        );
    }
    assert_eq!(cut.count(), 3);
    let curve = bounds(elements(&document, "polyline")[0]);
    assert!(curve.right - curve.left > 800.0, "the curve keeps a third of the width");
}
