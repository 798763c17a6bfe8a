//! Keras's first program, from scratch: a network that reads handwritten digits.
//!
//! The lines of the Keras program stand above the lines that do the same here; its `compile`, `fit`
//! and `evaluate` are the same three steps. What is behind each of them is this book.
//!
//! ```text
//! cargo run --release -p ch18 --example mnist                      # embedded digits, no download
//! GRADUS_DATA=/folder/with/mnist cargo run --release -p ch18 --example mnist
//! cargo run --release -p ch18 --example mnist -- --help
//! ```

use activations::Relu;
use anyhow::Result;
use clap::Parser;
use losses::CrossEntropy;
use nn::{Dense, Flatten, checkpoint, sequential, summary};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use training::{FitConfig, Trainer, accuracy, cli};

/// Trains a network of one hidden layer to read handwritten digits
///
/// Adam is Keras's: ε = 1e-7, added before the bias correction.
#[derive(Parser)]
struct Options {
    #[command(flatten)]
    training: cli::Options,
    /// Neurons in the hidden layer
    #[arg(long, default_value_t = 128, value_parser = clap::value_parser!(u32).range(1..=65_536))]
    hidden: u32,
}

fn main() -> Result<()> {
    let options = Options::parse();
    options.training.run(|| train(&options))
}

fn train(options: &Options) -> Result<()> {
    let Options { training: common, hidden } = options;

    // ANCHOR: data
    // (x_train, y_train), (x_test, y_test) = mnist.load_data()
    // x_train, x_test = x_train / 255.0, x_test / 255.0
    //
    // The images stay bytes until a batch of them is made; the division happens there. Labels stay
    // class numbers, as for Keras's `sparse_categorical_crossentropy`: to_categorical would only write
    // each as a row of zeros and a one.
    let data = cli::mnist_or_digits(common.data.as_deref(), common.quick)?;
    let (format, hidden) = (data.train.format(), *hidden as usize);
    // ANCHOR_END: data

    // ANCHOR: model
    // model = Sequential([
    //     Flatten(input_shape=(28, 28)),
    //     Dense(128, activation='relu'),
    //     Dense(10, activation='softmax')
    // ])
    //
    // The softmax has moved into the loss. Taken apart, it rounds small probabilities to 0, and their
    // logarithm is −∞; taken together, this cannot happen. The last layer gives logits.
    // Keras draws the first weights from a generator of its own; here it is passed, so that a seed
    // decides all. (`f32` is written once, where it cannot be inferred.)
    let rng = &mut ChaCha8Rng::seed_from_u64(common.seed);
    let mut model = sequential![
        Flatten,
        Dense::<f32, _>::new(format.pixels(), hidden, Relu, rng),
        Dense::linear(hidden, format.classes, rng),
    ];
    // ANCHOR_END: model

    // model.summary()
    cli::say(summary(&model, &[format.height, format.width]));

    // ANCHOR: compile
    // model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])
    let mut trainer = Trainer::new(CrossEntropy, common.optimizer(), accuracy);
    let default_epochs = if common.quick {
        1
    } else if data.name == "MNIST" {
        10
    } else {
        30
    };
    trainer.config = FitConfig {
        epochs: common.epochs.unwrap_or(default_epochs),
        batch_size: common.batch_size,
        seed: common.seed,
        ..FitConfig::default()
    };
    // ANCHOR_END: compile

    // ANCHOR: fit
    // model.fit(x_train, y_train, epochs=10, batch_size=32, validation_data=(x_test, y_test))
    //
    // A run can be stopped and resumed. It says how, so it knows its own command; and it goes on only
    // with the same options and data, so it knows what determines its results.
    let command = "cargo run --release -p ch18 --example mnist";
    let decisive = [("hidden", hidden.to_string()), ("data", data.fingerprint())];
    let mut run = cli::Run::start(command, "ch18/mnist", common, &decisive)?;
    run.fit(&mut model, &mut trainer, &data.train, &data.test)?;
    // ANCHOR_END: fit

    let history = &trainer.state.history;
    cli::say(cli::history_table(history));
    cli::say(report::speed(history, data.train.len()));
    run.results.write("model.safetensors", |file| checkpoint::save(&model, file));
    report::write(&mut run.results, history, &model, &data.test);
    cli::say(run.results.summary());

    // ANCHOR: evaluate
    // test_loss, test_acc = model.evaluate(x_test, y_test)
    // print('Test accuracy:', test_acc)
    let metrics = trainer.evaluate(&model, &data.test);
    cli::say(format_args!("Test accuracy: {:.4}", metrics.metric));
    // ANCHOR_END: evaluate
    run.results.finish()
}
