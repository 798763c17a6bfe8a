//! Which language is this surname from? A recurrent network reads it letter by letter.
//!
//! ```text
//! cargo run --release -p ch13 --example surnames
//! cargo run --release -p ch13 --example surnames -- --name Noether --name Ramanujan
//! ```

use anyhow::Result;
use ch13::surnames::{Alphabet, Bigrams, Evaluation, NameClassifier, NameTrainer, class_weights};
use clap::Parser;
use data::shuffle::{batches, permutation};
use data::surnames::{Surname, Surnames};
use figures::ConfusionMatrix;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Trains networks that tell the language of a surname
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// How often each network goes through the training names
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    epochs: u32,
    /// A name to guess at; may be given several times
    #[arg(long = "name", default_values = ["Cervantes", "Dostoevsky", "Szymborska", "Fibonacci"])]
    names: Vec<String>,
}

const BATCH: usize = 64;

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    // The whole program is one task of the pool of threads: so the layers' threads are at hand.
    rayon::scope(|_| compare(&arguments))
}

fn compare(Arguments { common, epochs, names }: &Arguments) -> Result<()> {
    let mut results = OutputDir::new(common.out.as_deref(), "ch13/surnames")?;
    let mut numbers = ResultsFile::default();
    let surnames = data::surnames();
    let Surnames { languages, train, test } = &surnames;
    let alphabet = Alphabet::of(train.iter().map(|sample| &sample.name[..]));
    say(format_args!(
        "{} names to learn from, {} to judge by; {} languages, {} letters; {epochs} epochs",
        nn::group_thousands(train.len()),
        nn::group_thousands(test.len()),
        languages.len(),
        alphabet.len() - 1
    ));

    // ANCHOR: compare
    let evaluate = |predict: &dyn Fn(&Surname) -> usize| {
        let pairs = test.iter().map(|sample| (sample.language, predict(sample)));
        Evaluation::of(pairs, languages.len())
    };
    let russian = languages.iter().position(|name| name == "Russian").unwrap_or(0);
    let bigrams = Bigrams::fit(train, languages.len());
    let mut rows = vec![
        ("always Russian", evaluate(&|_| russian)),
        ("bigrams", evaluate(&|sample| bigrams.predict(&sample.name, true))),
        ("bigrams, no priors", evaluate(&|sample| bigrams.predict(&sample.name, false))),
    ];
    let train_with = |power: f64| {
        let classes = train.iter().map(|sample| sample.language);
        let weights = class_weights(classes, languages.len(), power);
        fit(&surnames, &alphabet, weights, *epochs, common.seed)
    };
    let (plain, weighted) = rayon::join(|| train_with(0.0), || train_with(1.0));
    let mut networks = [plain, weighted];
    for (name, network) in ["GRU", "GRU, class weights"].into_iter().zip(&mut networks) {
        let logits = network.logits(&alphabet, test);
        let predictions = logits.as_slice().chunks(languages.len()).map(argmax);
        let pairs = test.iter().map(|sample| sample.language).zip(predictions);
        rows.push((name, Evaluation::of(pairs, languages.len())));
    }
    // ANCHOR_END: compare

    say("");
    say(format_args!("{:<20}  {:>8}  {:>17}", "% right", "accuracy", "balanced accuracy"));
    for (name, evaluation) in &rows {
        let (accuracy, balanced) = (evaluation.accuracy(), evaluation.balanced_accuracy());
        say(format_args!("{name:<20}  {:>8.1}  {:>17.1}", 100.0 * accuracy, 100.0 * balanced));
        let key = name.replace(", ", "_").replace(' ', "_").to_lowercase();
        numbers.add(&format!("{key}_accuracy"), accuracy);
        numbers.add(&format!("{key}_balanced_accuracy"), balanced);
    }

    say("");
    say(format_args!("{:<11} {:>8}  recall, %: bigrams  GRU  class weights", "", "samples"));
    for (class, language) in languages.iter().enumerate() {
        let recalls = [1, 3, 4].map(|row| 100.0 * rows[row].1.recall(class));
        let [bigrams, plain, weighted] = recalls;
        let samples = rows[0].1.samples(class);
        say(format_args!(
            "{language:<11} {samples:>8}  {bigrams:>18.0}  {plain:>3.0}  {weighted:>13.0}"
        ));
        numbers.add(&format!("recall_{}", language.to_lowercase()), plain / 100.0);
        numbers.add(&format!("weighted_recall_{}", language.to_lowercase()), weighted / 100.0);
    }

    say("");
    for name in names {
        let sample = Surname { name: name.clone(), language: 0, count: 1 };
        let guesses = networks.iter_mut().map(|network| {
            let logits = network.logits(&alphabet, [&sample]);
            best_guesses(logits.as_slice(), languages)
        });
        say(format_args!("{name:<11} {}", guesses.collect::<Vec<_>>().join("   |   ")));
    }

    numbers.add("train_samples", train.len());
    numbers.add("test_samples", test.len());
    numbers.add("letters", alphabet.len() - 1);
    numbers.add("parameters", nn::parameter_count(&networks[0].model));
    numbers.add("epochs", epochs);
    numbers.add("seed", common.seed);
    results.write("results.toml", |path| numbers.save(path));
    let matrix = confusion_matrix(&surnames, &rows[3].1);
    results.write("confusion.svg", |path| matrix.draw()?.save(path));
    results.finish()
}

// ANCHOR: fit
/// A network trained on the training names, in batches of 64.
fn fit(
    surnames: &Surnames,
    alphabet: &Alphabet,
    class_weights: Vec<f32>,
    epochs: u32,
    seed: u64,
) -> NameTrainer {
    let Surnames { languages, train, .. } = surnames;
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let model = NameClassifier::new(alphabet.len(), languages.len(), rng);
    let updates = u64::from(epochs) * train.len().div_ceil(BATCH) as u64;
    let mut trainer = NameTrainer::new(model, class_weights, updates);
    for epoch in 0..u64::from(epochs) {
        let order = permutation(train.len(), seed, epoch);
        for indices in batches(&order, BATCH) {
            let samples = indices.iter().map(|index| &train[*index as usize]);
            trainer.step(&alphabet.batch(samples));
        }
    }
    trainer
}
// ANCHOR_END: fit

/// The index of the maximum.
fn argmax(logits: &[f32]) -> usize {
    (0..logits.len()).max_by(|a, b| logits[*a].total_cmp(&logits[*b])).unwrap_or(0)
}

/// The three languages with the maximum probabilities, which are the softmax of the logits.
fn best_guesses(logits: &[f32], languages: &[String]) -> String {
    let max = logits[argmax(logits)];
    let total: f32 = logits.iter().map(|logit| (logit - max).exp()).sum();
    let mut order: Vec<usize> = (0..logits.len()).collect();
    order.sort_by(|a, b| logits[*b].total_cmp(&logits[*a]));
    let guess = |class: &usize| {
        let probability = (logits[*class] - max).exp() / total;
        format!("{} {:.0} %", languages[*class], 100.0 * probability)
    };
    order[..3].iter().map(guess).collect::<Vec<_>>().join(", ")
}

/// What the network takes for what.
fn confusion_matrix(surnames: &Surnames, evaluation: &Evaluation) -> ConfusionMatrix {
    ConfusionMatrix {
        description: "Test names of 18 languages, by the language that the network without class \
                      weights predicts. Most Russian, Japanese, Italian and English names are \
                      right; many names of the small European languages are taken for English."
            .into(),
        classes: surnames.languages.clone(),
        counts: evaluation.confusion.clone(),
    }
}
