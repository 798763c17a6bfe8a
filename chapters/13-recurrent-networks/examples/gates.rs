//! Inside an LSTM: a network learns to count, and its gates are watched letter by letter.
//!
//! The words are a few times `a`, then as often `b`, then a full stop; the network predicts the next
//! letter. Whoever wants to know when the full stop comes has to count.
//!
//! ```text
//! cargo run --release -p ch13 --example gates
//! ```

use anyhow::{Context, Result, ensure};
use autograd::Tape;
use ch13::counting::{Counter, LETTERS, LONGEST, NextLetter, UNITS, train_step, word};
use clap::Parser;
use figures::{
    Color, Figure, FigureError, LineChart, MatrixFigure, NumberCell, NumberGrid, Series,
};
use nn::Forward;
use optimizers::Adam;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rnn::CellParams;
use tensor::Tensor;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Trains a small LSTM to count, and shows its gates
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// How often the network sees all words
    #[arg(long, default_value_t = 512, value_parser = clap::value_parser!(u32).range(1..))]
    updates: u32,
}

fn main() -> Result<()> {
    let Arguments { common, updates } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch13/gates")?;
    let mut numbers = ResultsFile::default();

    // ANCHOR: train
    let mut model = Counter::new(&mut ChaCha8Rng::seed_from_u64(common.seed));
    let mut adam = Adam::new(0.02);
    let mut loss = f64::NAN;
    for update in 1..=updates {
        loss = train_step(&mut model, &mut adam);
        if update.is_power_of_two() || update == updates {
            let known = model.counts_up_to();
            say(format_args!("update {update:>5}   loss {loss:.4}   counts up to {known:>2}"));
        }
    }
    // ANCHOR_END: train

    let trace = trace(&model.lstm.layers[0].forward, &word(4));
    // The layer's own states, to compare: inputs are 1 at the index of their letter.
    let letters = &word(4)[..trace.len()];
    let mut x = Tensor::zeros([1, letters.len(), LETTERS.len()]);
    for (x, letter) in x.as_mut_slice().chunks_exact_mut(LETTERS.len()).zip(letters) {
        x[*letter] = 1.0;
    }
    let states = Tape::new().no_grad(|tape| model.lstm.forward(tape.constant(&x)));
    let by_hand = trace.iter().flat_map(|step| step.h);
    let apart = by_hand.zip(states.as_slice()).fold(0.0_f64, |max, (a, b)| max.max((a - b).abs()));
    ensure!(apart < 1e-6, "the steps by hand and the layer differ by {apart}");

    // The unit whose cell state moves most is the one that counts.
    let unit = (0..UNITS)
        .max_by(|a, b| reach(&trace, *a).total_cmp(&reach(&trace, *b)))
        .context("there is a unit")?;
    say("");
    say(format_args!("unit {} of {UNITS}, letter by letter:", unit + 1));
    say("letter      i      f      g      o       c");
    for (letter, step) in word(4).iter().zip(&trace) {
        let [i, f, g, o] = step.gates.map(|gate| gate[unit]);
        let line = format!(
            "{:<6} {i:>6.2} {f:>6.2} {g:>6.2} {o:>6.2} {:>7.2}",
            LETTERS[*letter], step.c[unit]
        );
        say(line.replace("-0.00", " 0.00").replace('-', "−"));
    }

    numbers.add("loss", loss);
    numbers.add("counts_up_to", model.counts_up_to());
    numbers.add("longest", LONGEST);
    numbers.add("updates", updates);
    numbers.add("seed", common.seed);
    results.write("results.toml", |path| numbers.save(path));
    results.write("gates.svg", |path| gates_figure(&trace, unit)?.save(path));
    results.write("counter.svg", |path| counter(&model, unit)?.save(path));
    results.finish()
}

// ANCHOR: trace
/// One step of the LSTM, with all that a layer keeps to itself.
struct Step {
    /// i, f, g and o of each unit.
    gates: [[f64; UNITS]; 4],
    c: [f64; UNITS],
    h: [f64; UNITS],
}

/// The LSTM over a word, by hand from its weights: the layer only tells h.
fn trace(params: &CellParams<f64>, word: &[usize]) -> Vec<Step> {
    let [w, u, b, b_hh] = [&params.weight_ih, &params.weight_hh, &params.bias_ih, &params.bias_hh]
        .map(|param| param.value.as_slice());
    let (mut c, mut h) = ([0.0; UNITS], [0.0; UNITS]);
    let letters = &word[..word.len() - 1];
    let steps = letters.iter().map(|letter| {
        let mut gates = [[0.0; UNITS]; 4];
        for (gate, values) in gates.iter_mut().enumerate() {
            for (unit, value) in values.iter_mut().enumerate() {
                let column = gate * UNITS + unit;
                let recurrent: f64 = (0..UNITS).map(|k| h[k] * u[k * 4 * UNITS + column]).sum();
                let z = w[letter * 4 * UNITS + column] + recurrent + b[column] + b_hh[column];
                *value = if gate == 2 { z.tanh() } else { 1.0 / (1.0 + (-z).exp()) };
            }
        }
        let [i, f, g, o] = gates;
        for k in 0..UNITS {
            c[k] = f[k] * c[k] + i[k] * g[k];
            h[k] = o[k] * c[k].tanh();
        }
        Step { gates, c, h }
    });
    steps.collect()
}
// ANCHOR_END: trace

/// How far a unit's cell state goes, from its minimum to its maximum.
fn reach(trace: &[Step], unit: usize) -> f64 {
    let states = trace.iter().map(|step| step.c[unit]);
    states.clone().fold(f64::MIN, f64::max) - states.fold(f64::MAX, f64::min)
}

/// Letters, gates and cell state of one unit as a table.
fn gates_figure(trace: &[Step], unit: usize) -> Result<Figure, FigureError> {
    let cell = |text: String, tint, outside| NumberCell { text, tint, outside };
    let mut cells = vec![cell(String::new(), None, true)];
    let letters = word(4).into_iter().take(trace.len());
    cells.extend(letters.map(|letter| cell(LETTERS[letter].to_string(), None, true)));
    for (row, name) in ["i", "f", "g", "o", "c"].into_iter().enumerate() {
        cells.push(cell(name.into(), None, true));
        cells.extend(trace.iter().map(|step| {
            let value = if row < 4 { step.gates[row][unit] } else { step.c[unit] };
            let tint = if value < 0.0 { Color::Blue } else { Color::Vermillion };
            cell(short(value), (value.abs() > 0.25).then_some(tint), false)
        }));
    }
    let width = trace.len() + 1;
    MatrixFigure {
        description: "A table with a column for each letter of .aaaabbbb and a row for each gate of a \
                      unit and for its cell state, which moves one way with each a and back with each b."
            .into(),
        grids: vec![NumberGrid { width, cells, ..NumberGrid::default() }],
        below: Vec::new(),
    }
    .draw()
}

/// A number in the three characters for which a cell has room.
fn short(value: f64) -> String {
    let text = if value.abs() < 0.95 { format!("{value:.1}") } else { format!("{value:.0}") };
    text.replace("0.", ".").replace("-.0", "0").replace('-', "−")
}

/// The cell state of the unit that counts, over the letters of some words.
fn counter(model: &Counter<f64>, unit: usize) -> Result<Figure, FigureError> {
    let curve = |n: usize| {
        let steps = trace(&model.lstm.layers[0].forward, &word(n));
        let points = steps.iter().enumerate().map(|(t, step)| (t as f64, step.c[unit])).collect();
        Series { label: format!("n = {n}"), points, color: None }
    };
    LineChart {
        description:
            "The cell state of one unit over the letters of three words. In each it moves away \
                      from zero with every a, and back with every b."
                .into(),
        x_label: "letter".into(),
        y_label: "cell state".into(),
        log_y: false,
        series: [3, 6, 10].map(curve).to_vec(),
    }
    .draw()
}
