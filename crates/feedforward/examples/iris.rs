//! From a table with text in it to predictions by name: of which species an iris is.
//!
//! The first command trains and saves one file; the second predicts the rows of another table with that
//! file alone: how numbers are standardized, what categories and classes are called is saved in it.
//!
//! ```text
//! cargo run --release -p feedforward --example iris
//! cargo run --release -p feedforward --example iris -- --predict flowers.csv
//! cargo run --release -p feedforward --example iris -- --table your.csv --target your_column
//! ```

use activations::Relu;
use anyhow::{Context, Result};
use autograd::Tape;
use clap::Parser;
use data::table::{ColumnKind, TableOptions};
use data::{Preprocessor, Table, split};
use feedforward::Mlp;
use losses::CrossEntropy;
use nn::Forward;
use nn::checkpoint::StateDict;
use optimizers::Adam;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use training::cli::{BasicOptions, OutputDir, say};
use training::{FitConfig, Trainer, accuracy, argmax};

/// Trains a classifier of the rows of a table, or predicts rows with the one that was trained
#[derive(Parser)]
struct Options {
    #[command(flatten)]
    common: BasicOptions,
    /// A table of your own, its columns' names in the first line [default: the embedded irises]
    #[arg(long)]
    table: Option<PathBuf>,
    /// The column of that table that holds the classes
    #[arg(long, default_value = "species")]
    target: String,
    /// Neurons in the hidden layer
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..))]
    hidden: u16,
    /// How often to go through the training rows
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    epochs: u32,
    /// Predict the rows of this table with the saved model, and train nothing
    #[arg(long, conflicts_with_all = ["table", "target", "hidden", "epochs"])]
    predict: Option<PathBuf>,
}

/// What the file of the model says beside its parameters: all that a prediction needs.
#[derive(Serialize, Deserialize)]
struct Description {
    hidden: u16,
    preprocessor: Preprocessor,
}

impl Description {
    /// The model with its first weights.
    fn model(&self, seed: u64) -> Mlp<f32, Relu> {
        let classes = self.preprocessor.classes().unwrap_or_default().len();
        let sizes = [self.preprocessor.input_len(), self.hidden.into(), classes];
        Mlp::new(&sizes, Relu, &mut ChaCha8Rng::seed_from_u64(seed))
    }
}

fn main() -> Result<()> {
    let options = Options::parse();
    let results = OutputDir::new(options.common.out.as_deref(), "feedforward/iris")?;
    match &options.predict {
        None => train(&options, results),
        Some(rows) => predict(rows, &results.path("model.safetensors")),
    }
}

fn train(options: &Options, mut results: OutputDir) -> Result<()> {
    let table = read(options)?;
    let target = &options.target;

    // The preprocessing knows the training rows only; the validation rows are as new to it as those
    // that will come for a prediction.
    let parts = split::train_validation_split(table.len(), 0.2, options.common.seed);
    let preprocessor = Preprocessor::fit(&table, target, &parts.train)?;
    let samples = preprocessor.classification(&table)?;
    let (train, validation) = (samples.subset(&parts.train), samples.subset(&parts.validation));
    say(format_args!(
        "{} rows to learn from, {} to judge by; `{target}` is one of {}",
        train.len(),
        validation.len(),
        samples.classes().join(", ")
    ));

    let description = Description { hidden: options.hidden, preprocessor };
    let mut model = description.model(options.common.seed);
    let mut trainer = Trainer::new(CrossEntropy, Adam::new(0.01), accuracy);
    trainer.config = FitConfig {
        epochs: options.epochs as usize,
        batch_size: 16,
        seed: options.common.seed,
        ..FitConfig::default()
    };
    trainer.fit(&mut model, &train, &validation, &mut ());

    let mut file = StateDict::default();
    file.add_module("", &model);
    file.metadata = Some(serde_json::to_string(&description)?);
    results.write("model.safetensors", |path| file.write(path));
    say(results.summary());
    let metrics = trainer.evaluate(&model, &validation);
    say(format_args!("Validation accuracy: {:.4}", metrics.metric));
    results.finish()
}

/// The table to learn from. Its target holds classes, though they may look like numbers.
fn read(options: &Options) -> Result<Table> {
    let Some(path) = &options.table else { return Ok(data::iris()) };
    let kinds = [(options.target.clone(), ColumnKind::Categories)].into();
    Ok(TableOptions { kinds, ..TableOptions::default() }.read(path)?)
}

fn predict(rows: &Path, file: &Path) -> Result<()> {
    let file = StateDict::<f32>::read(file)
        .context("there is no model; train one first, with the same command without --predict")?;
    let description =
        file.metadata.as_deref().context("the model's file says nothing of a table")?;
    let description: Description =
        serde_json::from_str(description).context("the model's file is not one of this program")?;
    let mut model = description.model(0);
    file.load_into("", &mut model)?;

    let preprocessor = &description.preprocessor;
    let rows = preprocessor.table_options().read(rows)?;
    let inputs = preprocessor.inputs(&rows)?;
    let outputs = Tape::new().no_grad(|tape| model.forward(tape.constant(&inputs)).softmax());
    let classes = preprocessor.classes().context("the model was not trained with classes")?;
    for (row, probabilities) in (1..).zip(outputs.as_slice().chunks_exact(classes.len())) {
        let class = argmax(probabilities);
        say(format_args!("row {row}: {}, probability {:.3}", classes[class], probabilities[class]));
    }
    Ok(())
}
