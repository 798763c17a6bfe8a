//! Points where they belong, lines that end at the frame, tints on the right side.

use crate::common::{assert_inside, elements, number, points, text_node, texts, ticks};
use figures::{DecisionBoundary, FigureError, HalfPlane, PointGroup, Region, Scatter, Series};
use roxmltree::{Document, Node};

fn group(points: &[(f64, f64)], hollow: bool) -> PointGroup {
    PointGroup { label: if hollow { "no" } else { "yes" }.into(), points: points.to_vec(), hollow }
}

fn scatter(groups: Vec<PointGroup>) -> Scatter {
    Scatter {
        description: "Some points.".into(),
        x_label: "width".into(),
        y_label: "height".into(),
        groups,
        ..Scatter::default()
    }
}

/// A square of points and the line x + y = 1 between them.
fn square() -> Scatter {
    let side = HalfPlane { w: [1.0, 1.0], b: -1.5 };
    Scatter {
        lines: vec![DecisionBoundary {
            label: "a line".into(),
            side,
            ..DecisionBoundary::default()
        }],
        regions: vec![
            Region { group: 0, sides: vec![side.opposite()] },
            Region { group: 1, sides: vec![side] },
        ],
        ..scatter(vec![
            group(&[(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)], true),
            group(&[(1.0, 1.0)], false),
        ])
    }
}

/// From the chart's numbers to the drawing's units, read off two ticks of an axis.
fn scale(ticks: &[(String, f64)]) -> (f64, f64) {
    let value = |text: &str| text.replace('−', "-").parse::<f64>().expect("a number");
    let ((a, at_a), (b, at_b)) = (ticks[0].clone(), ticks[ticks.len() - 1].clone());
    let unit = (at_b - at_a) / (value(&b) - value(&a));
    (at_a - unit * value(&a), unit)
}

fn with_paint<'a>(document: &'a Document, name: &'static str, paint: &str) -> Vec<Node<'a, 'a>> {
    let has =
        |node: &Node| [node.attribute("fill"), node.attribute("stroke")].contains(&Some(paint));
    elements(document, name).into_iter().filter(has).collect()
}

#[test]
fn points_stand_where_the_ticks_say() {
    let data = [(0.5, 1.5), (3.0, -2.0), (-1.0, 4.0)];
    let svg = scatter(vec![PointGroup { points: data.to_vec(), ..PointGroup::default() }]);
    let svg = svg.draw().unwrap().inline();
    let document = Document::parse(&svg).unwrap();
    let [x, y] = ticks(&document);
    let ((x0, x_unit), (y0, y_unit)) = (scale(&x), scale(&y));
    assert!((x_unit + y_unit).abs() < 0.02 * x_unit, "a step up is as long: {x_unit} {y_unit}");
    let discs = with_paint(&document, "circle", "var(--fig-1)");
    assert_eq!(discs.len(), data.len());
    for (disc, (x, y)) in discs.into_iter().zip(data) {
        assert!((number(disc, "cx") - x0 - x_unit * x).abs() < 8.0);
        assert!((number(disc, "cy") - y0 - y_unit * y).abs() < 8.0);
    }
}

#[test]
fn a_line_ends_at_the_frame_and_a_tint_is_on_its_side() {
    let svg = square().draw().unwrap().inline();
    let document = Document::parse(&svg).unwrap();
    let [x, y] = ticks(&document);
    let ((x0, x_unit), (y0, y_unit)) = (scale(&x), scale(&y));
    let place = |(x, y): (f64, f64)| ((x - x0) / x_unit, (y - y0) / y_unit);
    let line = points(elements(&document, "polyline")[0]);
    for end in line.into_iter().map(place) {
        assert!((end.0 + end.1 - 1.5).abs() < 0.02, "{end:?} is not on the line");
        let at_the_frame = [end.0, end.1].iter().any(|c| *c < -0.05 || *c > 1.05);
        assert!(at_the_frame, "{end:?}");
    }
    for (index, sign) in [(0, -1.0), (1, 1.0)] {
        let tints = with_paint(&document, "polygon", &format!("var(--fig-{})", index + 1));
        assert_eq!(tints.len(), 1);
        for corner in points(tints[0]).into_iter().map(place) {
            assert!(sign * (corner.0 + corner.1 - 1.5) > -0.02, "{corner:?} of group {index}");
        }
    }
}

#[test]
fn groups_differ_by_more_than_their_colour() {
    let svg = square().draw().unwrap().inline();
    let document = Document::parse(&svg).unwrap();
    let rings = with_paint(&document, "circle", "var(--fig-1)");
    assert!(rings.iter().all(|ring| ring.attribute("stroke") == Some("var(--fig-1)")));
    assert_eq!(rings.len(), 3 + 1, "three points, and one before the name");
    let discs = with_paint(&document, "circle", "var(--fig-2)");
    assert!(discs.iter().all(|disc| disc.attribute("fill") == Some("var(--fig-2)")));
    text_node(&document, "yes");
    text_node(&document, "a line");
}

#[test]
fn everything_fits() {
    let far = [(0.0, 0.0), (1.0, 300.0), (2.0, -7.0)];
    let wide = [(0.0, 0.0), (1e6, 3.0)];
    for points in [&far[..], &wide[..], &[(2.0, 2.0)][..]] {
        let line = |w, b| DecisionBoundary {
            label: "the line after the first mistake".into(),
            side: HalfPlane { w, b },
            strength: 0.5,
        };
        let path = Series { label: "a path".into(), points: points.to_vec(), color: None };
        let chart = Scatter {
            lines: vec![line([1.0, 0.0], -1.0), line([0.1, 1.0], -2.0), line([0.0, 1.0], 1e9)],
            paths: vec![path],
            ..scatter(vec![group(points, true), group(points, false)])
        };
        assert_inside(&chart.draw().unwrap());
    }
    assert_inside(&square().draw().unwrap());
}

#[test]
fn what_is_no_number_is_left_out() {
    let data = [(0.0, 0.0), (f64::NAN, 1.0), (1.0, f64::INFINITY), (1.0, 1.0)];
    let svg = scatter(vec![group(&data, false)]).draw().unwrap().inline();
    assert!(!svg.contains("NaN") && !svg.contains("inf"));
    let document = Document::parse(&svg).unwrap();
    assert_eq!(with_paint(&document, "circle", "var(--fig-1)").len(), 2 + 1);
}

#[test]
fn nothing_to_draw_is_an_error() {
    let error = scatter(vec![group(&[(f64::NAN, 0.0)], true)]).draw().unwrap_err();
    assert!(matches!(error, FigureError::NoPoints { points: 1 }), "{error}");
    let error = scatter(vec![group(&[(0.0, 0.0)], true); 5]).draw().unwrap_err();
    assert!(matches!(error, FigureError::TooManySeries { found: 5, max: 4 }), "{error}");
    let error = Scatter { description: " ".into(), ..square() }.draw().unwrap_err();
    assert!(matches!(error, FigureError::NoDescription), "{error}");
}

#[test]
fn the_same_bytes_on_every_run() {
    assert_eq!(square().draw().unwrap().standalone(), square().draw().unwrap().standalone());
    assert!(texts(&Document::parse(&square().draw().unwrap().inline()).unwrap()).len() > 8);
}
