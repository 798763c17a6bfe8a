//! Arrows that end at the rim of what they point to.

use crate::common::{assert_inside, elements, number, points, text_node};
use figures::{Arrow, Diagram, FigureError, Node};
use roxmltree::Document;

fn neuron() -> Diagram {
    Diagram {
        description: "Two inputs and a neuron.".into(),
        size: (240, 160),
        nodes: vec![
            Node::text((30, 30), "x₁"),
            Node::text((30, 130), "x₂"),
            Node::circle((150, 80), "Σ"),
            Node::text((220, 80), "y"),
        ],
        arrows: vec![
            Arrow { from: 0, to: 2, label: "w₁".into(), ..Arrow::default() },
            Arrow { from: 1, to: 2, label: "w₂".into(), label_at: 0.3 },
            Arrow { from: 2, to: 3, ..Arrow::default() },
        ],
    }
}

#[test]
fn an_arrow_ends_at_the_rim_and_points_to_the_middle() {
    let svg = neuron().draw().unwrap().inline();
    let document = Document::parse(&svg).unwrap();
    let circle = elements(&document, "circle").into_iter().last().unwrap();
    let (x, y) = (number(circle, "cx"), number(circle, "cy"));
    assert_eq!((x, y), (600.0, 320.0));
    let heads = elements(&document, "polygon");
    assert_eq!(heads.len(), 3);
    for head in &heads[..2] {
        let (tip_x, tip_y) = points(*head)[0];
        let distance = (tip_x - x).hypot(tip_y - y);
        assert!((distance - number(circle, "r")).abs() < 1.5, "{distance} from the middle");
    }
    for text in ["x₁", "w₁", "w₂", "Σ", "y"] {
        text_node(&document, text);
    }
    assert_inside(&neuron().draw().unwrap());
}

#[test]
fn a_label_stands_on_its_arrow() {
    let svg = neuron().draw().unwrap().inline();
    let document = Document::parse(&svg).unwrap();
    let line = points(elements(&document, "polyline")[1]);
    let label = text_node(&document, "w₂");
    let share = (number(label, "x") - line[0].0) / (line[1].0 - line[0].0);
    assert!((0.25..0.4).contains(&share), "{share} of the way");
}

#[test]
fn neighbours_that_touch_have_no_arrow() {
    let mut diagram = neuron();
    diagram.nodes[0] = Node::circle((150, 100), "z");
    diagram.nodes[1] = diagram.nodes[2].clone();
    let svg = diagram.draw().unwrap().inline();
    assert!(!svg.contains("NaN"));
    assert_eq!(elements(&Document::parse(&svg).unwrap(), "polyline").len(), 1);
}

#[test]
fn what_does_not_fit_is_an_error() {
    for at in [(5, 80), (150, 5), (235, 80), (150, 158), (100_000, 80)] {
        let mut diagram = neuron();
        diagram.nodes[2].at = at;
        let error = diagram.draw().unwrap_err();
        assert!(matches!(error, FigureError::Outside { node: 2, .. }), "{at:?}: {error}");
    }
    let mut diagram = neuron();
    diagram.arrows[1].to = 4;
    let error = diagram.draw().unwrap_err();
    assert!(matches!(error, FigureError::NoNode { arrow: 1, node: 4, nodes: 4 }), "{error}");
    let error = Diagram { description: String::new(), ..neuron() }.draw().unwrap_err();
    assert!(matches!(error, FigureError::NoDescription), "{error}");
}
