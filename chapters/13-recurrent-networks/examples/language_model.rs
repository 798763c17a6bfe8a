//! A language model over characters: learns from a text what comes next, and writes on.
//!
//! ```text
//! cargo run --release -p ch13 --example language_model
//! cargo run --release -p ch13 --example language_model -- --text tang
//! cargo run --release -p ch13 --example language_model -- --steps 300 --seeds 3
//! ```

use anyhow::{Context, Result, ensure};
use autograd::Tape;
use ch13::text::{
    CharModel, NGram, Streams, TEMPERATURES, TemperatureTable, Vocabulary, generate, loss_chart,
    regular_lines, regular_lines_by_chance,
};
use clap::{Parser, ValueEnum};
use data::TextSplit;
use optimizers::{Adam, Optimizer, clip_grad_norm};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rayon::ThreadPoolBuilder;
use rnn::{Cell, GruCell, LstmCell, RnnCell, State};
use tensor::{Device, Tensor, fresh_allocations};
use training::cli::{BasicOptions, OutputDir, ResultsFile, parse_device, say};

/// Trains a recurrent network to predict the next character of a text, and lets it write
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// The text to learn
    #[arg(long, value_enum, default_value_t = Text::Shakespeare)]
    text: Text,
    /// The recurrent layer
    #[arg(long, value_enum, default_value_t = Kind::Lstm)]
    cell: Kind,
    /// The features of its state
    #[arg(long, default_value_t = 128)]
    hidden: usize,
    /// Steps of training [default: 3000; 600 for tang; 12 with --quick]
    #[arg(long)]
    steps: Option<usize>,
    /// The temperature at which it writes; 0 always takes the argmax
    #[arg(long, default_value_t = 0.8)]
    temperature: f64,
    /// Writes only characters among this many of the most probable [default: all]
    #[arg(long)]
    top_k: Option<usize>,
    /// How many networks, from as many seeds; the last of them writes
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    seeds: u64,
    /// Threads; the result is the same with any number [default: all cores]
    #[arg(long)]
    threads: Option<usize>,
    /// Where to train: cpu, cuda or cuda:N for an NVIDIA GPU, or auto
    #[arg(long, default_value = "cpu", value_parser = parse_device)]
    device: Device,
    /// A short text, few steps: to see that everything works, within seconds
    #[arg(long)]
    quick: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Text {
    /// Plays of Shakespeare, 1.1 million characters
    Shakespeare,
    /// Chinese poems, 24,000 characters
    Tang,
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    Lstm,
    Gru,
    Rnn,
}

/// How many characters of each stream a training step reads, and the features of a character's vector.
const CHUNK: usize = 64;
const FEATURES: usize = 64;

/// The n-grams to compare with.
const MAX_N: usize = 5;

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    ensure!(arguments.hidden > 0, "--hidden must be at least 1");
    ensure!(arguments.steps != Some(0), "--steps must be at least 1");
    ensure!(arguments.threads != Some(0), "--threads must be at least 1");
    ensure!(arguments.temperature >= 0.0, "--temperature must be at least 0");
    ensure!(arguments.top_k != Some(0), "--top-k must be at least 1");
    let pool = ThreadPoolBuilder::new().num_threads(arguments.threads.unwrap_or(0)).build();
    pool.context("the threads cannot be started: try --threads 1")?.install(|| {
        match arguments.cell {
            Kind::Lstm => run::<LstmCell>(&arguments),
            Kind::Gru => run::<GruCell>(&arguments),
            Kind::Rnn => run::<RnnCell>(&arguments),
        }
    })
}

/// A text as indices, and what is needed to train on it.
struct Corpus {
    vocabulary: Vocabulary,
    train: Vec<usize>,
    validation: Vec<usize>,
    /// What the model reads before it writes, and how many characters it then writes.
    prompt: &'static str,
    count: usize,
    /// What it reads for the table of probabilities.
    probe: &'static str,
    /// How many streams are read side by side.
    n: usize,
    steps: usize,
}

impl Corpus {
    fn new(arguments: &Arguments) -> Self {
        let is_tang = arguments.text == Text::Tang;
        let TextSplit { name, train, validation } =
            if is_tang { data::tang_poems::text() } else { data::tiny_shakespeare() };
        let cut = |text: String, quick| match arguments.quick {
            true => text.chars().take(quick).collect(),
            false => text,
        };
        let (train, validation) = (cut(train, 20_000), cut(validation, 2_000));
        // Of the 2,482 different characters a third occur once. They are unknown, as some of any other
        // poem will be.
        let vocabulary = Vocabulary::new(&train, if is_tang { 2 } else { 1 });
        let (train, validation) = (vocabulary.encode(&train), vocabulary.encode(&validation));
        say(format_args!(
            "{name}: {} characters to learn from, {} to judge by; {} in the vocabulary",
            train.len(),
            validation.len(),
            vocabulary.len()
        ));
        let (prompt, probe) =
            if is_tang { ("\n\n", "\n\n白日依") } else { ("ROMEO:\n", "My lord, I w") };
        let (count, n, steps) = if is_tang { (200, 16, 600) } else { (400, 32, 3_000) };
        let (count, steps) = if arguments.quick { (count / 10, 12) } else { (count, steps) };
        let steps = arguments.steps.unwrap_or(steps);
        Corpus { vocabulary, train, validation, prompt, count, probe, n, steps }
    }
}

fn run<C: Cell>(arguments: &Arguments) -> Result<()> {
    let program = match arguments.text {
        Text::Shakespeare => "ch13/language_model",
        Text::Tang => "ch13/language_model-tang",
    };
    let mut results = OutputDir::new(arguments.common.out.as_deref(), program)?;
    let mut numbers = ResultsFile::default();
    let corpus = Corpus::new(arguments);

    let mut losses = Vec::new();
    let mut last = None;
    for seed in (0..arguments.seeds).map(|more| arguments.common.seed.wrapping_add(more)) {
        let (model, curve) = train::<C>(&corpus, arguments, seed);
        losses.push(curve.validation.last().expect("there is a last step").1);
        last = Some((model, curve));
    }
    let (model, curve) = last.expect("there is at least one seed");
    let loss = losses.iter().sum::<f64>() / losses.len() as f64;

    // What only counts, beside what has learnt.
    let ngram = NGram::new(&corpus.train, MAX_N, corpus.vocabulary.len());
    let by_n: Vec<f64> = (1..=MAX_N).map(|n| ngram.loss(&corpus.validation, n)).collect();
    say("\nmodel     validation loss   perplexity");
    for (n, loss) in (1..).zip(&by_n) {
        say(format_args!("{n}-gram    {loss:>15.3}   {:>10.2}", loss.exp()));
        numbers.add(&format!("perplexity_{n}"), loss.exp());
    }
    say(format_args!("{:<8}  {loss:>15.3}   {:>10.2}", C::NAME, loss.exp()));

    let probe = corpus.probe;
    let mut tape = Tape::new();
    let logits = tape.no_grad(|tape| {
        let probe = corpus.vocabulary.encode(probe);
        model.forward(tape, &probe, 1, None).0.narrow(0, probe.len() - 1..probe.len())
    });
    let table = TemperatureTable::new(&corpus.vocabulary, logits.as_slice());
    say(format_args!("\nThe probabilities after {probe:?}, by temperature:\n"));
    table.lines.iter().for_each(say);
    for (temperature, perplexity) in TEMPERATURES.iter().zip(table.perplexities) {
        numbers.add(&format!("perplexity_at_{}", 100.0 * temperature), perplexity);
    }

    let write = |count| {
        let rng = &mut ChaCha8Rng::seed_from_u64(arguments.common.seed);
        let how = (arguments.temperature, arguments.top_k);
        let written = generate(&model, &corpus.vocabulary.encode(corpus.prompt), count, how, rng);
        corpus.vocabulary.decode(&written)
    };
    say(format_args!("\nWritten at temperature {}:\n", arguments.temperature));
    say(format_args!("{}{}", corpus.prompt.trim_start(), write(corpus.count)));
    if arguments.text == Text::Tang {
        let learnt = corpus.vocabulary.decode(&corpus.train);
        let [own, text] = [&write(10 * corpus.count), &learnt].map(|text| regular_lines(text));
        let chance = regular_lines_by_chance(&learnt);
        say(format_args!("\nLines of five or seven characters: {own:.2} of those that it writes,"));
        say(format_args!("{text:.2} in the text; with ends at random it would be {chance:.2}"));
        numbers.add("regular_lines", own);
        numbers.add("regular_lines_of_the_text", text);
        numbers.add("regular_lines_by_chance", chance);
    }

    numbers.add("validation_loss", loss);
    numbers.add("validation_perplexity", loss.exp());
    numbers.add("parameters", nn::parameter_count(&model));
    numbers.add("grams", ngram.len());
    numbers.add("vocabulary", corpus.vocabulary.len());
    numbers.add("fresh_buffers", curve.fresh_buffers);
    numbers.add("steps", corpus.steps);
    numbers.add("seeds", arguments.seeds);
    numbers.add("seed", arguments.common.seed);
    results.write("results.toml", |path| numbers.save(path));
    let name = if arguments.text == Text::Tang { "tang-loss.svg" } else { "text-loss.svg" };
    let best = by_n.iter().copied().fold(f64::INFINITY, f64::min);
    let chart = loss_chart(&curve.train, &curve.validation, best);
    results.write(name, |path| chart.draw()?.save(path));
    results.finish()
}

/// How training went: losses by step, and how many tensor buffers were made after its second step.
#[derive(Default)]
struct Curve {
    train: Vec<(f64, f64)>,
    validation: Vec<(f64, f64)>,
    fresh_buffers: usize,
}

/// A trained model; what is printed says how it goes.
fn train<C: Cell>(corpus: &Corpus, arguments: &Arguments, seed: u64) -> (CharModel<f32, C>, Curve) {
    let Arguments { hidden, ref device, .. } = *arguments;
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let mut model = CharModel::<f32, C>::new(corpus.vocabulary.len(), FEATURES, hidden, rng);
    nn::to_device(&mut model, device);
    let parameters = nn::group_thousands(nn::parameter_count(&model));
    say(format_args!("\n{} ({hidden}), seed {seed}: {parameters} parameters", C::NAME));
    say(" step   training loss   validation loss   perplexity");

    let (mut adam, mut tape, mut curve) = (Adam::new(2e-3), Tape::new(), Curve::default());
    let first = validation_loss(&model, corpus, &mut tape);
    say(format_args!("    0   {:>13}   {first:>15.3}   {:>10.2}", "", first.exp()));
    let (mut recent, mut buffers) = (Vec::new(), 0);
    // ANCHOR: training
    let streams = Streams::new(&corpus.train, corpus.n);
    let (mut start, mut carried) = (0, None);
    for step in 1..=corpus.steps {
        let chunk = streams.chunk(start, CHUNK);
        let mut state = None;
        let mut gradients = tape.gradients(|tape| {
            let initial = carried.as_ref().map(|state: &State<Tensor<f32>>| state.on(tape));
            let (logits, last) = model.forward(tape, &chunk.inputs, streams.n, initial);
            state = Some(last.detach());
            logits.cross_entropy(&chunk.targets)
        });
        clip_grad_norm(&mut gradients, 1.0);
        adam.step(&mut model, &gradients);
        (start, carried) = (start + CHUNK, state);
        // The next chunk must be whole. At the end of the text all begin anew.
        if start + CHUNK > streams.len {
            (start, carried) = (0, None);
        }
        // ANCHOR_END: training
        recent.push(f64::from(gradients.loss()));
        drop(gradients);
        if step == 2 {
            buffers = fresh_allocations::<f32>();
        }
        if step % (corpus.steps / 10).max(1) == 0 || step == corpus.steps {
            let train = recent.iter().sum::<f64>() / recent.len() as f64;
            let loss = validation_loss(&model, corpus, &mut tape);
            say(format_args!("{step:>5}   {train:>13.3}   {loss:>15.3}   {:>10.2}", loss.exp()));
            curve.train.push((step as f64 - recent.len() as f64 / 2.0, train));
            curve.validation.push((step as f64, loss));
            recent.clear();
        }
    }
    curve.fresh_buffers = fresh_allocations::<f32>() - buffers;
    nn::to_device(&mut model, &Device::Cpu);
    (model, curve)
}

/// The mean cross-entropy over the validation text, with the state carried from chunk to chunk.
fn validation_loss<C: Cell>(
    model: &CharModel<f32, C>,
    corpus: &Corpus,
    tape: &mut Tape<f32>,
) -> f64 {
    let streams = Streams::new(&corpus.validation, corpus.n);
    let (mut carried, mut sum) = (None, 0.0);
    for start in (0..streams.len).step_by(CHUNK) {
        let chunk = streams.chunk(start, CHUNK);
        let mut state = None;
        let loss = tape.no_grad(|tape| {
            let initial = carried.as_ref().map(|state: &State<Tensor<f32>>| state.on(tape));
            let (logits, last) = model.forward(tape, &chunk.inputs, streams.n, initial);
            state = Some(last.detach());
            logits.cross_entropy(&chunk.targets)
        });
        carried = state;
        sum += f64::from(loss.item()) * chunk.targets.len() as f64;
    }
    sum / (streams.n * streams.len) as f64
}
