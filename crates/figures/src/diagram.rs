//! Neurons and layers as circles and arrows.

use crate::canvas::{Anchor, Canvas};
use crate::style::{Color, INK, MUTED, PAGE};
use crate::text::width;
use crate::units::{LINE, Point, TEXT, UNIT};
use crate::{Figure, FigureError};

const RADIUS: i32 = 22 * UNIT;
/// Between a text and the arrow that begins or ends at it.
const GAP: i32 = 6 * UNIT;
const HEAD: f64 = 9.0 * UNIT as f64;
/// How strong the colour inside a circle is: what is printed there must be read.
const TINT: f64 = 0.18;

/// Nodes and arrows between them: a neuron, a layer, a network.
///
/// ```
/// use figures::{Arrow, Diagram, Node};
///
/// let figure = Diagram {
///     description: "An arrow, labelled w, from the input x to a neuron.".into(),
///     size: (200, 80),
///     nodes: vec![Node::text((30, 40), "x"), Node::circle((150, 40), "Σ")],
///     arrows: vec![Arrow { from: 0, to: 1, label: "w".into(), ..Arrow::default() }],
/// }
/// .draw()?;
/// assert!(figure.inline().contains(">w</text>"));
/// # Ok::<(), figures::FigureError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diagram {
    /// What a reader would see, for those who cannot.
    pub description: String,
    /// The width and the height, in pixels.
    pub size: (u32, u32),
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The arrows between them.
    pub arrows: Vec<Arrow>,
}

/// A circle or a text in a [`Diagram`].
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where its middle is: pixels from the left and from the top.
    pub at: (u32, u32),
    /// What is printed in it.
    pub label: String,
    /// The colour of the circle; without one it is a text only.
    pub circle: Option<Color>,
}

/// An arrow in a [`Diagram`].
#[derive(Clone, Debug, PartialEq)]
pub struct Arrow {
    /// The index of the node where it begins.
    pub from: usize,
    /// The index of the node to which it points.
    pub to: usize,
    /// What is printed upon it.
    pub label: String,
    /// Where along the arrow, from 0 to 1.
    pub label_at: f64,
}

impl Node {
    /// A circle: a neuron.
    pub fn circle(at: (u32, u32), label: &str) -> Self {
        Self { at, label: label.into(), circle: Some(Color::Blue) }
    }

    /// A text: what flows in or out.
    pub fn text(at: (u32, u32), label: &str) -> Self {
        Self { at, label: label.into(), circle: None }
    }

    fn middle(&self) -> Point {
        (self.at.0 as i32 * UNIT, self.at.1 as i32 * UNIT)
    }

    /// How far it reaches to the sides, and up and down.
    fn reach(&self) -> Point {
        match self.circle {
            Some(_) => (RADIUS, RADIUS),
            None => (width(&self.label, TEXT) / 2, LINE / 2),
        }
    }

    /// How far from its middle an arrow begins or ends that leaves in a direction of length 1.
    fn rim(&self, (dx, dy): (f64, f64)) -> f64 {
        let (x, y) = self.reach();
        match self.circle {
            Some(_) => f64::from(RADIUS),
            // The border of an ellipse around the text.
            None => 1.0 / (dx / f64::from(x + GAP)).hypot(dy / f64::from(y + GAP)),
        }
    }
}

impl Default for Arrow {
    fn default() -> Self {
        Self { from: 0, to: 0, label: String::new(), label_at: 0.5 }
    }
}

impl Diagram {
    /// Draws the diagram.
    ///
    /// # Errors
    ///
    /// Without a description, with a node that does not lie in the diagram, or with an arrow from
    /// or to a node that there is not.
    pub fn draw(&self) -> Result<Figure, FigureError> {
        let size = (self.size.0 as i32 * UNIT, self.size.1 as i32 * UNIT);
        for (node, found) in self.nodes.iter().enumerate() {
            let ((x, y), (dx, dy)) = (found.middle(), found.reach());
            let (dx, dy) = (dx + UNIT, dy + UNIT);
            if x < dx || y < dy || x + dx > size.0 || y + dy > size.1 {
                return Err(FigureError::Outside { node, label: found.label.clone() });
            }
        }
        let nodes = self.nodes.len();
        for (arrow, Arrow { from, to, .. }) in self.arrows.iter().enumerate() {
            if let Some(&node) = [from, to].into_iter().find(|&&node| node >= nodes) {
                return Err(FigureError::NoNode { arrow, node, nodes });
            }
        }
        Figure::draw(size, "Diagram", &self.description, |canvas| {
            self.arrows.iter().for_each(|arrow| self.draw_arrow(arrow, canvas));
            self.arrows.iter().for_each(|arrow| self.draw_label(arrow, canvas));
            self.nodes.iter().for_each(|node| draw_node(node, canvas));
        })
    }

    /// Where an arrow begins and ends, and its direction.
    fn ends(&self, arrow: &Arrow) -> Option<[(f64, f64); 3]> {
        let (from, to) = (&self.nodes[arrow.from], &self.nodes[arrow.to]);
        let ((x, y), (to_x, to_y)) = (from.middle(), to.middle());
        let (dx, dy) = (f64::from(to_x - x), f64::from(to_y - y));
        let length = dx.hypot(dy);
        let (dx, dy) = (dx / length, dy / length);
        let (begin, end) = (from.rim((dx, dy)), length - to.rim((dx, dy)));
        let along = |way: f64| (f64::from(x) + way * dx, f64::from(y) + way * dy);
        (length > 0.0 && begin < end).then(|| [along(begin), along(end), (dx, dy)])
    }

    fn draw_arrow(&self, arrow: &Arrow, canvas: &mut Canvas) {
        let Some([begin, end, (dx, dy)]) = self.ends(arrow) else { return };
        let neck = (end.0 - HEAD * dx, end.1 - HEAD * dy);
        canvas.stroke(&[whole(begin), whole(neck)], 3 * UNIT / 2, MUTED, 1.0);
        let half = 0.4 * HEAD;
        let left = (neck.0 - half * dy, neck.1 + half * dx);
        let right = (neck.0 + half * dy, neck.1 - half * dx);
        canvas.polygon(&[end, left, right].map(whole), MUTED, 1.0);
    }

    fn draw_label(&self, arrow: &Arrow, canvas: &mut Canvas) {
        let Some([begin, end, _]) = self.ends(arrow) else { return };
        let between = |a: f64, b: f64| a + arrow.label_at * (b - a);
        let at = whole((between(begin.0, end.0), between(begin.1, end.1)));
        canvas.text(&arrow.label, at, Anchor::Middle, Color::Ink.label());
    }
}

fn draw_node(node: &Node, canvas: &mut Canvas) {
    let at = node.middle();
    if let Some(color) = node.circle {
        canvas.disc(at, RADIUS, PAGE, 1.0);
        canvas.disc(at, RADIUS, color.curve(), TINT);
        canvas.ring(at, RADIUS, 2 * UNIT, color.curve());
    }
    canvas.text(&node.label, at, Anchor::Middle, INK);
}

fn whole((x, y): (f64, f64)) -> Point {
    (x.round() as i32, y.round() as i32)
}
