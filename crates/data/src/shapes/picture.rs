//! One image: a background, distractors, the shape, noise.

use rand::Rng;

use super::SIDE;
use super::outline::is_inside;

/// Red, green and blue, from 0 to 1.
type Color = [f64; 3];

/// The minimum distance of two colours for one to be visible on the other.
const CONTRAST: f64 = 0.55;

/// The maximum standard deviation of the noise.
const MAX_NOISE: f64 = 0.08;

/// The maximum tangent of the angle by which a shape is rotated: 15 degrees.
const MAX_TILT: f64 = 0.27;

/// An image while it is drawn, row by row from the top.
pub(super) struct Picture(Vec<Color>);

impl Picture {
    /// Draws a shape of this class with random position, size, angle and colours.
    pub fn draw(class: u8, rng: &mut impl Rng) -> Picture {
        let from = color(rng);
        let to = mix(from, color(rng), 0.5);
        let mut picture = Picture::background(from, to, rng);
        let ink = loop {
            let ink = color(rng);
            if distance(ink, from) > CONTRAST && distance(ink, to) > CONTRAST {
                break ink;
            }
        };
        for _ in 0..rng.next_u32() % 3 {
            // Specks and strokes, as a disc and a bar too small to be one of the classes.
            let (kind, size) = if uniform(rng) < 0.5 { (0, 1.6) } else { (8, 3.0) };
            let size = size * between(0.6, 1.0, rng);
            picture.paint(
                kind,
                size,
                [between(0.0, 32.0, rng), between(0.0, 32.0, rng)],
                color(rng),
                rng,
            );
        }
        let size = between(7.5, 12.0, rng);
        // No edge of the image cuts off more of a shape than a tenth of its size.
        let (low, high) = (0.9 * size, SIDE as f64 - 0.9 * size);
        let middle = [between(low, high, rng), between(low, high, rng)];
        picture.paint(class, size, middle, ink, rng);
        picture
    }

    /// A colour gradient from one colour to another in a random direction.
    fn background(from: Color, to: Color, rng: &mut impl Rng) -> Picture {
        let [across, down] = direction(rng);
        let offset = |i: usize, step: f64| step * ((i as f64 + 0.5) / SIDE as f64 - 0.5);
        let point = |i: usize| 0.5 + offset(i % SIDE, across) + offset(i / SIDE, down);
        Picture((0..SIDE * SIDE).map(|i| mix(from, to, point(i).clamp(0.0, 1.0))).collect())
    }

    /// Paints a shape of this size at this position, rotated a little, with four samples for each
    /// pixel against aliasing.
    fn paint(
        &mut self,
        class: u8,
        size: f64,
        [left, top]: [f64; 2],
        ink: Color,
        rng: &mut impl Rng,
    ) {
        let tilt = between(-MAX_TILT, MAX_TILT, rng);
        let length = (1.0 + tilt * tilt).sqrt();
        let (cos, sin) = (1.0 / length, tilt / length);
        let inside = |x: f64, y: f64| {
            let (x, y) = ((x - left) / size, (y - top) / size);
            is_inside(class, [cos * x + sin * y, cos * y - sin * x])
        };
        let radius = 1.45 * size;
        let range = |middle: f64| {
            let first = (middle - radius).max(0.0) as usize;
            first..((middle + radius).max(0.0) as usize + 1).min(SIDE)
        };
        for row in range(top) {
            for column in range(left) {
                let (x, y) = (column as f64, row as f64);
                let corners = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)];
                let covered = corners.iter().filter(|(dx, dy)| inside(x + dx, y + dy)).count();
                let pixel = &mut self.0[row * SIDE + column];
                *pixel = mix(*pixel, ink, covered as f64 / 4.0);
            }
        }
    }

    /// The bytes `[3, 32, 32]`, with noise.
    pub fn bytes(&self, rng: &mut impl Rng) -> Vec<u8> {
        let std = between(0.02, MAX_NOISE, rng);
        let mut bytes = Vec::with_capacity(3 * SIDE * SIDE);
        for channel in 0..3 {
            for pixel in &self.0 {
                let value = pixel[channel] + std * noise(rng);
                bytes.push((value.clamp(0.0, 1.0) * 255.0 + 0.5) as u8);
            }
        }
        bytes
    }
}

/// A uniform random number from 0 to 1, 1 excluded.
fn uniform(rng: &mut impl Rng) -> f64 {
    f64::from(rng.next_u32()) / 4_294_967_296.0
}

fn between(low: f64, high: f64, rng: &mut impl Rng) -> f64 {
    low + (high - low) * uniform(rng)
}

/// A random number with mean 0 and standard deviation 1, nearly normal: the sum of four bytes.
fn noise(rng: &mut impl Rng) -> f64 {
    let sum: u32 = rng.next_u32().to_le_bytes().into_iter().map(u32::from).sum();
    // A byte has the mean 127.5 and the variance (256² − 1)/12; four of them have twice its
    // standard deviation.
    (f64::from(sum) - 510.0) / 147.800_3
}

/// A direction, each equally likely: a point of a disc, normalized.
fn direction(rng: &mut impl Rng) -> [f64; 2] {
    loop {
        let [x, y] = [between(-1.0, 1.0, rng), between(-1.0, 1.0, rng)];
        let square = x * x + y * y;
        if (0.01..=1.0).contains(&square) {
            return [x / square.sqrt(), y / square.sqrt()];
        }
    }
}

fn color(rng: &mut impl Rng) -> Color {
    [uniform(rng), uniform(rng), uniform(rng)]
}

fn mix(a: Color, b: Color, fraction: f64) -> Color {
    std::array::from_fn(|i| a[i] + (b[i] - a[i]) * fraction)
}

fn distance(a: Color, b: Color) -> f64 {
    (0..3).map(|i| (a[i] - b[i]) * (a[i] - b[i])).sum::<f64>().sqrt()
}
