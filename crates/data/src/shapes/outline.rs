//! The outlines of the shapes.

/// A point in the shape's coordinates: the origin is its centre, and its size about 1.
type Point = [f64; 2];

/// Whether a point belongs to the shape of this class.
pub(super) fn is_inside(class: u8, [x, y]: Point) -> bool {
    let square = |half: f64| x.abs() <= half && y.abs() <= half;
    let disc = |x: f64, radius: f64| x * x + y * y <= radius * radius;
    match class {
        0 => disc(x, 0.9),
        1 => disc(x, 0.95) && !disc(x, 0.55),
        2 => disc(x, 1.0) && y >= 0.0,
        3 => square(0.8),
        4 => square(0.85) && !square(0.5),
        5 => count_half_planes(&TRIANGLE, [x, y]) == 3,
        // A point of the star lies within four of the five lines that its sides are on.
        6 => count_half_planes(&PENTAGRAM, [x, y]) >= 4,
        7 => (x.abs() <= 0.27 || y.abs() <= 0.27) && square(0.95),
        8 => x.abs() <= 1.0 && y.abs() <= 0.25,
        _ => disc(x, 1.0) && !disc(x - 0.45, 0.8),
    }
}

/// A line: a normal vector of length 1, and the distance from the origin.
type Line = (Point, f64);

const TRIANGLE: [Line; 3] = [
    ([0.0, -1.0], 0.5),
    ([0.866_025_403_784_438_6, 0.5], 0.5),
    ([-0.866_025_403_784_438_6, 0.5], 0.5),
];

/// The five lines of a five-pointed star whose tips are at distance 1.1.
const PENTAGRAM: [Line; 5] = [
    ([0.0, 1.0], 0.34),
    ([0.951_056_516_295_153_5, 0.309_016_994_374_947_45], 0.34),
    ([0.587_785_252_292_473_1, -0.809_016_994_374_947_5], 0.34),
    ([-0.587_785_252_292_473_1, -0.809_016_994_374_947_5], 0.34),
    ([-0.951_056_516_295_153_5, 0.309_016_994_374_947_45], 0.34),
];

/// The number of lines for which a point is on the side of the origin.
fn count_half_planes(lines: &[Line], [x, y]: Point) -> usize {
    lines.iter().filter(|([a, b], distance)| a * x + b * y <= *distance).count()
}
