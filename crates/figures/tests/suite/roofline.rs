//! Rooflines: where roofs and points are, and what is refused.

use crate::common::{all_bounds, elements, number, points, text_node};
use figures::{FigureError, Roof, Roofline, RooflinePoint};
use roxmltree::Document;

fn point(label: &str, intensity: f64, rate: f64) -> RooflinePoint {
    RooflinePoint { label: label.into(), intensity, rate }
}

fn roofline(points: Vec<RooflinePoint>) -> Roofline {
    let roof = Roof { label: "one core".into(), bandwidth: 10.0, peak: 100.0 };
    Roofline { description: "A roof.".into(), roofs: vec![roof], points }
}

#[test]
fn a_point_on_the_roof_is_drawn_on_the_roof() {
    // On the slope, at the ridge, on the level part.
    let marks = vec![point("a", 0.1, 1.0), point("b", 10.0, 100.0), point("c", 1000.0, 100.0)];
    let svg = roofline(marks).draw().unwrap().inline();
    let document = Document::parse(&svg).unwrap();
    let roof = points(elements(&document, "polyline")[0]);
    assert_eq!(roof.len(), 3, "{roof:?}");
    let discs: Vec<(f64, f64)> = elements(&document, "circle")
        .into_iter()
        .map(|disc| (number(disc, "cx"), number(disc, "cy")))
        .collect();
    let near = |a: (f64, f64), b: (f64, f64)| (a.0 - b.0).abs() + (a.1 - b.1).abs() < 5.0;
    for corner in roof {
        assert!(discs.iter().any(|&disc| near(disc, corner)), "{corner:?} of {discs:?}");
    }
    for label in ["a", "b", "c", "one core", "GFLOP/s"] {
        text_node(&document, label);
    }
}

#[test]
fn many_points_keep_their_labels_apart_and_inside() {
    let many = (0..12).map(|i| {
        let i = f64::from(i);
        point(&format!("operation {i}"), 0.2 * 1.05_f64.powf(i), 2.0 + 0.01 * i)
    });
    let svg = roofline(many.collect()).draw().unwrap().inline();
    let document = Document::parse(&svg).unwrap();
    let mut heights: Vec<f64> =
        (0..12).map(|i| number(text_node(&document, &format!("operation {i}")), "y")).collect();
    heights.sort_by(f64::total_cmp);
    assert!(heights.windows(2).all(|pair| pair[1] - pair[0] >= 60.0), "{heights:?}");
    let view = document.root_element().attribute("viewBox").unwrap();
    let size: Vec<f64> = view.split(' ').map(|number| number.parse().unwrap()).collect();
    for (what, bounds) in all_bounds(&document) {
        let inside = bounds.left >= 0.0 && bounds.right <= size[2];
        assert!(inside && bounds.top >= 0.0 && bounds.bottom <= size[3], "{what}");
    }
}

#[test]
fn what_has_no_logarithm_is_refused() {
    for value in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        for mark in [point("a", value, 1.0), point("a", 1.0, value)] {
            let error = roofline(vec![mark]).draw().unwrap_err();
            assert!(matches!(error, FigureError::Value { .. }), "{error}");
        }
    }
    let roofs = |count| Roofline {
        roofs: vec![Roof { bandwidth: 1.0, peak: 1.0, ..Roof::default() }; count],
        ..roofline(Vec::new())
    };
    assert!(matches!(roofs(0).draw().unwrap_err(), FigureError::NoPoints { .. }));
    let error = roofs(4).draw().unwrap_err();
    assert!(matches!(error, FigureError::TooManySeries { found: 4, max: 3 }), "{error}");
}
