//! The reader's network as circles and arrows.

use figures::{Arrow, Diagram, Node};

/// The network in three columns: pixels, hidden units, digits; of each column the first two and the last.
///
/// ```
/// let figure = ch01::sketch().draw()?;
/// assert!(figure.inline().contains(">128</text>"));
/// # Ok::<(), figures::FigureError>(())
/// ```
pub fn sketch() -> Diagram {
    let columns = [
        (60, "64 pixels", ["x₁", "x₂", "x₆₄"]),
        (260, "128 hidden units", ["1", "2", "128"]),
        (460, "10 probabilities", ["0", "1", "9"]),
    ];
    let heights = [75, 135, 245];
    let mut nodes = Vec::new();
    for (x, _, labels) in columns {
        nodes.extend(heights.into_iter().zip(labels).map(|(y, label)| Node::circle((x, y), label)));
    }
    for (x, name, _) in columns {
        nodes.push(Node::text((x, 20), name));
        nodes.push(Node::text((x, 190), "⋮"));
    }
    let between = |left: usize| {
        (0..9).map(move |pair| Arrow {
            from: left + pair / 3,
            to: left + 3 + pair % 3,
            ..Arrow::default()
        })
    };
    Diagram {
        description:
            "Three columns of circles: 64 pixels, 128 hidden units, 10 probabilities. An arrow \
                      leads from each circle to each of the next column."
                .into(),
        size: (540, 285),
        nodes,
        arrows: between(0).chain(between(3)).collect(),
    }
}
