//! What the network says of what is no digit: letters, signs, noise.
//!
//! ```text
//! cargo run --release -p ch01 --example strangers
//! ```

use anyhow::Result;
use ch01::{Drawing, Reader, augmented, pen, prediction};
use clap::Parser;
use figures::{CaptionedImage, ImageGrid};
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Trains the network of the service and shows it drawings that are no digits
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

/// How many images of noise, and shaken drawings of each digit.
const NOISE: usize = 1_000;
const SHAKEN: usize = 20;

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch01/strangers")?;
    let mut numbers = ResultsFile::default();
    let mut digits = data::digits();
    digits.train = augmented(&digits.train, 9, common.seed);
    let mut reader = Reader::untrained(common.seed);
    reader.train(&digits, 10, common.seed, &mut ());
    let read = |drawing: &Drawing| prediction(&reader.predict(&drawing.prepare()));

    // Digits first: those that a pen draws, shaken so that no two are the same.
    let rng = &mut ChaCha8Rng::seed_from_u64(common.seed);
    let plain = pen::digits();
    let right = (0..10).filter(|digit| read(&plain[*digit]).0 == *digit).count();
    let drawn = (0..10).flat_map(|digit| [digit; SHAKEN]);
    let shaken = drawn.filter(|digit| read(&pen::shaken(&plain[*digit], rng)).0 == *digit).count();
    say(format_args!(
        "drawn digits: {right} of 10 are read, and {shaken} of {} shaken ones\n",
        10 * SHAKEN
    ));
    numbers.add("drawn_right", right);
    numbers.add("shaken_right", shaken);
    numbers.add("shaken", 10 * SHAKEN);

    // ANCHOR: strangers
    // Then what is no digit. The ten probabilities still add up to 1: "none of them" is no output.
    for (name, drawing) in pen::strangers() {
        let (digit, probability) = read(&drawing);
        say(format_args!("{name:<10}  the network says {digit}: {:5.1} %", 100.0 * probability));
        numbers.add(&format!("{}_probability", name.replace(' ', "_")), probability);
    }
    let noise = |rng: &mut ChaCha8Rng| std::array::from_fn(|_| rng.random_range(0..=16));
    let highest: Vec<f32> =
        (0..NOISE).map(|_| prediction(&reader.predict(&noise(rng))).1).collect();
    let confident = highest.iter().filter(|probability| **probability > 0.9).count();
    say(format_args!(
        "\n{NOISE} images of noise: the highest probability is {:.1} % on average, \
         above 90 % for {confident}",
        100.0 * highest.iter().sum::<f32>() / NOISE as f32
    ));
    // ANCHOR_END: strangers
    numbers.add("noise", NOISE);
    numbers.add("noise_confident", confident);
    numbers.add("seed", common.seed);
    results.write("results.toml", |path| numbers.save(path));

    let image = |pixels: [u8; 64], what: &str| {
        let (digit, probability) = prediction(&reader.predict(&pixels));
        CaptionedImage {
            pixels: pixels.iter().map(|ink| f32::from(*ink) / 16.0).collect(),
            width: 8,
            height: 8,
            caption: format!("{what}: {digit} ({:.0} %)", 100.0 * probability),
        }
    };
    let mut images: Vec<_> =
        pen::strangers().iter().map(|(name, drawing)| image(drawing.prepare(), name)).collect();
    images.extend((0..2).map(|_| image(noise(rng), "noise")));
    let grid = ImageGrid {
        description:
            "Letters, signs and noise as the network is given them, each with its prediction."
                .into(),
        columns: 5,
        images,
    };
    results.write("strangers.svg", |path| grid.draw()?.save(path));
    results.finish()
}
