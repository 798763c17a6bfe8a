//! What data augmentation is good for: digits of a hand that is not in the data.
//!
//! ```text
//! cargo run --release -p ch01 --example augment
//! ```

use anyhow::Result;
use ch01::{Reader, augmented, pen, prediction};
use clap::Parser;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use training::Summary;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Trains the network with more and more augmented images and asks it about drawn digits
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// How many networks of each kind, from as many seeds
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..))]
    seeds: u64,
}

/// How often each image is shown, itself or a copy of it: every network makes the same number of updates.
const SHOWN: usize = 100;
/// How many shaken drawings of each digit.
const SHAKEN: usize = 50;

fn main() -> Result<()> {
    let Arguments { common, seeds } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch01/augment")?;
    let mut numbers = ResultsFile::default();
    say(format_args!("{:<10}  {:>15}  {:>15}", "", "test images, %", "drawn digits, %"));

    // ANCHOR: augment
    for copies in [0, 1, 4, 9] {
        let (mut tested, mut drawn) = (Vec::new(), Vec::new());
        for seed in (0..seeds).map(|more| common.seed.wrapping_add(more)) {
            let mut digits = data::digits();
            digits.train = augmented(&digits.train, copies, seed);
            let mut reader = Reader::untrained(seed);
            reader.train(&digits, SHOWN / (copies + 1), seed, &mut ());
            tested.push(reader.accuracy(&digits.test));
            drawn.push(read_of_drawn(&reader));
        }
        let [tested, drawn] = [tested, drawn].map(|fractions| Summary::of(&fractions));
        // ANCHOR_END: augment
        say(format_args!(
            "{:<10}  {:>15}  {:>15}",
            format!("{copies} copies"),
            tested.to_string(),
            drawn.to_string()
        ));
        for (name, summary) in [("tested", &tested), ("drawn", &drawn)] {
            numbers.add(&format!("{name}_{copies}"), summary.mean);
            numbers.add(&format!("{name}_{copies}_deviation"), summary.std);
        }
    }

    numbers.add("seeds", seeds);
    numbers.add("drawings", 10 * SHAKEN);
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

/// The fraction of the shaken drawings that are read; the drawings are the same for every network.
fn read_of_drawn(reader: &Reader) -> f64 {
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let digits = pen::digits();
    let drawings = digits.iter().enumerate().flat_map(|it| [it; SHAKEN]);
    let read = drawings.filter(|(digit, drawing)| {
        let pixels = pen::shaken(drawing, rng).prepare();
        prediction(&reader.predict(&pixels)).0 == *digit
    });
    read.count() as f64 / (10 * SHAKEN) as f64
}
