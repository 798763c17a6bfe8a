//! A convolution as one matrix product, and its backward pass: every element of a small one.
//!
//! ```text
//! cargo run --release -p ch12 --example columns
//! ```

use anyhow::{Result, ensure};
use ch12::grids::{grid, terms, whole};
use clap::Parser;
use cnn::{
    Conv2dGradients, Conv2dOptions, Conv2dSaved, ConvShape, conv2d_backward, conv2d_forward, im2col,
};
use figures::{Color, Figure, FigureError, MatrixFigure};
use neurons::Identity;
use std::path::PathBuf;
use training::cli::{OutputDir, ResultsFile, say};

/// Shows a convolution as a product of matrices, and its backward pass, element by element
#[derive(Parser)]
struct Arguments {
    /// The folder for results [default: target/gradus/ch12/columns]
    #[arg(long)]
    out: Option<PathBuf>,
}

const IMAGE: [f64; 9] = [
    1., 2., 0., //
    0., 3., 1., //
    2., 1., 0.,
];
const KERNEL: [f64; 4] = [
    1., 0., //
    -1., 2.,
];
/// The gradient of the loss with respect to each output.
const DELTA: [f64; 4] = [
    1., 2., //
    0., -1.,
];
/// The position of the output that is marked, of four.
const POSITION: usize = 1;

fn main() -> Result<()> {
    let Arguments { out } = Arguments::parse();
    let mut results = OutputDir::new(out.as_deref(), "ch12/columns")?;
    let mut numbers = ResultsFile::default();

    // ANCHOR: columns
    // Each of the four patches becomes a column; the kernel, row by row, is a row.
    let geometry = square(3, 0)?;
    let mut columns = [0.0; 16];
    im2col(&geometry, &IMAGE, &mut columns);
    let patches: Vec<&[f64]> = columns.chunks(4).collect();
    say("w as a row     columns        z as a row");
    let z: Vec<f64> = patches.iter().map(|patch| products(&KERNEL, patch).0).collect();
    for tap in 0..4 {
        let row: Vec<f64> = patches.iter().map(|patch| patch[tap]).collect();
        let [w, z] = if tap == 0 { [line(&KERNEL), line(&z)] } else { Default::default() };
        say(format!("{w:<15}{:<15}{z}", line(&row)).trim_end());
    }
    // ANCHOR_END: columns
    let slid = slide(&geometry, &IMAGE, &KERNEL);
    ensure!(slid == z, "the product must be the convolution: {slid:?}, {z:?}");

    // ANCHOR: back
    // The backward pass, as the crate computes it; and by a kernel that is turned by half a circle and
    // slides over δ with a padding of zeros.
    let mut dx = [0.0; 9];
    let gradients = Conv2dGradients { dx: Some(&mut dx), dw: None, db: None };
    let saved = Conv2dSaved { x: &IMAGE, w: &KERNEL, y: &z };
    conv2d_backward(&geometry, Identity, saved, &DELTA, gradients);
    let turned: Vec<f64> = KERNEL.iter().rev().copied().collect();
    let slid = slide(&square(2, 1)?, &DELTA, &turned);
    say("");
    say("∂x, by the crate    by the turned kernel");
    for (row, slid) in dx.chunks(3).zip(slid.chunks(3)) {
        say(format_args!("{:<20}{}", line(row), line(slid)));
    }
    // ANCHOR_END: back
    ensure!(slid == dx, "both backward passes must agree: {dx:?}, {slid:?}");

    numbers.add("output", z[POSITION]);
    numbers.add("pixel", dx[4]);
    results.write("results.toml", |path| numbers.save(path));
    results.write("columns.svg", |path| as_columns(&columns, &z)?.save(path));
    results.write("back.svg", |path| back(&turned, &dx)?.save(path));
    results.finish()
}

/// A square image and a kernel of 2×2.
fn square(side: usize, padding: usize) -> Result<ConvShape> {
    let settings = Conv2dOptions { padding: padding.into(), ..Conv2dOptions::default() };
    Ok(ConvShape::new([1, 1, side, side].into(), [1, 1, 2, 2].into(), settings)?)
}

/// The outputs of the kernel at all positions.
fn slide(geometry: &ConvShape, x: &[f64], w: &[f64]) -> Vec<f64> {
    let mut z = vec![0.0; geometry.output_len()];
    conv2d_forward(geometry, x, w, &[0.0], Identity, &mut z);
    z
}

/// The sum of the products of two rows of numbers, and how one writes it on paper.
fn products(w: &[f64], x: &[f64]) -> (f64, String) {
    let pairs: Vec<[f64; 2]> = w.iter().zip(x).map(|(w, x)| [*w, *x]).collect();
    (pairs.iter().map(|[w, x]| w * x).sum(), terms(&pairs))
}

/// A row of numbers, three characters each.
fn line(numbers: &[f64]) -> String {
    numbers.iter().map(|number| format!("{:>3}", whole(*number))).collect()
}

/// The image, and the product that is its convolution.
fn as_columns(columns: &[f64], z: &[f64]) -> Result<Figure, FigureError> {
    let (p, q) = (POSITION / 2, POSITION % 2);
    let seen =
        |row: usize, column: usize| (p..p + 2).contains(&row) && (q..q + 2).contains(&column);
    let one = |mark: bool| mark.then_some(Color::Vermillion);
    // In memory a patch is a run of values; on paper, a column.
    let matrix: Vec<f64> = (0..16).map(|i| columns[i % 4 * 4 + i / 4]).collect();
    let (sum, terms) = products(&KERNEL, &columns[POSITION * 4..][..4]);
    MatrixFigure {
        description: format!(
            "An image of three by three numbers with four of them marked; a kernel of two by two, \
             written as one row; a matrix of four by four, whose second column holds the marked \
             numbers; and the row that is the product, whose second number is {}.",
            whole(sum)
        ),
        grids: vec![
            grid("", "image x", &IMAGE, 3, |row, column| one(seen(row, column))),
            grid("", "kernel w, as a row", &KERNEL, 4, |_, _| Some(Color::Blue)),
            grid("·", "patches, as columns", &matrix, 4, |_, column| one(column == POSITION)),
            grid("=", "output z, as a row", z, 4, |_, column| one(column == POSITION)),
        ],
        below: vec![format!("{terms} = {}", whole(sum))],
    }
    .draw()
}

/// δ in its padding, the turned kernel, and the gradient of the image.
fn back(turned: &[f64], dx: &[f64]) -> Result<Figure, FigureError> {
    let one = |mark: bool| mark.then_some(Color::Vermillion);
    let (sum, terms) = products(turned, &DELTA);
    let mut framed = [0.0; 16];
    for (i, delta) in DELTA.iter().enumerate() {
        framed[(1 + i / 2) * 4 + 1 + i % 2] = *delta;
    }
    let inside = |index: usize| (1..3).contains(&index);
    let mut delta = grid("", "δ in a frame of zeros", &framed, 4, |row, column| {
        one(inside(row) && inside(column))
    });
    for (i, cell) in delta.cells.iter_mut().enumerate() {
        cell.outside = !(inside(i / 4) && inside(i % 4));
    }
    let kernel = grid("⋆", "w, turned", turned, 2, |_, _| Some(Color::Blue));
    let gradient = grid("=", "∂L/∂x", dx, 3, |row, column| one([row, column] == [1, 1]));
    MatrixFigure {
        description: format!(
            "Two by two numbers in a frame of zeros, a kernel of two by two, and three by three \
             numbers, of which the middle one, {}, is marked, as are the two by two of which it \
             is computed.",
            whole(sum)
        ),
        grids: vec![delta, kernel, gradient],
        below: vec![format!("{terms} = {}", whole(sum))],
    }
    .draw()
}
