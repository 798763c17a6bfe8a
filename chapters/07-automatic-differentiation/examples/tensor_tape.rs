//! The tape of tensors: the same bits as by hand, what it records, and what it keeps.
//!
//! ```text
//! cargo run --release -p ch07 --example tensor_tape
//! ```

use activations::Tanh;
use anyhow::Result;
use autograd::{Param, Recorded, Tape, Var};
use backprop::{DenseLayer, Network};
use clap::Parser;
use figures::{LineChart, Series};
use losses::MeanSquaredError;
use neurons::Identity;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rand_distr::{Distribution, StandardNormal};
use tensor::{Shape, Tensor};
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Compares the tape with hand-written gradients, prints it, and measures what it keeps
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch07/tensor_tape")?;
    let mut numbers = ResultsFile::default();
    let rng = &mut ChaCha8Rng::seed_from_u64(common.seed);
    hand_and_tape(rng, &mut numbers);
    used_twice();
    broadcast();
    control_flow();
    let chart = memory(rng, &mut numbers);
    results.write("kept.svg", |path| chart.draw()?.save(path));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

fn normal(shape: impl Into<Shape>, rng: &mut ChaCha8Rng) -> Tensor<f32> {
    Tensor::from_fn(shape, || StandardNormal.sample(rng))
}

// ANCHOR: hand_and_tape
/// Chapter 6's network and the tape, with the same parameters: the gradients, bit for bit.
fn hand_and_tape(rng: &mut ChaCha8Rng, numbers: &mut ResultsFile) {
    let (x, t) = (normal([32, 4], rng), normal([32, 2], rng));
    let [w1, w2] = [normal([4, 8], rng), normal([8, 2], rng)].map(Param::weight);
    let [b1, b2] = [normal([8], rng), normal([2], rng)].map(Param::new);

    let matrix = |t: &Tensor<f32>| t.as_matrix().into_owned();
    let bias = |b: &Param| b.value.as_slice().to_vec();
    let network = Network {
        layers: vec![
            Box::new(DenseLayer::new(matrix(&w1.value), bias(&b1), Tanh)),
            Box::new(DenseLayer::new(matrix(&w2.value), bias(&b2), Identity)),
        ],
    };
    let (_, by_hand) = network.loss_and_gradients(&matrix(&x), &MeanSquaredError, t.as_slice());

    let gradients = Tape::new().gradients(|tape| {
        let hidden = tape.constant(&x).affine(&w1, &b1, Tanh);
        let loss = hidden.affine(&w2, &b2, Identity).loss(&MeanSquaredError, t.as_slice());
        print(tape);
        loss
    });
    let pairs = by_hand.iter().zip([(&w1, &b1), (&w2, &b2)]);
    let elements = pairs.flat_map(|(hand, (w, b))| {
        let hand = hand.weight.as_slice().iter().chain(&hand.bias);
        let tape = [w, b].map(|param| gradients.get(param).expect("each has a part").as_slice());
        hand.zip(tape.concat()).collect::<Vec<_>>()
    });
    // ANCHOR_END: hand_and_tape
    let (same, all) = elements.fold((0, 0), |(same, all), (hand, tape)| {
        (same + usize::from(hand.to_bits() == tape.to_bits()), all + 1)
    });
    say(format_args!(
        "by hand and by the tape: {same} of {all} elements of the gradients have the same bits"
    ));
    say("");
    numbers.add("same_bits", same);
    numbers.add("elements", all);
}

// ANCHOR: print
/// What a tape has recorded.
fn print(tape: &Tape) {
    say("index  operation  shape       requires grad");
    for (i, value) in tape.recorded().iter().enumerate() {
        let requires_grad = if value.requires_grad { "yes" } else { "no" };
        let shape = format!("{:?}", value.shape);
        say(format_args!("{i:>5}  {:<9}  {shape:<10}  {requires_grad}", value.op));
    }
    say("");
}
// ANCHOR_END: print

/// A value that goes into two operations gets a gradient from each.
fn used_twice() {
    // ANCHOR: twice
    let x = Tensor::new([3], vec![1.0, -2.0, 3.0]);
    let gradient = |name: &str, loss: for<'t> fn(Var<'t>) -> Var<'t>| {
        let gradients = Tape::new().gradients(|tape| loss(tape.leaf(&x)));
        let gradient = gradients.leaf(0).map(|dx| format!("{:?}", dx.as_slice()));
        say(format_args!("{name:<38}{}", gradient.unwrap_or("none".into())));
    };
    say(format_args!("x                                     {:?}", x.as_slice()));
    gradient("gradient of sum(x ∘ x)", |x| (x * x).sum());
    gradient("with one of the two x as data", |x| (x * detach(x)).sum());
    gradient("with both", |x| (detach(x) * detach(x)).sum());
    // ANCHOR_END: twice
    say("");
}

// ANCHOR: detach
/// The same value as data: it is put on the tape once more, as a constant.
fn detach(x: Var<'_>) -> Var<'_> {
    x.tape().constant(&x.value())
}
// ANCHOR_END: detach

/// What was broadcast forward is summed backward.
fn broadcast() {
    // ANCHOR: broadcast
    let x = Tensor::new([2, 3], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    let weights = Tensor::new([2, 3], vec![1.0, 10.0, 100.0, 2.0, 20.0, 200.0]);
    let shapes = [Shape::from([2, 3]), Shape::from([3]), Shape::from([2, 1]), Shape::from([1])];
    for shape in shapes {
        let b = Tensor::zeros(shape);
        let gradients = Tape::<f32>::new().gradients(|tape| {
            let y = tape.constant(&x) + tape.leaf(&b);
            (y * &weights).sum()
        });
        let db = gradients.leaf(0).expect("b has a part");
        say(format_args!("b of shape {:<8} gradient {:?}", format!("{shape:?}"), db.as_slice()));
    }
    // ANCHOR_END: broadcast
    say("");
}

/// The tape records what was done, whatever decided it.
fn control_flow() {
    // ANCHOR: control_flow
    for start in [30.0, 3.0, -0.5] {
        let gradients = Tape::<f32>::new().gradients(|tape| {
            let mut y = tape.leaf(&Tensor::scalar(start));
            while y.value().item() > 0.0 && y.value().item() < 100.0 {
                y = y * 2.0;
            }
            y
        });
        let slope = gradients.leaf(0).expect("y depends on it").item();
        say(format_args!(
            "doubled while between 0 and 100: {start} → {}, slope {slope}",
            gradients.loss()
        ));
    }
    // ANCHOR_END: control_flow
    say("");
}

/// What a forward pass keeps, layer by layer: once with one operation a layer, once with three.
fn memory(rng: &mut ChaCha8Rng, numbers: &mut ResultsFile) -> LineChart {
    const WIDTHS: [usize; 7] = [784, 512, 512, 256, 256, 128, 10];
    const SAMPLES: usize = 256;
    let x = normal([SAMPLES, WIDTHS[0]], rng);
    let layers: Vec<(Param, Param)> = WIDTHS
        .windows(2)
        .map(|pair| {
            let w = normal([pair[0], pair[1]], rng).map(|w| w / (pair[0] as f32).sqrt());
            (Param::weight(w), Param::new(Tensor::zeros([pair[1]])))
        })
        .collect();
    // ANCHOR: kept
    type Layer = for<'t> fn(Var<'t>, &Param, &Param) -> Var<'t>;
    let [one, three]: [Layer; 2] =
        [|x, w, b| x.affine(w, b, Tanh), |x, w, b| (x.matmul(w) + b).tanh()];
    let kept = |layer: Layer| {
        let mut bytes = Vec::new();
        Tape::new().gradients(|tape| {
            let computed = |value: &Recorded| !["constant", "param"].contains(&value.op);
            layers
                .iter()
                .fold(tape.constant(&x), |x, (w, b)| {
                    let y = layer(x, w, b);
                    let values = tape.recorded().into_iter().filter(computed);
                    bytes.push(values.map(|value| value.shape.len() * size_of::<f32>()).sum());
                    y
                })
                .mean()
        });
        bytes
    };
    // ANCHOR_END: kept
    let [one, three]: [Vec<usize>; 2] = [one, three].map(kept);
    say(format_args!("bytes kept after each layer, {SAMPLES} samples"));
    say("layer  outputs    affine, one operation    three operations");
    for (i, outputs) in WIDTHS[1..].iter().enumerate() {
        say(format_args!("{:>5}{outputs:>9}{:>25}{:>20}", i + 1, one[i], three[i]));
    }
    numbers.add("kept_one", one[5]);
    numbers.add("kept_three", three[5]);
    let curve = |label: &str, bytes: &[usize]| Series {
        label: label.into(),
        points: (0..).zip(bytes).map(|(i, b)| (f64::from(i + 1), *b as f64 / 1e6)).collect(),
        color: None,
    };
    LineChart {
        description: "Megabytes kept after each of six layers. With three operations a layer the \
                      curve is three times as high as with one."
            .into(),
        x_label: "layer".into(),
        y_label: "megabytes kept so far".into(),
        log_y: false,
        series: vec![curve("x.affine(w, b, Tanh)", &one), curve("(x·w + b).tanh()", &three)],
    }
}
