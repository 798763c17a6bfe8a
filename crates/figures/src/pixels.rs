//! The pixels of an image as few and short SVG paths.

use crate::style::Paint;
use crate::units::Point;

/// How many shades of ink are told apart.
const SHADES: u8 = 20;

/// The SVG group that prints an image at `corner` with `scale` units to a pixel.
///
/// Ink is one colour in twenty strengths; what is below zero is not printed. All runs of one strength are one path: an image of a
/// digit takes 3 kilobytes, where a rectangle for each pixel would take 60.
pub(crate) fn group(
    pixels: &[f32],
    width: usize,
    (x, y): Point,
    scale: i32,
    paint: Paint,
) -> String {
    let shades: Vec<u8> =
        pixels.iter().map(|&ink| (ink * f32::from(SHADES)).round() as u8).collect();
    let mut group =
        format!("<g fill=\"{}\" transform=\"translate({x} {y}) scale({scale})\">\n", paint.css());
    for shade in 1..=SHADES {
        let path = runs(&shades, width, shade);
        if !path.is_empty() {
            let opacity = f64::from(shade) / f64::from(SHADES);
            group += &format!("<path opacity=\"{opacity}\" d=\"{path}\"/>\n");
        }
    }
    group + "</g>\n"
}

/// One rectangle, a pixel high, for each run of a shade in a row.
fn runs(shades: &[u8], width: usize, shade: u8) -> String {
    let mut path = String::new();
    for (y, row) in shades.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] == shade {
                let length = run.len();
                path += &format!("M{x} {y}h{length}v1h-{length}z");
            }
            x += run.len();
        }
    }
    path
}
