//! Sequence to sequence, in small: dates in words become dates of ISO 8601.
//!
//! ```text
//! cargo run --release -p ch13 --example dates
//! cargo run --release -p ch13 --example dates -- --date "the first of May 2001"
//! ```

use anyhow::{Result, ensure};
use autograd::Tape;
use ch13::dates::{Date, DateBatch, DateTranslator, FORMS, draw, split, write_date};
use clap::Parser;
use optimizers::schedule::{CosineDecay, Schedule};
use optimizers::{Adam, Optimizer, clip_grad_norm};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Trains an encoder and a decoder to rewrite dates
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// The updates, with 64 dates each
    #[arg(long, default_value_t = 1500, value_parser = clap::value_parser!(u64).range(1..))]
    updates: u64,
    /// How many of the held-out dates to judge by [default: all]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    held_out: Option<u32>,
    /// A date of your own to rewrite; may be given several times
    #[arg(long = "date")]
    dates: Vec<String>,
}

const BATCH: usize = 64;
const HIDDEN: usize = 128;

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    // The whole program is one task of the pool of threads: so the layers' threads are at hand.
    rayon::scope(|_| run(&arguments))
}

fn run(Arguments { common, updates, held_out, dates }: &Arguments) -> Result<()> {
    let mut results = OutputDir::new(common.out.as_deref(), "ch13/dates")?;
    let mut numbers = ResultsFile::default();
    for text in dates {
        ensure!(DateBatch::is_readable(text), "{text:?} has letters that no date here has");
    }
    let (train, mut test) = split();
    test.truncate(held_out.map_or(test.len(), |count| count as usize));
    let rng = &mut ChaCha8Rng::seed_from_u64(common.seed);
    let mut model = DateTranslator::new(HIDDEN, rng);
    say(format_args!(
        "{} dates to learn from, {} held out, {FORMS} forms; {} parameters\n",
        nn::group_thousands(train.len()),
        nn::group_thousands(test.len()),
        nn::group_thousands(nn::parameter_count(&model))
    ));

    // ANCHOR: train
    let schedule = CosineDecay { initial: 3e-3, final_lr: 0.0, steps: *updates };
    let (mut adam, mut tape) = (Adam::default(), Tape::new());
    for update in 0..*updates {
        let (texts, dates) = draw(BATCH, &train, rng);
        let batch = DateBatch::new(&texts, &dates);
        let mut gradients =
            tape.gradients(|tape| model.forward(tape, &batch).cross_entropy(&batch.target));
        clip_grad_norm(&mut gradients, 1.0);
        adam.common.learning_rate = schedule.lr_at(update);
        adam.step(&mut model, &gradients);
        // ANCHOR_END: train
        if (update + 1) % (updates / 5).max(1) == 0 {
            let right = Written::by(&model, &test, 0).accuracy();
            say(format_args!(
                "after {:>5} updates: loss {:.4}; {:>5.1} % of the held-out dates right",
                update + 1,
                gradients.loss(),
                100.0 * right
            ));
        }
    }

    say(format_args!("\n{:<40}  {:<10}  right, %", "one held-out date in each form", "written"));
    let forms: Vec<Written> = (0..FORMS).map(|form| Written::by(&model, &test, form)).collect();
    for (form, written) in forms.iter().enumerate() {
        let (index, accuracy) = ((SHOWN + form) % test.len(), written.accuracy());
        let (text, iso) = (&written.texts[index], &written.iso[index]);
        say(format_args!("{text:<40}  {iso:<10}  {:>8.2}", 100.0 * accuracy));
        numbers.add(&format!("accuracy_{form}"), accuracy);
    }
    let accuracy = forms.iter().map(Written::accuracy).sum::<f64>() / FORMS as f64;
    let mistakes: Vec<String> = forms.iter().flat_map(Written::mistakes).collect();
    say(format_args!("{:<40}  {:<10}  {:>8.2}", "all forms", "", 100.0 * accuracy));
    let written = nn::group_thousands(FORMS * test.len());
    say(format_args!("\nof {written} held-out texts wrong: {}", mistakes.len()));
    mistakes.iter().take(3).for_each(say);
    if !dates.is_empty() {
        say("");
        for (text, iso) in dates.iter().zip(model.translate(dates)) {
            say(format_args!("{text:<40}  {iso}"));
        }
    }

    numbers.add("accuracy", accuracy);
    numbers.add("mistakes", mistakes.len());
    numbers.add("held_out", test.len());
    numbers.add("texts", FORMS * test.len());
    numbers.add("parameters", nn::parameter_count(&model));
    numbers.add("updates", updates);
    numbers.add("seed", common.seed);
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

/// Which of the held-out dates is shown in the first form; the next one in the next.
const SHOWN: usize = 1_359;

/// What the network writes for dates in one form.
struct Written<'a> {
    dates: &'a [Date],
    texts: Vec<String>,
    iso: Vec<String>,
}

impl<'a> Written<'a> {
    fn by(model: &DateTranslator, dates: &'a [Date], form: usize) -> Self {
        let texts: Vec<String> = dates.iter().map(|date| write_date(*date, form)).collect();
        let iso = model.translate(&texts);
        Written { dates, texts, iso }
    }

    /// The fraction of the dates of which every letter is right.
    fn accuracy(&self) -> f64 {
        1.0 - self.mistakes().len() as f64 / self.dates.len() as f64
    }

    fn mistakes(&self) -> Vec<String> {
        let all = self.dates.iter().zip(self.texts.iter().zip(&self.iso));
        let wrong = all.filter(|(date, (_, iso))| date.to_string() != **iso);
        wrong.map(|(date, (text, iso))| format!("{text}: {iso} instead of {date}")).collect()
    }
}
