//! Reads a Keras file: its layers, its accuracy on the digits, and what it says of each test image;
//! writes it again for Keras.
//!
//! ```text
//! cargo run --release -p ch18 --example keras_weights
//! cargo run --release -p ch18 --example keras_weights -- FILE.keras --save COPY.keras
//! ```

use anyhow::{Context, Result, ensure};
use autograd::Tape;
use clap::Parser;
use data::{Dataset, LabelledImages};
use keras_files::{KerasModel, group_names};
use nn::Forward;
use std::path::{Path, PathBuf};
use training::accuracy;
use training::cli::{OutputDir, ResultsFile, load_digits, say};

/// Reads a Keras file and tests its model on digits
#[derive(Parser)]
struct Options {
    /// The file [default: a model of the embedded digits that Keras trained]
    file: Option<PathBuf>,
    /// Write the model into this file for Keras
    #[arg(long)]
    save: Option<PathBuf>,
    /// Keras's own predictions for the test images, as `numpy.save` writes them
    #[arg(long)]
    predictions: Option<PathBuf>,
    /// Test on MNIST, and not on the embedded digits
    #[arg(long)]
    mnist: bool,
    /// The folder of MNIST [default: from the variable GRADUS_DATA]
    #[arg(long)]
    data: Option<PathBuf>,
    /// The folder for results [default: target/gradus/ch18/keras_weights]
    #[arg(long)]
    out: Option<PathBuf>,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let mut results = OutputDir::new(options.out.as_deref(), "ch18/keras_weights")?;
    let peer = Path::new(env!("CARGO_MANIFEST_DIR")).join("peer");
    let predictions = match (&options.file, options.predictions) {
        (None, None) => Some(peer.join("digits.npy")),
        (_, given) => given,
    };
    let file = options.file.unwrap_or_else(|| peer.join("digits.keras"));

    // ANCHOR: read
    let keras = KerasModel::read(&file)?;
    say("layer                 group        variables");
    for (layer, group) in keras.layers.iter().zip(group_names(&keras.layers)) {
        let shapes = layer.variables.iter().map(|x| format!("{:?}", x.shape()));
        let shapes = shapes.collect::<Vec<_>>().join(", ");
        let class = format!("{} \"{}\"", layer.class_name, layer.name);
        say(format_args!("{class:20}  {group:11}  {shapes}"));
    }
    let model = keras.to_sequential()?;
    // ANCHOR_END: read

    let test = load_digits(options.mnist, options.data.as_deref(), false)?.test;
    let expected = [&[test.format().height, test.format().width][..], &keras.input_shape];
    ensure!(
        expected[1].starts_with(expected[0]),
        "the model takes images of {:?} pixels, and the test has {:?}",
        expected[1],
        expected[0]
    );
    let found = predict(&model, &test);
    let mut numbers = ResultsFile::default();
    say(format_args!("Test accuracy: {:.4}", found.accuracy));
    numbers.add("accuracy", found.accuracy);

    if let Some(file) = predictions {
        let theirs = read_npy(&file)?;
        ensure!(theirs.len() == found.probabilities.len(), "{}: another size", file.display());
        let differences = theirs.iter().zip(&found.probabilities).map(|(a, b)| (a - b).abs());
        let greatest = differences.fold(0.0, f32::max);
        say(format_args!("Greatest difference from Keras's probabilities: {greatest:.1e}"));
        numbers.add("difference", f64::from(greatest));
        numbers.add("probabilities", theirs.len());
    }
    if let Some(file) = options.save {
        keras.save(&file)?;
        say(format_args!("Written for Keras: {}", file.display()));
    }
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

struct Found {
    probabilities: Vec<f32>,
    accuracy: f64,
}

fn predict(model: &impl Forward, test: &LabelledImages) -> Found {
    let indices: Vec<u32> = (0..test.len() as u32).collect();
    let batch = Dataset::<f32>::get_batch(test, &indices);
    let outputs = Tape::new().no_grad(|tape| model.forward(tape.constant(&batch.inputs)));
    let accuracy = accuracy(&outputs, &batch.targets).value();
    Found { probabilities: outputs.as_slice().to_vec(), accuracy }
}

/// The elements of an array of float32 in NumPy's format: a header whose length stands at byte 8,
/// then the elements.
fn read_npy(file: &Path) -> Result<Vec<f32>> {
    let bytes = std::fs::read(file).with_context(|| file.display().to_string())?;
    let header = bytes.get(8..10).map(|b| 10 + usize::from(u16::from_le_bytes([b[0], b[1]])));
    let elements =
        header.and_then(|start| bytes.get(start..)).filter(|_| bytes.starts_with(b"\x93NUMPY"));
    let (elements, _) =
        elements.with_context(|| format!("{}: no array", file.display()))?.as_chunks();
    Ok(elements.iter().map(|element| f32::from_le_bytes(*element)).collect())
}
