//! What the network of chapter 19 sees: the pictures, their bytes, and what a simple rule gets.
//!
//! ```text
//! cargo run --release -p ch19 --example cifar10_look
//! ```

use anyhow::Result;
use ch19::pictures::picture;
use clap::Parser;
use data::LabelledImages;
use data::shapes::CLASS_NAMES;
use figures::{ColorGrid, ColorImage, Figure, FigureError};
use nn::summary;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use std::path::PathBuf;
use training::cli::{OutputDir, ResultsFile, say};

/// Shows the pictures and their bytes, and classifies them by a simple rule
#[derive(Parser)]
struct Options {
    /// The folder for results [default: target/gradus/ch19/cifar10_look]
    #[arg(long)]
    out: Option<PathBuf>,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let mut results = OutputDir::new(options.out.as_deref(), "ch19/cifar10_look")?;
    let data = data::shapes();

    // ANCHOR: bytes
    // A record of the file: one byte for the class, then three planes of 1,024 bytes.
    let image = data.train.image(6);
    let record = [&data.train.labels()[6..7], image].concat();
    say(format_args!("bytes in a record: {}", record.len()));
    say(format_args!("its class: {} ({})", record[0], CLASS_NAMES[usize::from(record[0])]));
    for (plane, name) in ["red", "green", "blue"].into_iter().enumerate() {
        let at = 1 + plane * 1024;
        say(format_args!("{name:5} from byte {at:4}: {:?} …", &record[at..at + 8]));
    }
    // ANCHOR_END: bytes

    // Every layer, the shape of what it gives, and its parameters.
    say("");
    let network = cnn::lenet_cifar::<f32>(&mut ChaCha8Rng::seed_from_u64(1));
    say(summary(&network, &[3, 32, 32]));

    // ANCHOR: nearest
    // The mean picture of each class; an image belongs to the mean that is nearest.
    let means: Vec<Vec<f64>> = (0..10).map(|class| mean(&data.train, class)).collect();
    let nearest = |image: &[u8]| {
        let squares = |mean: &Vec<f64>| -> f64 {
            mean.iter().zip(image).map(|(mean, pixel)| (mean - f64::from(*pixel)).powi(2)).sum()
        };
        let distances: Vec<f64> = means.iter().map(squares).collect();
        (1..10).fold(0, |best, class| if distances[class] < distances[best] { class } else { best })
    };
    let is_right = |i: &usize| nearest(data.test.image(*i)) == usize::from(data.test.labels()[*i]);
    let right = (0..data.test.len()).filter(is_right).count();
    // ANCHOR_END: nearest
    let accuracy = right as f64 / data.test.len() as f64;
    say("");
    say(format_args!("the nearest mean picture is right about {:.1} %", 100.0 * accuracy));

    let mut numbers = ResultsFile::default();
    numbers.add("nearest_mean", accuracy);
    numbers.add("parameters", nn::parameter_count(&network));
    numbers.add("data", data.fingerprint());
    results.write("results.toml", |file| numbers.save(file));
    results.write("classes.svg", |file| classes(&data.train)?.save(file));
    results.write("planes.svg", |file| planes(image)?.save(file));
    results.finish()
}

/// The mean of a class's images, pixel by pixel.
fn mean(images: &LabelledImages, class: u8) -> Vec<f64> {
    let of_class: Vec<usize> = (0..images.len()).filter(|i| images.labels()[*i] == class).collect();
    let mut mean = vec![0.0; images.format().pixels()];
    for i in &of_class {
        let pixels = mean.iter_mut().zip(images.image(*i));
        pixels.for_each(|(mean, pixel)| *mean += f64::from(*pixel) / of_class.len() as f64);
    }
    mean
}

/// Two of each class.
fn classes(images: &LabelledImages) -> Result<Figure, FigureError> {
    let one = |i: usize| ColorImage {
        caption: CLASS_NAMES[usize::from(images.labels()[i])].into(),
        ..picture(images.image(i))
    };
    ColorGrid {
        description:
            "Twenty pictures of 32 by 32 pixels, two of each class. Shapes of all colours \
                      lie on backgrounds of all colours, among specks, strokes and noise."
                .into(),
        columns: 5,
        images: (0..20).map(one).collect(),
    }
    .draw()
}

/// One picture and its three planes.
fn planes(image: &[u8]) -> Result<Figure, FigureError> {
    let whole = picture(image);
    let plane = |channel: usize, caption: &str| {
        let channels = std::array::from_fn(|it| {
            if it == channel { whole.channels[it].clone() } else { vec![0; 1024] }
        });
        ColorImage { channels, caption: caption.into(), ..whole.clone() }
    };
    ColorGrid {
        description: "A star in its colours, and its red, green and blue plane, each on its own. \
                      The outline is clear in some planes and faint in others."
            .into(),
        columns: 4,
        images: vec![
            ColorImage { caption: "the picture".into(), ..whole.clone() },
            plane(0, "red: bytes 1 to 1,024"),
            plane(1, "green: 1,025 to 2,048"),
            plane(2, "blue: 2,049 to 3,072"),
        ],
    }
    .draw()
}
