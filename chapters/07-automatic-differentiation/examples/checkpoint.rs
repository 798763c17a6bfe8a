//! Checkpointing: memory against time, for segments of several lengths, and for several depths.
//!
//! ```text
//! cargo run --release -p ch07 --example checkpoint
//! ```

use activations::Tanh;
use anyhow::{Context, Result, ensure};
use autograd::{CheckpointScope, Gradients, Tape, Var};
use ch07::CountingAllocator;
use check::cpu_time;
use clap::Parser;
use data::median;
use figures::{LineChart, Series};
use nn::{Dense, Forward};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rayon::ThreadPoolBuilder;
use std::process::Command;
use tensor::Tensor;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Measures a training step of deep networks with and without checkpointing
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// Two lengths and two depths, each measured once: to see that everything works
    #[arg(long)]
    quick: bool,
    /// Measures one network only, of this many layers, and prints the numbers
    #[arg(long, hide = true, requires = "segment", value_parser = clap::value_parser!(u32).range(1..))]
    layers: Option<u32>,
    /// The layers of a segment; 0: nothing is checkpointed
    #[arg(long, hide = true)]
    segment: Option<usize>,
}

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator::new();

const WIDTH: usize = 64;
const SAMPLES: usize = 1024;

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let plan = Plan { seed: arguments.common.seed, quick: arguments.quick };
    if let (Some(layers), Some(segment)) = (arguments.layers, arguments.segment) {
        let Measured { peak, bits } = one_thread(|| measure(layers as usize, segment, plan.seed))?;
        println!("{peak} {bits}");
        return Ok(());
    }
    let mut results = OutputDir::new(arguments.common.out.as_deref(), "ch07/checkpoint")?;
    let mut numbers = ResultsFile::default();
    let memory = segments(plan, &mut numbers)?;
    results.write("segments.svg", |path| memory.draw()?.save(path));
    let depth = depths(plan, &mut numbers)?;
    results.write("depth.svg", |path| depth.draw()?.save(path));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

/// The same for every measurement.
#[derive(Clone, Copy)]
struct Plan {
    seed: u64,
    quick: bool,
}

// ANCHOR: loss
/// The loss of a network whose layers are checkpointed in segments.
fn loss<'t, 'env>(
    scope: CheckpointScope<'t, 'env>,
    network: &'env [Dense<f32, Tanh>],
    segment: usize,
    x: &Tensor<f32>,
) -> Var<'t> {
    let x = scope.tape().constant(x);
    let y = network
        .chunks(segment)
        .fold(x, |x, layers| scope.checkpoint([x], move |_, [x]| forward(layers, x)));
    y.powi(2).mean()
}

/// Layers one after the other.
fn forward<'t>(layers: &[Dense<f32, Tanh>], x: Var<'t>) -> Var<'t> {
    layers.iter().fold(x, |x, layer| layer.forward(x))
}
// ANCHOR_END: loss

/// One thread: a second one would need memory of its own, now and then, and on a busy machine it
/// would be waited for.
fn one_thread<R: Send>(f: impl FnOnce() -> R + Send) -> Result<R> {
    Ok(ThreadPoolBuilder::new().num_threads(1).build()?.install(f))
}

/// What one network needs for a step.
struct Measured {
    /// Bytes, besides parameters and their gradients.
    peak: usize,
    /// A sum of the gradients' bits: equal bits give equal sums.
    bits: u64,
}

/// One step, in segments of this length; 0: nothing is checkpointed.
fn step(
    tape: &mut Tape,
    network: &[Dense<f32, Tanh>],
    segment: usize,
    samples: usize,
) -> Gradients<f32> {
    let mut element = 0.0f32;
    let x = Tensor::from_fn([samples, WIDTH], || {
        element += 1.0;
        element.sin()
    });
    if segment == 0 {
        tape.gradients(|tape| forward(network, tape.constant(&x)).powi(2).mean())
    } else {
        tape.checkpointed_gradients(|scope| loss(scope, network, segment, &x))
    }
}

/// Measures one network's memory, in a process of its own: the crate `tensor` keeps freed memory for
/// the next step, so that a second measurement would find what the first has left.
fn measure(layers: usize, segment: usize, seed: u64) -> Measured {
    let network = network(layers, seed);
    let mut tape = Tape::new();
    // What a product works in is allocated once, in a step of one layer. What that step frees is held
    // here, so that the measured one finds none of it.
    drop(step(&mut tape, &network[..1], segment, SAMPLES));
    let _held: Vec<Tensor<f32>> = (0..8).map(|_| Tensor::zeros([SAMPLES, WIDTH])).collect();
    // And the memory of the parameters' gradients, in a step of a single sample.
    drop(step(&mut tape, &network, segment, 1));
    let mut gradients = None;
    let peak = ALLOCATOR.peak_of(|| gradients = Some(step(&mut tape, &network, segment, SAMPLES)));
    let bits = gradients.as_ref().map_or(0, |gradients| sum_of_bits(&network, gradients));
    Measured { peak, bits }
}

fn network(layers: usize, seed: u64) -> Vec<Dense<f32, Tanh>> {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    (0..layers).map(|_| Dense::new(WIDTH, WIDTH, Tanh, rng)).collect()
}

/// The processor time of a step for each length of a segment, divided by that of the first in the same
/// round, so that whatever else the machine does falls on both; of all rounds the median.
fn time_ratios(layers: usize, lengths: &[usize], plan: Plan) -> Vec<f64> {
    let network = network(layers, plan.seed);
    let mut tape = Tape::new();
    let mut ratios = vec![Vec::new(); lengths.len()];
    for _ in 0..if plan.quick { 41 } else { 101 } {
        let time = |length| cpu_time(|| step(&mut tape, &network, length, SAMPLES)).as_secs_f64();
        let seconds: Vec<f64> = lengths.iter().copied().map(time).collect();
        for (ratios, time) in ratios.iter_mut().zip(&seconds) {
            ratios.push(time / seconds[0]);
        }
    }
    ratios.iter_mut().map(|ratios| median(ratios)).collect()
}

fn sum_of_bits(network: &[Dense<f32, Tanh>], gradients: &Gradients<f32>) -> u64 {
    let params = network.iter().flat_map(|layer| [&layer.weight, &layer.bias]);
    let gradients = params.map(|param| gradients.get(param).expect("each has a part"));
    let elements = gradients.flat_map(|gradient| gradient.as_slice());
    elements.fold(0, |sum, x| sum.wrapping_mul(31).wrapping_add(x.to_bits().into()))
}

/// [`measure`] in another process.
fn measure_apart(layers: usize, segment: usize, plan: Plan) -> Result<Measured> {
    let mut command = Command::new(std::env::current_exe()?);
    let number = |n: usize| n.to_string();
    command.args(["--layers", &number(layers), "--segment", &number(segment)]);
    command.args(["--seed", &plan.seed.to_string()]);
    let ended = command.output()?;
    ensure!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    let printed = String::from_utf8(ended.stdout)?;
    let mut words = printed.split_whitespace();
    let mut next = || words.next().context("two numbers");
    Ok(Measured { peak: next()?.parse()?, bits: next()?.parse()? })
}

/// Fifty layers, with segments of several lengths.
fn segments(plan: Plan, numbers: &mut ResultsFile) -> Result<LineChart> {
    const LAYERS: usize = 50;
    let lengths: &[usize] = if plan.quick { &[0, 7] } else { &[0, 1, 2, 5, 7, 10, 25, 50] };
    let measured = lengths.iter().map(|length| measure_apart(LAYERS, *length, plan));
    let measured = measured.collect::<Result<Vec<Measured>>>()?;
    let times = one_thread(|| time_ratios(LAYERS, lengths, plan))?;
    let kept = &measured[0];
    say(format_args!(
        "{LAYERS} layers, {WIDTH} units each, {SAMPLES} samples: peak of memory, and processor time of a step"
    ));
    say("");
    say("layers a segment      peak, MB    fraction        time    same bits");
    for ((length, it), time) in lengths.iter().zip(&measured).zip(times) {
        let name = if *length == 0 { "none".into() } else { length.to_string() };
        let same = if it.bits == kept.bits { "yes" } else { "no" };
        say(format_args!(
            "{name:>16}{:>14.1}{:>12.2}{time:>6.2} times    {same}",
            it.peak as f64 / 1e6,
            it.peak as f64 / kept.peak as f64
        ));
        numbers.add(&format!("peak_{length}"), it.peak);
        numbers.add(&format!("time_{length}"), time);
        numbers.add(&format!("same_{length}"), u8::from(it.bits == kept.bits));
    }
    say("");
    // At 50 layers a segment the curve would meet the level line: there is one segment, of everything.
    let measured = lengths.iter().zip(&measured).filter(|(length, _)| (1..50).contains(*length));
    let measured = measured.map(|(length, it)| (*length as f64, it.peak as f64 / 1e6));
    let megabytes = (SAMPLES * WIDTH * size_of::<f32>()) as f64 / 1e6;
    let outputs = (4..=100).map(|k| f64::from(k) / 4.0);
    let outputs = outputs.map(|k| (k, (LAYERS as f64 / k + k) * megabytes));
    let level = |y: f64| vec![(1.0, y), (25.0, y)];
    let curve = |label: &str, points| Series { label: label.into(), points, color: None };
    Ok(LineChart {
        description: "Megabytes of a step over the length of a segment, 1 to 25 layers. The curve \
                      falls steeply, is lowest at 5 to 10 layers, at less than a third of what \
                      keeping everything needs, and rises again, a little above the line of the \
                      formula."
            .into(),
        x_label: "layers of a segment, k".into(),
        y_label: "peak of memory, megabytes".into(),
        log_y: false,
        series: vec![
            curve("measured", measured.collect()),
            curve("n/k + k outputs", outputs.collect()),
            curve("all kept", level(kept.peak as f64 / 1e6)),
        ],
    })
}

/// From 16 to 256 layers, in segments as long as there are segments.
fn depths(plan: Plan, numbers: &mut ResultsFile) -> Result<LineChart> {
    let [mut all, mut some] = [Vec::new(), Vec::new()];
    say("layers    all kept, MB    segments of √layers, MB");
    for root in (4..=if plan.quick { 6 } else { 16 }).step_by(2) {
        let layers = root * root;
        let [kept, checkpointed] = [0, root].map(|segment| measure_apart(layers, segment, plan));
        let [kept, checkpointed] = [kept?, checkpointed?].map(|it| it.peak as f64 / 1e6);
        say(format_args!("{layers:>6}{kept:>16.1}{checkpointed:>27.1}"));
        all.push((layers as f64, kept));
        some.push((layers as f64, checkpointed));
        numbers.add(&format!("kept_{layers}"), kept);
        numbers.add(&format!("checkpointed_{layers}"), checkpointed);
    }
    let curve = |label: &str, points| Series { label: label.into(), points, color: None };
    Ok(LineChart {
        description: "Megabytes of a step over the number of layers, 16 to 256. Where all values \
                      are kept it is a straight line; with segments of √n layers it bends down, \
                      and at 256 layers is a sixth or less of it."
            .into(),
        x_label: "layers".into(),
        y_label: "peak of memory, megabytes".into(),
        log_y: false,
        series: vec![curve("all kept", all), curve("segments of √n", some)],
    })
}
