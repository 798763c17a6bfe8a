//! LeNet-5 reads handwritten digits: what convolution is good for.
//!
//! ```text
//! cargo run --release -p ch12 --example lenet                  # embedded digits, no download
//! cargo run --release -p ch12 --example lenet -- --mnist       # once it was fetched
//! cargo run --release -p ch12 --example lenet -- --help
//! ```

use anyhow::Result;
use ch12::{index_of_first_7, inside, resize_to_28};
use clap::Parser;
use cnn::lenet5;
use data::Dataset;
use losses::CrossEntropy;
use nn::{checkpoint, summary};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use training::{FitConfig, Trainer, accuracy, cli};

/// Trains LeNet-5 to read handwritten digits
///
/// Adam is Keras's: ε = 1e-7, added before the bias correction.
#[derive(Parser)]
struct Options {
    #[command(flatten)]
    training: cli::Options,
    /// Take the digits of MNIST, which `cargo gradus data fetch mnist` fetches, and not the embedded
    /// ones; `--data` takes them from a folder
    #[arg(long)]
    mnist: bool,
}

fn main() -> Result<()> {
    let options = Options::parse();
    options.training.run(|| train(&options.training, options.mnist))
}

fn train(options: &cli::Options, mnist: bool) -> Result<()> {
    // Images of 28×28 pixels: MNIST's are, and the small digits become so.
    let data = cli::load_digits(mnist, options.data.as_deref(), options.quick)?;
    let data = resize_to_28(data);
    let format = data.train.format();
    cli::say(format_args!(
        "{}: {} images to learn from, {} to judge by",
        data.name,
        data.train.len(),
        data.test.len()
    ));

    // ANCHOR: training
    // Two layers of filters, each followed by max pooling, which keeps the maximum of four outputs; then
    // three dense layers, as in chapter 11.
    let mut model = lenet5::<f32>(&mut ChaCha8Rng::seed_from_u64(options.seed));
    cli::say(summary(&model, &[format.height, format.width]));

    let mut trainer = Trainer::new(CrossEntropy, options.optimizer(), accuracy);
    let epochs = if options.quick { 1 } else { 5 };
    trainer.config = FitConfig {
        epochs: options.epochs.unwrap_or(if data.name == "MNIST" { epochs } else { 3 * epochs }),
        batch_size: options.batch_size,
        seed: options.seed,
        ..FitConfig::default()
    };
    let command = "cargo run --release -p ch12 --example lenet";
    let decisive = [("data", data.fingerprint())];
    let mut run = cli::Run::start(command, "ch12/lenet", options, &decisive)?;
    run.fit(&mut model, &mut trainer, &data.train, &data.test)?;
    // ANCHOR_END: training

    let history = &trainer.state.history;
    run.results.write("model.safetensors", |file| checkpoint::save(&model, file));

    // ANCHOR: inside
    // What has it learnt? The filters themselves, what they see in a digit, and that what they see
    // moves with it.
    let layer = model.layers[0].as_ref();
    let seven = index_of_first_7(&data.test) as u32;
    let digit = Dataset::<f32>::get_batch(&data.test, &[seven]).inputs;
    let figures = [
        ("filters.svg", inside::filters(layer)),
        ("feature-maps.svg", inside::feature_map_grid(layer, &digit)),
        ("equivariance.svg", inside::equivariance(layer, &digit, [3, 4])),
    ];
    // ANCHOR_END: inside
    for (name, figure) in figures {
        run.results.write(name, |file| figure.draw()?.save(file));
    }
    report::write(&mut run.results, history, &model, &data.test);
    let metrics = trainer.evaluate(&model, &data.test);
    let mut results = cli::ResultsFile::default();
    results.add("epochs", trainer.config.epochs);
    results.add("test_loss", format_args!("{:.4}", metrics.loss));
    results.add("test_accuracy", format_args!("{:.4}", metrics.metric));
    results.add("seed", options.seed);
    results.add("data", data.fingerprint());
    run.results.write("results.toml", |file| results.save(file));
    cli::say(format_args!("Test accuracy: {:.4}", metrics.metric));
    run.results.finish()
}
