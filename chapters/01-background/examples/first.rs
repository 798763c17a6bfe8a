//! A first program: a network learns to read handwritten digits, in seconds.
//!
//! ```text
//! cargo run --release -p ch01 --example first
//! ```

use anyhow::Result;
use ch01::{Reader, prediction, sketch};
use clap::Parser;
use data::LabelledImages;
use figures::{CaptionedImage, ImageGrid};
use std::time::Instant;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Trains a network to read handwritten digits and shows what it says of some
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// How often it goes through the training images
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..))]
    epochs: u32,
}

fn main() -> Result<()> {
    let Arguments { common, epochs } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch01/first")?;
    let mut numbers = ResultsFile::default();

    // ANCHOR: first
    // Images of digits that people wrote, each with its label: which digit it is. Some are kept back.
    let digits = data::digits();
    let (train, test) = (&digits.train, &digits.test);
    say(format_args!("{} images to learn from, {} to judge by", train.len(), test.len()));

    // A network whose parameters are random numbers: it guesses.
    let mut reader = Reader::untrained(common.seed);
    let before = reader.accuracy(test);
    say(format_args!("before training: {:.1} % of the test images are read", 100.0 * before));

    // Learning: to look at the training images again and again, and to change the parameters a
    // little each time, so that the labels become more probable.
    let started = Instant::now();
    reader.train(&digits, epochs as usize, common.seed, &mut ());
    let seconds = started.elapsed().as_secs_f64();
    let after = reader.accuracy(test);
    say(format_args!("after training for {seconds:.1} s: {:.1} %", 100.0 * after));
    // ANCHOR_END: first

    // ANCHOR: show
    // One image, as a person sees it, and what the network says of it.
    let index = 253;
    say(format_args!("\na {}, which the network has never seen:\n", test.labels()[index]));
    for row in test.image(index).chunks(8) {
        let shades = row.iter().map(|ink| ["  ", "··", "++", "##", "##"][usize::from(*ink / 4)]);
        say(format!("    {}", shades.collect::<String>()).trim_end());
    }
    say("");
    for (digit, probability) in probabilities(&reader, test, index).iter().enumerate() {
        let bar = "▇".repeat((40.0 * probability).round() as usize);
        say(format!("    {digit}  {:5.1} %  {bar}", 100.0 * probability).trim_end());
    }
    // ANCHOR_END: show

    let misread: Vec<usize> = (0..test.len())
        .filter(|&i| {
            prediction(&probabilities(&reader, test, i)).0 != usize::from(test.labels()[i])
        })
        .collect();
    say(format_args!("\n{} of {} test images are misread", misread.len(), test.len()));
    numbers.add("before", before);
    numbers.add("after", after);
    numbers.add("misread", misread.len());
    numbers.add("train_images", train.len());
    numbers.add("test_images", test.len());
    numbers.add("parameters", nn::parameter_count(&reader.model));
    numbers.add("seed", common.seed);
    numbers.add("data", digits.fingerprint());
    results.write("results.toml", |path| numbers.save(path));
    results.write("model.safetensors", |path| reader.save(path));
    let some: Vec<usize> = (0..12).map(|i| 7 * i).collect();
    let shown = |description: &str, columns: usize, indices: &[usize]| ImageGrid {
        description: description.into(),
        columns,
        images: indices.iter().map(|&i| captioned(&reader, test, i)).collect(),
    };
    let digits = shown("Twelve test images, each with the network's prediction.", 6, &some);
    results.write("digits.svg", |path| digits.draw()?.save(path));
    results.write("network.svg", |path| sketch().draw()?.save(path));
    if misread.is_empty() {
        results.remove("misread.svg");
    } else {
        let grid =
            shown("Test images that are misread, with the prediction and the label.", 5, &misread);
        results.write("misread.svg", |path| grid.draw()?.save(path));
    }
    results.finish()
}

fn probabilities(reader: &Reader, images: &LabelledImages, index: usize) -> [f32; 10] {
    reader.predict(images.image(index).try_into().expect("64 pixels"))
}

/// The image, with the network's prediction, and the label if it is another.
fn captioned(reader: &Reader, images: &LabelledImages, index: usize) -> CaptionedImage {
    let (digit, probability) = prediction(&probabilities(reader, images, index));
    let label = images.labels()[index];
    let caption = match usize::from(label) == digit {
        true => format!("{digit} ({:.0} %)", 100.0 * probability),
        false => format!("{digit} ({:.0} %), is {label}", 100.0 * probability),
    };
    let pixels = images.image(index).iter().map(|ink| f32::from(*ink) / 16.0).collect();
    CaptionedImage { pixels, width: 8, height: 8, caption }
}
