//! What a network knows of a digit that has moved: dense and convolutional networks compared.
//!
//! ```text
//! cargo run --release -p ch12 --example shift
//! cargo run --release -p ch12 --example shift -- --seeds 5 --epochs 10
//! cargo run --release -p ch12 --example shift -- --mnist       # once it was fetched
//! ```

use anyhow::Result;
use ch12::{index_of_first_7, networks, resize_to_28, shift_all, shifted};
use clap::Parser;
use data::folder::download_dir;
use data::{LabelledImages, Split};
use figures::{CaptionedImage, ImageGrid, LineChart, Series};
use losses::CrossEntropy;
use nn::Sequential;
use optimizers::Adam;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};
use training::{FitConfig, Summary, Trainer, accuracy};

/// Trains four networks on digits in the middle and tests them with digits that have moved
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// How many networks of each kind, from as many seeds
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..))]
    seeds: u64,
    /// How often each goes through the training images [default: 6; 5 on MNIST]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    epochs: Option<u32>,
    /// Take the digits of MNIST, which `cargo gradus data fetch mnist` fetches, and not the embedded
    #[arg(long)]
    mnist: bool,
}

/// By how many pixels the test images are moved.
const SHIFTS: [isize; 5] = [0, 1, 2, 3, 4];

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    // The whole program is one task of the pool of threads: so the layers' threads are at hand.
    rayon::scope(|_| compare(&arguments))
}

fn compare(Arguments { common, seeds, epochs, mnist }: &Arguments) -> Result<()> {
    let folder = if *mnist { "ch12/shift-mnist" } else { "ch12/shift" };
    let mut results = OutputDir::new(common.out.as_deref(), folder)?;
    let data = if *mnist { data::mnist(&download_dir().join("mnist"))? } else { data::digits() };
    let data = resize_to_28(data);
    let epochs = epochs.unwrap_or(if *mnist { 5 } else { 6 }) as usize;
    let mut numbers = ResultsFile::default();
    say(format_args!(
        "{}: {} images to learn from, {} to judge by; {epochs} epochs, {seeds} seeds",
        data.name,
        data.train.len(),
        data.test.len()
    ));

    // ANCHOR: compare
    // Training shows the digits where they are. The test moves them: up, down, left and right.
    let shifted =
        SHIFTS.map(|by| [[by, 0], [-by, 0], [0, by], [0, -by]].map(|by| shift_all(&data.test, by)));
    say("");
    let columns = SHIFTS.map(|by| format!("{:>10}", format!("by {by}"))).join("  ");
    say(format_args!("{:<18}  {:>10}  {columns}", "% right, moved", "parameters"));
    let mut curves = Vec::new();
    for (name, network) in networks::all() {
        let mut accuracies = SHIFTS.map(|_| Vec::new());
        let mut parameters = 0;
        for seed in (0..*seeds).map(|more| common.seed.wrapping_add(more)) {
            let (model, mut trainer) = train(network, &data, epochs, seed);
            parameters = nn::parameter_count(&model);
            let mut evaluate = |images: &LabelledImages| trainer.evaluate(&model, images).metric;
            for (accuracies, images) in accuracies.iter_mut().zip(&shifted) {
                accuracies
                    .push(images.iter().map(&mut evaluate).sum::<f64>() / images.len() as f64);
            }
        }
        let summaries = accuracies.map(|accuracies| Summary::of(&accuracies));
        let row = summaries.map(|summary| summary.to_string()).join("  ");
        say(format_args!("{name:<18}  {:>10}  {row}", nn::group_thousands(parameters)));
        // ANCHOR_END: compare
        let key = name.replace([' ', '-', ','], "_").to_lowercase();
        numbers.add(&format!("{key}_parameters"), parameters);
        for (shift, summary) in SHIFTS.iter().zip(&summaries) {
            numbers.add(&format!("{key}_{shift}"), summary.mean);
            numbers.add(&format!("{key}_{shift}_deviation"), summary.std);
        }
        let points = SHIFTS.iter().zip(&summaries).map(|(x, y)| (*x as f64, 100.0 * y.mean));
        curves.push(Series { label: name.into(), points: points.collect(), color: None });
        // What a long run has found is kept, whatever becomes of the rest of it.
        results.write("results.toml", |path| numbers.save(path));
    }

    numbers.add("epochs", epochs);
    numbers.add("seeds", seeds);
    numbers.add("test_images", data.test.len());
    numbers.add("data", data.fingerprint());
    numbers.add("seed", common.seed);
    curves.truncate(2);
    let chart = LineChart {
        description:
            "Test accuracy over the number of pixels by which the digits are moved, for a \
                      dense and a convolutional network. Both fall; the dense one falls faster."
                .into(),
        x_label: "pixels moved".into(),
        y_label: "test accuracy, %".into(),
        log_y: false,
        series: curves,
    };
    results.write("results.toml", |path| numbers.save(path));
    let name = if *mnist { "shift-mnist.svg" } else { "shift.svg" };
    results.write(name, |path| chart.draw()?.save(path));
    results.write("shifted.svg", |path| shifted_digit(&data.test).draw()?.save(path));
    results.finish()
}

// ANCHOR: train
/// A trained network, and the trainer that evaluates it.
fn train(
    network: fn(&mut ChaCha8Rng) -> Sequential,
    data: &Split,
    epochs: usize,
    seed: u64,
) -> (Sequential, Trainer<f32, CrossEntropy, Adam<f32>>) {
    let mut model = network(&mut ChaCha8Rng::seed_from_u64(seed));
    let mut trainer = Trainer::new(CrossEntropy, Adam::default(), accuracy);
    trainer.config = FitConfig { epochs, seed, ..FitConfig::default() };
    trainer.fit(&mut model, &data.train, &data.test, &mut ());
    (model, trainer)
}
// ANCHOR_END: train

/// One digit as it is, and moved down: in this direction the margin is narrow, and a part is lost.
fn shifted_digit(images: &LabelledImages) -> ImageGrid {
    let (format, white) = (images.format(), f32::from(images.format().max_value));
    let image = |&by: &isize| {
        let pixels =
            shifted(images.image(index_of_first_7(images)), [format.height, format.width], [by, 0]);
        CaptionedImage {
            pixels: pixels.iter().map(|&pixel| f32::from(pixel) / white).collect(),
            width: format.width,
            height: format.height,
            caption: if by == 0 { "as it is".into() } else { format!("moved by {by}") },
        }
    };
    ImageGrid {
        description: "A digit five times, each a pixel further down than the one before; its foot \
                      leaves the image."
            .into(),
        columns: 5,
        images: SHIFTS.iter().map(image).collect(),
    }
}
