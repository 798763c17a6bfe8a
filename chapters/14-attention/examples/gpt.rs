//! A GPT of characters: learns from a text what comes next, and writes on.
//!
//! ```text
//! cargo run --release -p ch14 --example gpt
//! cargo run --release -p ch14 --example gpt -- --text tang
//! cargo run --release -p ch14 --example gpt -- --steps 3000
//! cargo run --release -p ch14 --example gpt -- --model target/gradus/ch14/gpt/model.safetensors --prompt JULIET:
//! ```

use anyhow::{Context, Result, ensure};
use attention::{Decoding, Gpt, GptOptions, gpt2};
use ch13::text::{NGram, UNKNOWN, loss_chart, regular_lines, regular_lines_by_chance};
use ch14::{Corpus, Recipe, Text, bits, train, validation_loss, write};
use clap::Parser;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rayon::ThreadPoolBuilder;
use std::path::PathBuf;
use std::time::Instant;
use tensor::Device;
use training::cli::{BasicOptions, OutputDir, ResultsFile, parse_device, say};

/// Trains a GPT to predict the next character of a text, and lets it write
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// The text to learn
    #[arg(long, value_enum, default_value_t = Text::Shakespeare)]
    text: Text,
    /// Steps of training [default: 800; 600 for tang; 12 with --quick]
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    steps: Option<u64>,
    /// A model that this program has trained on the same text: it writes, nothing is trained and no file written
    #[arg(long, conflicts_with = "steps")]
    model: Option<PathBuf>,
    /// The highest learning rate [default: 0.006; 0.001 for tang]
    #[arg(long)]
    learning_rate: Option<f64>,
    /// The probability of dropout, in training [default: 0; 0.2 for tang]
    #[arg(long)]
    dropout: Option<f64>,
    /// What the model reads before it writes [default: ROMEO: and a line break; two line breaks for tang]
    #[arg(long)]
    prompt: Option<String>,
    /// Threads; the result is the same with any number [default: all cores]
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// Where to train: cpu, cuda or cuda:N for an NVIDIA GPU, or auto
    #[arg(long, default_value = "cpu", value_parser = parse_device)]
    device: Device,
    /// A short text, few steps: to see that everything works, within seconds
    #[arg(long)]
    quick: bool,
}

/// Layers, and heads in each.
const LAYERS: usize = 4;
const HEADS: usize = 4;

/// How many characters the model looks back, and how many pieces of so many a step reads.
const CONTEXT: usize = 128;
const BATCH: usize = 16;

/// Every so many-th piece of the validation text is read after every tenth of the training; at the end all.
const GLANCE: usize = 8;

/// The longest n-grams to compare with.
const MAX_N: usize = 5;

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let dropout = arguments.dropout.unwrap_or(0.0);
    ensure!((0.0..1.0).contains(&dropout), "--dropout must be at least 0 and below 1");
    let rate = arguments.learning_rate.unwrap_or(1e-3);
    ensure!(rate > 0.0 && rate.is_finite(), "--learning-rate must be above 0 and finite");
    ensure!(arguments.prompt.as_deref() != Some(""), "--prompt must have at least one character");
    let threads = arguments.threads.map_or(0, usize::from);
    let pool = ThreadPoolBuilder::new().num_threads(threads).build();
    pool.context("the threads cannot be started: try --threads 1")?.install(|| run(&arguments))
}

fn run(arguments: &Arguments) -> Result<()> {
    let is_tang = arguments.text == Text::Tang;
    let program = if is_tang { "ch14/gpt-tang" } else { "ch14/gpt" };
    let mut results = OutputDir::new(arguments.common.out.as_deref(), program)?;
    let mut numbers = ResultsFile::default();
    let corpus = Corpus::new(arguments.text, arguments.quick);
    let Corpus { vocabulary, .. } = &corpus;
    say(format_args!(
        "{}: {} characters to learn from, {} to judge by; {} in the vocabulary",
        corpus.name,
        nn::group_thousands(corpus.train.len()),
        nn::group_thousands(corpus.validation.len()),
        nn::group_thousands(vocabulary.len())
    ));
    let prompt = if is_tang { "\n\n" } else { "ROMEO:\n" };
    let prompt = arguments.prompt.as_deref().unwrap_or(prompt);
    let is_unknown = |c: &char| vocabulary.encode(c.encode_utf8(&mut [0; 4])) == [UNKNOWN];
    let unknown: String = prompt.chars().filter(is_unknown).collect();
    // Of the poems some characters are unknown in training too, of the plays none.
    ensure!(
        is_tang || unknown.is_empty(),
        "--prompt must have characters of the text only, but it has {unknown:?}"
    );
    // The poems are few: a slower start, and dropout.
    let usual = if is_tang { (600, 0.2, 1e-3) } else { (800, 0.0, 6e-3) };
    let is_saved = arguments.model.is_some();
    let usual_steps = if arguments.quick { 12 } else { usual.0 };
    let steps = if is_saved { 0 } else { arguments.steps.unwrap_or(usual_steps) };
    let dropout = arguments.dropout.unwrap_or(usual.1);
    let learning_rate = arguments.learning_rate.unwrap_or(usual.2);

    // ANCHOR: model
    let vocab_size = vocabulary.len();
    let options =
        GptOptions { vocab_size, context: CONTEXT, dropout, ..GptOptions::new(128, LAYERS, HEADS) };
    let mut model = Gpt::<f32>::new(options, &mut ChaCha8Rng::seed_from_u64(arguments.common.seed));
    // ANCHOR_END: model
    if let Some(file) = &arguments.model {
        model = gpt2::load(file, HEADS)?;
        let GptOptions { vocab_size: known, context, layers, .. } = model.options;
        ensure!(
            [known, context, layers] == [vocab_size, CONTEXT, LAYERS],
            "--model must be one that this program has trained on the same text: {} knows {known} \
             characters, looks back {context} and has {layers} layers",
            file.display()
        );
    }
    let parameters = nn::parameter_count(&model);
    say(format_args!(
        "{LAYERS} layers of 128 features: {} parameters\n",
        nn::group_thousands(parameters)
    ));
    nn::to_device(&mut model, &arguments.device);

    say(" step   training loss   validation loss   bits of a character");
    let glance = if is_tang { 1 } else { GLANCE };
    let mut curve = vec![(0.0, validation_loss(&model, &corpus.validation, glance))];
    say(format_args!("    0   {:>13}   {:>15.3}   {:>19.3}", "", curve[0].1, bits(curve[0].1)));
    let seed = arguments.common.seed;
    let recipe = Recipe { steps, batch: BATCH, learning_rate, warmup: steps / 20, seed };
    let (mut recent, mut training, start) = (Vec::new(), Vec::new(), Instant::now());
    train(&mut model, &corpus, &recipe, |model, step, loss| {
        recent.push(loss);
        if step % (steps / 10).max(1) == 0 || step == steps {
            let mean = recent.iter().sum::<f64>() / recent.len() as f64;
            let loss = validation_loss(model, &corpus.validation, glance);
            say(format_args!("{step:>5}   {mean:>13.3}   {loss:>15.3}   {:>19.3}", bits(loss)));
            training.push((step as f64 - recent.len() as f64 / 2.0, mean));
            curve.push((step as f64, loss));
            recent.clear();
        }
    });
    let seconds = start.elapsed().as_secs_f64();
    nn::to_device(&mut model, &Device::Cpu);
    let loss = validation_loss(&model, &corpus.validation, 1);

    // What only counts, as in chapter 13.
    let counts = NGram::new(&corpus.train, MAX_N, vocab_size);
    let ngrams = (1..=MAX_N).map(|n| (n, counts.loss(&corpus.validation, n)));
    let (n, ngram) = ngrams.min_by(|a, b| a.1.total_cmp(&b.1)).expect("there are n-grams");
    say("\non the whole validation text   loss    bits   perplexity");
    for (name, loss) in [(format!("the best n-gram, {n}"), ngram), ("GPT".into(), loss)] {
        let (bits, perplexity) = (bits(loss), loss.exp());
        say(format_args!("{name:<28} {loss:>7.3} {bits:>7.3} {perplexity:>12.2}"));
    }
    numbers.add("ngram_loss", ngram);
    numbers.add("ngram_bits", bits(ngram));
    numbers.add("validation_loss", loss);
    numbers.add("validation_bits", bits(loss));
    numbers.add("validation_perplexity", loss.exp());
    numbers.add("seconds", format_args!("{seconds:.1}"));

    let count = match (is_tang, arguments.quick) {
        (_, true) => 40,
        (true, _) => 150,
        _ => 300,
    };
    // ANCHOR: ways
    let drawn = |temperature, top_k| Decoding::Sample { temperature, top_k, top_p: None };
    let ways = [
        ("the most probable", Decoding::Greedy),
        ("temperature 0.8", drawn(0.8, None)),
        ("temperature 0.8, top-k 10", drawn(0.8, Some(10))),
        ("temperature 1.2", drawn(1.2, None)),
    ];
    // Of the poems the most probable character is a line break, for ever.
    for (name, decoding) in ways.into_iter().skip(usize::from(is_tang)) {
        let written = write(&model, &vocabulary.encode(prompt), count, decoding, seed);
        say(format_args!("\n--- {name}:\n{}{}", prompt.trim_start(), vocabulary.decode(&written)));
    }
    // ANCHOR_END: ways
    if is_saved {
        return Ok(());
    }
    if is_tang {
        let learnt = vocabulary.decode(&corpus.train);
        let written = write(&model, &vocabulary.encode(prompt), 12 * count, drawn(0.8, None), seed);
        let own = regular_lines(&vocabulary.decode(&written));
        let [text, chance] = [regular_lines(&learnt), regular_lines_by_chance(&learnt)];
        say(format_args!("\nLines of five or seven characters: {own:.2} of those that it writes,"));
        say(format_args!("{text:.2} in the text; with ends at random it would be {chance:.2}"));
        numbers.add("regular_lines", own);
        numbers.add("regular_lines_of_the_text", text);
        numbers.add("regular_lines_by_chance", chance);
    }

    numbers.add("parameters", parameters);
    numbers.add("steps", steps);
    numbers.add("characters_read", steps as usize * BATCH * CONTEXT);
    numbers.add("seed", seed);
    results.write("results.toml", |path| numbers.save(path));
    results.write("model.safetensors", |path| gpt2::save(&model, path));
    let name = if is_tang { "tang-loss.svg" } else { "loss.svg" };
    let chart = loss_chart(&training, &curve, ngram);
    results.write(name, |path| chart.draw()?.save(path));
    results.finish()
}
