//! One kernel at work: every element of a small convolution, and edges in a digit.
//!
//! ```text
//! cargo run --release -p ch12 --example kernel
//! ```

use anyhow::Result;
use ch12::grids::{grid, terms, whole};
use ch12::{index_of_first_7, resize_to_28};
use clap::Parser;
use cnn::{Conv2dOptions, ConvShape, conv2d_forward};
use figures::{CaptionedImage, Color, Figure, FigureError, MatrixFigure, WeightImages};
use neurons::Identity;
use std::path::PathBuf;
use training::cli::{OutputDir, ResultsFile, say};

/// Shows a convolution element by element
#[derive(Parser)]
struct Arguments {
    /// The folder for results [default: target/gradus/ch12/kernel]
    #[arg(long)]
    out: Option<PathBuf>,
}

/// A seven, seen from afar.
const IMAGE: [f64; 36] = [
    0., 0., 0., 0., 0., 0., //
    0., 2., 2., 2., 2., 0., //
    0., 0., 0., 1., 2., 0., //
    0., 0., 1., 2., 0., 0., //
    0., 0., 2., 1., 0., 0., //
    0., 0., 0., 0., 0., 0.,
];
/// Its output is positive where the image grows darker from left to right.
const KERNEL: [f64; 9] = [
    -1., 0., 1., //
    -2., 0., 2., //
    -1., 0., 1.,
];
/// The position of the output that is worked out: row, column.
const POSITION: [usize; 2] = [2, 1];

fn main() -> Result<()> {
    let Arguments { out } = Arguments::parse();
    let mut results = OutputDir::new(out.as_deref(), "ch12/kernel")?;
    let mut numbers = ResultsFile::default();

    // ANCHOR: slide
    // The kernel slides over all positions where it fits. At each, its nine weights meet nine pixels.
    let (output, side) = slide(&IMAGE, 6, &KERNEL, Conv2dOptions::default());
    say("x, 6×6              w, 3×3       z, 4×4");
    for row in 0..6 {
        let part = |numbers: &[f64], width: usize| match numbers.chunks(width).nth(row) {
            Some(row) => row.iter().map(|number| format!("{:>3}", whole(*number))).collect(),
            None => String::new(),
        };
        let parts = (part(&IMAGE, 6), part(&KERNEL, 3), part(&output, side));
        say(format!("{:<20}{:<13}{}", parts.0, parts.1, parts.2).trim_end());
    }

    // One of the outputs, product by product.
    let [p, q] = POSITION;
    let products: Vec<[f64; 2]> =
        (0..9).map(|tap| [KERNEL[tap], IMAGE[(p + tap / 3) * 6 + q + tap % 3]]).collect();
    let sum: f64 = products.iter().map(|[w, x]| w * x).sum();
    let terms: Vec<String> = products.chunks(3).map(terms).collect();
    say("");
    say(format_args!("z[{p}][{q}] = {}", terms.join("\n        + ")));
    say(format_args!("        = {}", whole(sum)));
    // ANCHOR_END: slide

    // What is called a convolution elsewhere turns the kernel by half a circle first.
    let turned: Vec<f64> = KERNEL.iter().rev().copied().collect();
    let (flipped, _) = slide(&IMAGE, 6, &turned, Conv2dOptions::default());
    say(format_args!("with the kernel turned by half a circle: {}", whole(flipped[p * side + q])));

    // ANCHOR: settings
    // Stride, padding and dilation change where the kernel stands and what it meets.
    let plain = Conv2dOptions::default();
    let settings = [
        ("plain", plain),
        ("stride 2", Conv2dOptions { stride: 2.into(), ..plain }),
        ("padding 1", Conv2dOptions { padding: 1.into(), ..plain }),
        ("dilation 2", Conv2dOptions { dilation: 2.into(), ..plain }),
    ];
    say("");
    for (name, settings) in settings {
        let (output, side) = slide(&IMAGE, 6, &KERNEL, settings);
        let first: Vec<String> = output[..side].iter().map(|number| whole(*number)).collect();
        say(format_args!("{name:<10}  {side}×{side}, first row: {}", first.join(" ")));
    }
    // ANCHOR_END: settings

    numbers.add("sum", sum);
    numbers.add("turned", flipped[p * side + q]);
    results.write("results.toml", |path| numbers.save(path));
    results.write("kernel.svg", |path| at_work(&output, side, terms, sum)?.save(path));
    results.write("settings.svg", |path| options_figure()?.save(path));
    results.write("edges.svg", |path| edges()?.save(path));
    results.finish()
}

/// The output of a 3×3 kernel on a square image, and the output's side length.
fn slide(x: &[f64], side: usize, w: &[f64], settings: Conv2dOptions) -> (Vec<f64>, usize) {
    let geometry = ConvShape::new([1, 1, side, side].into(), [1, 1, 3, 3].into(), settings)
        .expect("the image is larger than the kernel");
    let mut z = vec![0.0; geometry.output_len()];
    conv2d_forward(&geometry, x, w, &[0.0], Identity, &mut z);
    (z, geometry.output.width)
}

/// The image, the kernel and the output, with one position worked out.
fn at_work(
    output: &[f64],
    side: usize,
    terms: Vec<String>,
    sum: f64,
) -> Result<Figure, FigureError> {
    let [p, q] = POSITION;
    let seen =
        |row: usize, column: usize| (p..p + 3).contains(&row) && (q..q + 3).contains(&column);
    let image = grid("", "image x", &IMAGE, 6, |row, column| {
        seen(row, column).then_some(Color::Vermillion)
    });
    let kernel = grid("⋆", "kernel w", &KERNEL, 3, |_, _| Some(Color::Blue));
    let output = grid("=", "output z", output, side, |row, column| {
        ([row, column] == POSITION).then_some(Color::Vermillion)
    });
    let mut below = terms;
    for line in &mut below[1..] {
        line.insert_str(0, "+ ");
    }
    below[2] += &format!(" = {}", whole(sum));
    MatrixFigure {
        description: format!(
            "An image of six rows of six small numbers, a kernel of three by three, and the output \
             of four by four. Nine pixels of the image are marked, and the element {} of the output; \
             below, the nine products of which it is the sum.",
            whole(sum)
        ),
        grids: vec![image, kernel, output],
        below,
    }
    .draw()
}

/// Where a 3×3 kernel stands with a stride, with padding, with dilation.
fn options_figure() -> Result<Figure, FigureError> {
    let blank = [f64::NAN; 25];
    let three = |start: usize| start..start + 3;
    let stride = grid("", "stride 2: the next position, 2 pixels on", &blank, 5, |row, column| {
        match (three(0).contains(&row), three(0).contains(&column), three(2).contains(&column)) {
            (true, true, false) => Some(Color::Vermillion),
            (true, true, true) => Some(Color::Purple),
            (true, false, true) => Some(Color::Blue),
            _ => None,
        }
    });
    let mut padding = grid(
        "",
        "padding 1: a frame of zeros around the image",
        &[f64::NAN; 49],
        7,
        |row, column| (row < 3 && column < 3).then_some(Color::Vermillion),
    );
    for (i, cell) in padding.cells.iter_mut().enumerate() {
        if [i / 7, i % 7].iter().any(|index| [0, 6].contains(index)) {
            cell.outside = true;
            cell.text = "0".into();
        }
    }
    let dilation = grid("", "dilation 2: every second pixel is met", &blank, 5, |row, column| {
        (row % 2 == 0 && column % 2 == 0).then_some(Color::Vermillion)
    });
    MatrixFigure {
        description:
            "Three images. In the first, the positions of two kernels that overlap in one \
                      column; in the second, a kernel whose upper row and left column lie on zeros \
                      outside of the image; in the third, nine pixels with one pixel between each \
                      and the next."
                .into(),
        grids: vec![stride, padding, dilation],
        below: Vec::new(),
    }
    .draw()
}

// ANCHOR: edges
/// A digit, and the outputs of three kernels on it.
fn edges() -> Result<Figure, FigureError> {
    let digits = resize_to_28(data::digits()).test;
    let digit: Vec<f64> =
        digits.image(index_of_first_7(&digits)).iter().map(|pixel| f64::from(*pixel)).collect();
    let down: Vec<f64> = (0..9).map(|tap| KERNEL[tap % 3 * 3 + tap / 3]).collect();
    let kernels = [
        ("darker to the right", KERNEL.to_vec()),
        ("darker downwards", down),
        ("mean of nine pixels", vec![1.0 / 9.0; 9]),
    ];
    let same = Conv2dOptions { padding: 1.into(), ..Conv2dOptions::default() };
    let outputs = kernels.map(|(caption, w)| picture(caption, &slide(&digit, 28, &w, same).0));
    // ANCHOR_END: edges
    let mut images = vec![picture("the digit", &digit)];
    images.extend(outputs);
    WeightImages {
        description:
            "A digit, and the outputs of three kernels. The first is orange along the left edges \
                      of the strokes and blue along the right ones, the second orange along upper \
                      edges and blue along lower ones, the third the digit itself, but blurred."
                .into(),
        columns: 4,
        images,
    }
    .draw()
}

/// Values as an image, the maximum magnitude having the full colour.
fn picture(caption: &str, numbers: &[f64]) -> CaptionedImage {
    let max = numbers.iter().fold(f64::MIN_POSITIVE, |max, number| max.max(number.abs()));
    CaptionedImage {
        pixels: numbers.iter().map(|number| (number / max) as f32).collect(),
        width: 28,
        height: 28,
        caption: caption.into(),
    }
}
