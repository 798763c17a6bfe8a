//! One side of a line: the part of the plane in which a neuron with two inputs fires.

/// A position in the plane of a chart.
pub(crate) type Position = (f64, f64);

/// The part of the plane where `w₁·x + w₂·y + b > 0`: one side of a line.
///
/// ```
/// use figures::HalfPlane;
///
/// let right_of_two = HalfPlane { w: [1.0, 0.0], b: -2.0 };
/// assert!(right_of_two.z((3.0, 0.0)) > 0.0 && right_of_two.z((1.0, 0.0)) < 0.0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct HalfPlane {
    /// What is multiplied by the coordinates; at a right angle to the line, into the half plane.
    pub w: [f64; 2],
    /// What is added.
    pub b: f64,
}

impl HalfPlane {
    /// The weighted sum at a position: positive inside, zero on the line.
    pub fn z(&self, (x, y): (f64, f64)) -> f64 {
        self.w[0] * x + self.w[1] * y + self.b
    }

    /// The other side of the same line.
    pub fn opposite(self) -> HalfPlane {
        HalfPlane { w: self.w.map(|w| -w), b: -self.b }
    }

    /// The part of a convex polygon that lies in the half plane (I. E. Sutherland and
    /// G. W. Hodgman, "Reentrant polygon clipping", 1974).
    pub(crate) fn clip(&self, polygon: &[Position]) -> Vec<Position> {
        let mut kept = Vec::new();
        for (from, to) in edges(polygon) {
            if self.z(from) > 0.0 {
                kept.push(from);
            }
            kept.extend(self.crossing(from, to));
        }
        kept
    }

    /// The two positions where the line meets the border of a convex polygon, if it does.
    pub(crate) fn ends(&self, polygon: &[Position]) -> Option<[Position; 2]> {
        let mut positions = edges(polygon).filter_map(|(from, to)| self.crossing(from, to));
        Some([positions.next()?, positions.next()?])
    }

    fn crossing(&self, from: Position, to: Position) -> Option<Position> {
        let (a, b) = (self.z(from), self.z(to));
        let fraction = a / (a - b);
        let position = (from.0 + fraction * (to.0 - from.0), from.1 + fraction * (to.1 - from.1));
        ((a > 0.0) != (b > 0.0)).then_some(position)
    }
}

fn edges(polygon: &[Position]) -> impl Iterator<Item = (Position, Position)> {
    polygon.iter().copied().zip(polygon.iter().copied().cycle().skip(1))
}
