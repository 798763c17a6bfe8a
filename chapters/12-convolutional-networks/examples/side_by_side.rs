//! A convolution without copies: images side by side, so that every step serves several at once.
//!
//! ```text
//! cargo run --release -p ch12 --example side_by_side
//! ```

use anyhow::{Result, ensure};
use ch12::grids::{grid, terms, whole};
use clap::Parser;
use cnn::{Conv2dOptions, ConvShape, conv2d_forward};
use figures::{Color, Figure, FigureError, MatrixFigure, NumberGrid};
use neurons::Identity;
use std::path::PathBuf;
use training::cli::{OutputDir, ResultsFile, say};

/// Shows how a convolution goes through several images at once
#[derive(Parser)]
struct Arguments {
    /// The folder for results [default: target/gradus/ch12/side_by_side]
    #[arg(long)]
    out: Option<PathBuf>,
}

/// How many images lie side by side: here as many as fit the page, elsewhere a vector register.
const LANES: usize = 4;
/// The images, two rows of four pixels each.
const IMAGES: [[f64; 8]; LANES] = [
    [1., 2., 0., 1., 0., 3., 1., 2.],
    [0., 1., 1., 0., 2., 0., 1., 3.],
    [2., 0., 3., 1., 1., 1., 0., 2.],
    [0., 0., 2., 1., 3., 2., 0., 1.],
];
const KERNEL: [f64; 4] = [
    1., 0., //
    -1., 2.,
];
/// The output position that is marked, of three.
const POSITION: usize = 1;

fn main() -> Result<()> {
    let Arguments { out } = Arguments::parse();
    let mut results = OutputDir::new(out.as_deref(), "ch12/side_by_side")?;
    let mut numbers = ResultsFile::default();

    // ANCHOR: sums
    // The images side by side: first pixel 0 of all of them, then pixel 1 of all, and so on.
    let x: Vec<[f64; LANES]> = (0..8).map(|pixel| IMAGES.map(|image| image[pixel])).collect();
    // A row has four pixels. So the kernel's second row meets what lies four further on than what
    // its first row meets, wherever the kernel stands.
    let offsets = [0, 1, 4, 5];
    let positions = [0, 1, 2];
    let outputs = positions.map(|position| {
        let mut sums = [0.0; LANES];
        for (w, offset) in KERNEL.iter().zip(offsets) {
            for (sum, x) in sums.iter_mut().zip(x[position + offset]) {
                *sum += w * x;
            }
        }
        sums
    });
    // ANCHOR_END: sums

    say("pixel      0  1  2  3  4  5  6  7     position  0  1  2");
    for (image, pixels) in IMAGES.iter().enumerate() {
        let outputs = outputs.map(|outputs| outputs[image]);
        say(format_args!("image {}  {}             {}", image + 1, line(pixels), line(&outputs)));
    }
    let known = by_the_crate()?;
    ensure!(known == outputs, "the crate must find the same: {known:?}, {outputs:?}");

    numbers.add("marked", outputs[POSITION][0]);
    results.write("results.toml", |path| numbers.save(path));
    results.write("side-by-side.svg", |path| picture(&x, offsets, &outputs)?.save(path));
    results.finish()
}

/// The outputs of the crate, which takes the images one after the other: at each position those of all
/// images.
fn by_the_crate() -> Result<[[f64; LANES]; 3]> {
    let (x, w) = ([LANES, 1, 2, 4], [1, 1, 2, 2]);
    let geometry = ConvShape::new(x.into(), w.into(), Conv2dOptions::default())?;
    let mut y = [0.0; 3 * LANES];
    conv2d_forward(&geometry, IMAGES.as_flattened(), &KERNEL, &[0.0], Identity, &mut y);
    Ok(std::array::from_fn(|position| std::array::from_fn(|image| y[image * 3 + position])))
}

/// A row of numbers, three characters each.
fn line(numbers: &[f64]) -> String {
    numbers.iter().map(|number| format!("{:>3}", whole(*number))).collect()
}

/// The images side by side and their outputs; what the kernel meets at one position is marked.
fn picture(
    x: &[[f64; LANES]],
    offsets: [usize; 4],
    outputs: &[[f64; LANES]],
) -> Result<Figure, FigureError> {
    let met = |pixel: usize| offsets.contains(&pixel.wrapping_sub(POSITION));
    let mark = |is: bool| is.then_some(Color::Vermillion);
    let products: Vec<[f64; 2]> =
        KERNEL.iter().zip(offsets).map(|(w, offset)| [*w, x[POSITION + offset][0]]).collect();
    let further = offsets.map(|offset| format!("{POSITION} + {offset}")).join(", ");
    MatrixFigure {
        description: format!(
            "Four images, one in each row, with a column for each of their eight pixels, and three \
             outputs for each. The columns {further} are marked, and so is the output at position {POSITION}."
        ),
        grids: vec![
            numbered("", "four images; a column is one register", x, |pixel| mark(met(pixel))),
            numbered("⋆ w =", "outputs", outputs, |position| mark(position == POSITION)),
        ],
        below: vec![
            format!("w = {} meets pixels {further}", KERNEL.map(whole).join(", ")),
            format!("image 1: {} = {}", terms(&products), whole(outputs[POSITION][0])),
        ],
    }
    .draw()
}

/// A row for each image, a column for each of the values that lie side by side, with their index
/// above.
fn numbered(
    sign: &str,
    caption: &str,
    columns: &[[f64; LANES]],
    tint: impl Fn(usize) -> Option<Color>,
) -> NumberGrid {
    let width = columns.len();
    let numbers = (0..width).map(|column| column as f64);
    let cells = (0..LANES).flat_map(|image| columns.iter().map(move |column| column[image]));
    let cells: Vec<f64> = numbers.chain(cells).collect();
    let mut grid = grid(sign, caption, &cells, width, |row, column| match row {
        0 => None,
        _ => tint(column),
    });
    grid.cells[..width].iter_mut().for_each(|cell| cell.outside = true);
    grid
}
