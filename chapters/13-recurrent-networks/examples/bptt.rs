//! Backpropagation through time on paper: one neuron, three steps, every number.
//!
//! ```text
//! cargo run --release -p ch13 --example bptt
//! ```

use anyhow::{Result, ensure};
use autograd::Tape;
use clap::Parser;
use figures::{Arrow, Diagram, Figure, FigureError, Node};
use nn::Forward;
use numeric::central_difference;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rnn::{Nonlinearity, RecurrentOptions, Rnn, RnnCell};
use std::path::PathBuf;
use tensor::Tensor;
use training::cli::{OutputDir, ResultsFile, say};

/// Shows backpropagation through time number by number
#[derive(Parser)]
struct Arguments {
    /// The folder for results [default: target/gradus/ch13/bptt]
    #[arg(long)]
    out: Option<PathBuf>,
}

// ANCHOR: neuron
/// The inputs of three steps, and what the neuron should have said at each.
const X: [f64; 3] = [2.0, 0.0, 1.0];
const TARGET: [f64; 3] = [2.0, 2.0, 1.0];

/// A neuron that reads its own last output: h = relu(w·x + u·h_prev + b).
#[derive(Clone, Copy)]
struct Neuron {
    w: f64,
    u: f64,
    b: f64,
}

impl Neuron {
    /// Its outputs at the three steps. Before the first it has said nothing: 0.
    fn forward(self) -> [f64; 3] {
        let mut h = 0.0_f64;
        X.map(|x| {
            h = (self.w * x + self.u * h + self.b).max(0.0);
            h
        })
    }

    /// Half the squared errors of the three steps, added up.
    fn loss(self) -> f64 {
        self.forward().iter().zip(TARGET).map(|(h, t)| (h - t) * (h - t) / 2.0).sum()
    }
}
// ANCHOR_END: neuron

// ANCHOR: backward
/// The gradient with respect to w, u and b, and δ of each step: from the last step to the first.
fn backward(neuron: Neuron, h: [f64; 3]) -> (Neuron, [f64; 3]) {
    let mut gradient = Neuron { w: 0.0, u: 0.0, b: 0.0 };
    let mut delta = [0.0; 3];
    let mut from_later = 0.0;
    for t in (0..3).rev() {
        let dh = (h[t] - TARGET[t]) + from_later;
        delta[t] = if h[t] > 0.0 { dh } else { 0.0 };
        let h_prev = if t > 0 { h[t - 1] } else { 0.0 };
        gradient.w += delta[t] * X[t];
        gradient.u += delta[t] * h_prev;
        gradient.b += delta[t];
        from_later = neuron.u * delta[t];
    }
    (gradient, delta)
}
// ANCHOR_END: backward

/// The neuron with another value of one parameter.
type With = fn(Neuron, f64) -> Neuron;

fn main() -> Result<()> {
    let Arguments { out } = Arguments::parse();
    let mut results = OutputDir::new(out.as_deref(), "ch13/bptt")?;
    let mut numbers = ResultsFile::default();
    let neuron = Neuron { w: 1.0, u: 0.5, b: 0.0 };
    let h = neuron.forward();
    let (gradient, delta) = backward(neuron, h);

    say("step      x      h   target   error   from later      δ");
    for t in 0..3 {
        let from_later = if t < 2 { neuron.u * delta[t + 1] } else { 0.0 };
        let error = h[t] - TARGET[t];
        say(minus(&format!(
            "{:>4} {:>6} {:>6} {:>8} {error:>7} {from_later:>12} {:>6}",
            t + 1,
            X[t],
            h[t],
            TARGET[t],
            delta[t],
        )));
    }
    say("");

    // ANCHOR: check
    // Each parameter is moved a little up and down. And the layer of the crate, with these parameters,
    // has gradients of its own.
    let layer = layer_gradients(neuron);
    say("              by hand   numerical   crate rnn");
    let checks: [(&str, f64, With, f64); 3] = [
        ("w", gradient.w, |neuron, w| Neuron { w, ..neuron }, neuron.w),
        ("u", gradient.u, |neuron, u| Neuron { u, ..neuron }, neuron.u),
        ("b", gradient.b, |neuron, b| Neuron { b, ..neuron }, neuron.b),
    ];
    for ((name, by_hand, with, value), layer) in checks.into_iter().zip(layer) {
        let numerical = central_difference(|value| with(neuron, value).loss(), value, 1e-5);
        say(minus(&format!("gradient of {name}{by_hand:>8}{numerical:>12.6}{layer:>12}")));
        ensure!((numerical - by_hand).abs() < 1e-8, "{name}: {numerical} is not {by_hand}");
        ensure!(layer == by_hand, "{name}: the layer says {layer}, not {by_hand}");
    }
    // ANCHOR_END: check

    numbers.add("dw", gradient.w);
    numbers.add("du", gradient.u);
    numbers.add("db", gradient.b);
    numbers.add("loss", neuron.loss());
    results.write("results.toml", |path| numbers.save(path));
    results.write("unrolled.svg", |path| unrolled(h)?.save(path));
    results.write("back.svg", |path| back(neuron.u, h, delta)?.save(path));
    results.finish()
}

// ANCHOR: layer
/// The same gradients from the layer of crate `rnn`: of w, u and b.
fn layer_gradients(neuron: Neuron) -> [f64; 3] {
    let cell = RnnCell { nonlinearity: Nonlinearity::Relu };
    let options = RecurrentOptions { cell, ..RecurrentOptions::new(1, 1) };
    let mut rnn = Rnn::<f64>::with_options(options, &mut ChaCha8Rng::seed_from_u64(1));
    let params = &mut rnn.layers[0].forward;
    params.weight_ih.value.as_mut_slice()[0] = neuron.w;
    params.weight_hh.value.as_mut_slice()[0] = neuron.u;
    params.bias_ih.value.as_mut_slice()[0] = neuron.b;
    params.bias_hh.value.as_mut_slice()[0] = 0.0;

    let gradients = Tape::new().gradients(|tape| {
        let x = tape.constant(&Tensor::new([1, 3, 1], X.to_vec()));
        let error = rnn.forward(x) - &Tensor::new([1, 3, 1], TARGET.to_vec());
        (error * error).sum() * 0.5
    });
    let params = &rnn.layers[0].forward;
    [&params.weight_ih, &params.weight_hh, &params.bias_ih]
        .map(|param| gradients.get(param).map_or(f64::NAN, |gradient| gradient.as_slice()[0]))
}
// ANCHOR_END: layer

/// Numbers with a proper minus.
fn minus(text: &str) -> String {
    text.replace('-', "−")
}

/// The neuron with its loop, and beside it the loop unrolled over three steps.
fn unrolled(h: [f64; 3]) -> Result<Figure, FigureError> {
    let arrow = |from, to, label: &str| Arrow { from, to, label: label.into(), ..Arrow::default() };
    let mut nodes = vec![
        Node::text((100, 232), "x"),
        Node::circle((100, 150), "h"),
        Node::text((160, 60), "one step"),
        Node::text((36, 60), "later"),
    ];
    let mut arrows = vec![arrow(0, 1, "w"), arrow(1, 2, ""), arrow(2, 3, ""), arrow(3, 1, "u")];
    nodes.push(Node::text((230, 150), "0"));
    let mut before = 4;
    for (t, step) in (1_u32..).zip(0..3) {
        let x = 200 + 120 * t;
        let first = nodes.len();
        nodes.push(Node::text((x, 232), &format!("x = {}", X[step])));
        nodes.push(Node::circle((x, 150), &h[step].to_string()));
        nodes.push(Node::text((x, 52), &format!("step {t}")));
        arrows.push(arrow(first, first + 1, "w"));
        arrows.push(arrow(before, first + 1, "u"));
        arrows.push(arrow(first + 1, first + 2, ""));
        before = first + 1;
    }
    Diagram {
        description: "On the left a neuron whose output comes back to it one step later. On the right \
                      the same neuron three times, once for each step; each passes its output, 2, 1 \
                      and 1.5, on to the next. The weights w and u are the same at every step."
            .into(),
        size: (600, 260),
        nodes,
        arrows,
    }
    .draw()
}

/// The gradient on its way back through the three steps.
fn back(u: f64, h: [f64; 3], delta: [f64; 3]) -> Result<Figure, FigureError> {
    let (mut nodes, mut arrows) = (Vec::new(), Vec::new());
    for step in 0..3 {
        let x = 75 + 170 * step as u32;
        nodes.push(Node::circle((x, 130), "δ"));
        let error = h[step] - TARGET[step];
        nodes.push(Node::text((x, 40), &minus(&format!("error {error}"))));
        nodes.push(Node::text((x, 176), &minus(&format!("= {}", delta[step]))));
        nodes.push(Node::text((x, 216), &format!("step {}", step + 1)));
        let [here, above] = [4 * step, 4 * step + 1];
        arrows.push(Arrow { from: above, to: here, ..Arrow::default() });
        if step > 0 {
            let label = minus(&(u * delta[step]).to_string());
            arrows.push(Arrow { from: here, to: here - 4, label, ..Arrow::default() });
        }
    }
    Diagram {
        description: "Three circles with δ = −0.375, −0.75 and 0.5. Into each an arrow leads from above, \
                      the error of its own step, and into the first two another one from the right, u \
                      times the δ of the step after it."
            .into(),
        size: (500, 240),
        nodes,
        arrows,
    }
    .draw()
}
