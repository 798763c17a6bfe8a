//! Drawings made by a program, as a hand would make them: for tests, and to see what the network makes
//! of what is no digit.

use crate::{Drawing, Point};
use rand::{Rng, RngExt};
use std::f32::consts::PI;

/// The digits 0 to 9, drawn by a pen.
///
/// ```
/// assert_eq!(ch01::pen::digits()[1].strokes.len(), 1);
/// ```
pub fn digits() -> [Drawing; 10] {
    [
        drawing(vec![arc([50.0, 50.0], [30.0, 45.0], -0.5, 1.5)]),
        drawing(vec![vec![[46.0, 14.0], [55.0, 5.0], [55.0, 95.0]]]),
        drawing(vec![
            [arc([50.0, 30.0], [26.0, 25.0], -1.0, 0.2), vec![[22.0, 95.0], [82.0, 95.0]]].concat(),
        ]),
        drawing(vec![
            [
                arc([48.0, 28.0], [26.0, 23.0], -0.9, 0.5),
                arc([48.0, 73.0], [28.0, 22.0], -0.5, 0.9),
            ]
            .concat(),
        ]),
        drawing(vec![
            vec![[58.0, 5.0], [20.0, 62.0], [82.0, 62.0]],
            vec![[66.0, 35.0], [62.0, 95.0]],
        ]),
        drawing(vec![
            [vec![[30.0, 8.0], [27.0, 45.0]], arc([48.0, 68.0], [28.0, 27.0], -0.7, 0.8)].concat(),
            vec![[30.0, 8.0], [75.0, 8.0]],
        ]),
        drawing(vec![
            [vec![[62.0, 5.0], [36.0, 40.0]], arc([50.0, 71.0], [25.0, 24.0], 1.0, -1.0)].concat(),
        ]),
        drawing(vec![
            vec![[20.0, 8.0], [80.0, 8.0], [42.0, 95.0]],
            vec![[35.0, 52.0], [72.0, 52.0]],
        ]),
        drawing(vec![
            arc([50.0, 28.0], [22.0, 23.0], 0.5, 2.5),
            arc([50.0, 73.0], [26.0, 22.0], -0.5, 1.5),
        ]),
        drawing(vec![
            [arc([50.0, 30.0], [24.0, 25.0], 0.0, -2.0), vec![[74.0, 30.0], [66.0, 95.0]]].concat(),
        ]),
    ]
}

/// Letters and signs that are no digits, each with its name.
///
/// ```
/// assert!(ch01::pen::strangers().iter().all(|(name, _)| !name.starts_with(char::is_numeric)));
/// ```
pub fn strangers() -> Vec<(&'static str, Drawing)> {
    vec![
        (
            "A",
            drawing(vec![
                vec![[15.0, 95.0], [50.0, 5.0], [85.0, 95.0]],
                vec![[30.0, 60.0], [70.0, 60.0]],
            ]),
        ),
        (
            "E",
            drawing(vec![
                vec![[75.0, 5.0], [25.0, 5.0], [25.0, 95.0], [75.0, 95.0]],
                vec![[25.0, 50.0], [65.0, 50.0]],
            ]),
        ),
        (
            "H",
            drawing(vec![
                vec![[22.0, 5.0], [22.0, 95.0]],
                vec![[78.0, 5.0], [78.0, 95.0]],
                vec![[22.0, 50.0], [78.0, 50.0]],
            ]),
        ),
        (
            "M",
            drawing(vec![vec![[15.0, 95.0], [20.0, 5.0], [50.0, 60.0], [80.0, 5.0], [85.0, 95.0]]]),
        ),
        ("X", drawing(vec![vec![[18.0, 5.0], [82.0, 95.0]], vec![[82.0, 5.0], [18.0, 95.0]]])),
        (
            "a plus",
            drawing(vec![vec![[50.0, 15.0], [50.0, 85.0]], vec![[15.0, 50.0], [85.0, 50.0]]]),
        ),
        (
            "a heart",
            drawing(vec![
                [
                    vec![[50.0, 92.0], [18.0, 45.0]],
                    arc([34.0, 30.0], [17.0, 20.0], -1.0, 0.0),
                    arc([66.0, 30.0], [17.0, 20.0], -1.0, 0.0),
                    vec![[82.0, 45.0], [50.0, 92.0]],
                ]
                .concat(),
            ]),
        ),
        (
            "a house",
            drawing(vec![vec![
                [20.0, 95.0],
                [20.0, 45.0],
                [50.0, 8.0],
                [80.0, 45.0],
                [80.0, 95.0],
                [20.0, 95.0],
            ]]),
        ),
    ]
}

/// A drawing turned, slanted, stretched and shaken a little, as no two hands write the same.
///
/// ```
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let seven = &ch01::pen::digits()[7];
/// let another = ch01::pen::shaken(seven, &mut ChaCha8Rng::seed_from_u64(1));
/// assert!(another != *seven && another.strokes.len() == seven.strokes.len());
/// ```
pub fn shaken(drawing: &Drawing, rng: &mut impl Rng) -> Drawing {
    let mut about = |middle: f32, by: f32| middle + by * rng.random_range(-1.0..1.0);
    let (turn, slant, width) = (about(0.0, 0.12), about(0.05, 0.2), about(1.0, 0.2));
    let (sin, cos) = turn.sin_cos();
    let mut moved = |&[x, y]: &Point| {
        let (x, y) = (width * (x - 50.0) - slant * (y - 50.0), y - 50.0);
        [about(50.0 + x * cos - y * sin, 2.0), about(50.0 + x * sin + y * cos, 2.0)]
    };
    let strokes = drawing.strokes.iter();
    Drawing { strokes: strokes.map(|stroke| stroke.iter().map(&mut moved).collect()).collect() }
}

fn drawing(strokes: Vec<Vec<Point>>) -> Drawing {
    Drawing { strokes }
}

/// A part of an ellipse, between two angles in half turns: 0 is on the right, 0.5 below.
fn arc([x, y]: Point, [rx, ry]: Point, from: f32, to: f32) -> Vec<Point> {
    let at = |step: u8| {
        let angle = PI * (from + (to - from) * f32::from(step) / 24.0);
        [x + rx * angle.cos(), y + ry * angle.sin()]
    };
    (0..=24).map(at).collect()
}
