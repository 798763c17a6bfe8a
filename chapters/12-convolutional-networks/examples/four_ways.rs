//! Four ways to the same sums, and how long each takes: the definition in plain loops, a matrix
//! product, images side by side, and channels side by side.
//!
//! ```text
//! cargo run --release -p ch12 --example four_ways
//! ```

use anyhow::{Result, ensure};
use clap::Parser;
use cnn::{Conv2dOptions, ConvAlgorithm, ConvShape, conv2d_forward, reference};
use data::median;
use neurons::Identity;
use rayon::ThreadPoolBuilder;
use std::path::PathBuf;
use std::time::Instant;
use training::cli::{OutputDir, ResultsFile, say};

/// Measures four ways to compute a convolution
#[derive(Parser)]
struct Arguments {
    /// The folder for results [default: target/gradus/ch12/four_ways]
    #[arg(long)]
    out: Option<PathBuf>,
    /// How often each is measured; the median counts
    #[arg(long, default_value_t = 9, value_parser = clap::value_parser!(u32).range(1..))]
    repeats: u32,
}

/// What is measured: a name, images, channels, side, filters, kernel, padding.
const LAYERS: [(&str, [usize; 6]); 5] = [
    ("LeNet-5, first", [32, 1, 28, 6, 5, 2]),
    ("LeNet-5, second", [32, 6, 14, 16, 5, 0]),
    ("32 to 32, 16×16", [16, 32, 16, 32, 3, 1]),
    ("128 to 128, 4×4", [16, 128, 4, 128, 3, 1]),
    ("256 to 256, 2×2", [16, 256, 2, 256, 3, 1]),
];

/// The ways that are not the definition.
const FAST: [ConvAlgorithm; 3] =
    [ConvAlgorithm::Im2col, ConvAlgorithm::Direct, ConvAlgorithm::ChannelsLast];

fn main() -> Result<()> {
    let Arguments { out, repeats } = Arguments::parse();
    let mut results = OutputDir::new(out.as_deref(), "ch12/four_ways")?;
    let mut numbers = ResultsFile::default();
    say(
        "microseconds an image   definition     im2col     direct   channels last   the crate takes",
    );
    // One thread: what is compared is the way, not the cores.
    let pool = ThreadPoolBuilder::new().num_threads(1).build()?;
    for (number, (name, layer)) in LAYERS.into_iter().enumerate() {
        let [definition, columns, direct, channels] = pool.install(|| measure(layer, repeats))?;
        let taken = sizes(layer)?.algorithm;
        say(format_args!(
            "{name:<22}  {definition:>10.1}  {columns:>9.1}  {direct:>9.1}  {channels:>14.1}   {taken:?}"
        ));
        let ways = ["definition", "im2col", "direct", "channels_last"];
        for (way, time) in ways.into_iter().zip([definition, columns, direct, channels]) {
            numbers.add(&format!("{way}_{}", number + 1), time);
        }
    }
    numbers.add("repeats", repeats);
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

fn sizes([n, channels, side, filters, kernel, padding]: [usize; 6]) -> Result<ConvShape> {
    let settings = Conv2dOptions { padding: padding.into(), ..Conv2dOptions::default() };
    let (x, w) = ([n, channels, side, side], [filters, channels, kernel, kernel]);
    Ok(ConvShape::new(x.into(), w.into(), settings)?)
}

/// The medians of the four ways, in microseconds an image; their outputs must be the same.
fn measure(layer: [usize; 6], repeats: u32) -> Result<[f64; 4]> {
    let (geometry, images) = (sizes(layer)?, layer[0]);
    let fill = |len: usize| (0..len).map(|i| (i % 17) as f32 / 17.0 - 0.4).collect::<Vec<_>>();
    let x = fill(images * geometry.input_len());
    let w = fill(geometry.out_channels_per_group * geometry.patch_len());
    let b = vec![0.0; geometry.out_channels_per_group];
    let mut outputs = [(); 4].map(|()| vec![0.0; images * geometry.output_len()]);
    let mut times = [(); 4].map(|()| Vec::new());
    // In turns, so that whatever else the machine does falls on all four.
    for _ in 0..repeats {
        for (way, (y, times)) in outputs.iter_mut().zip(&mut times).enumerate() {
            let start = Instant::now();
            match way.checked_sub(1).map(|way| FAST[way]) {
                None => reference::conv2d_forward(&geometry, &x, &w, &b, y),
                Some(algorithm) => {
                    let shape = ConvShape { algorithm, ..geometry };
                    conv2d_forward(&shape, &x, &w, &b, Identity, y);
                }
            }
            times.push(start.elapsed().as_secs_f64() * 1e6 / images as f64);
        }
    }
    let [definition, others @ ..] = &outputs;
    let max = definition.iter().fold(1.0_f32, |max, y| max.max(y.abs()));
    let same = |y: &Vec<f32>| y.iter().zip(definition).all(|(a, b)| (a - b).abs() < 1e-4 * max);
    ensure!(others.iter().all(same), "the four ways must give the same outputs");
    Ok(times.map(|mut times| median(&mut times)))
}
