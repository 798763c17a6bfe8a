//! A layer: ten neurons, one for each digit, applied to a whole batch of images at once.
//!
//! ```text
//! cargo run --release -p ch02 --example layer
//! ```

use anyhow::Result;
use ch02::fraction;
use clap::Parser;
use data::LabelledImages;
use figures::{Arrow, CaptionedImage, Diagram, FigureError, Node, WeightImages};
use nalgebra::{DMatrix, DMatrixView};
use neurons::{Activation, Neuron, affine};
use numeric::Float;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Trains one neuron for each digit and applies all ten at once
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

// ANCHOR: activation
/// The sigmoid as a layer's activation. Chapter 3 has a whole crate of such functions; this is all
/// it takes to bring one's own.
#[derive(Clone, Copy)]
struct Probability;

impl Activation<f64> for Probability {
    const NAME: &'static str = "probability";

    fn apply(self, z: f64) -> f64 {
        z.fast_sigmoid()
    }
    fn derivative(self, _z: f64, y: f64) -> f64 {
        y * (1.0 - y)
    }
}
// ANCHOR_END: activation

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch02/layer")?;
    let data = data::digits();

    // ANCHOR: bytes
    // Two samples of three values lie in memory one after the other: a batch [sample, feature].
    let batch = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    // The same bytes, looked at as a matrix of three rows and two columns, stored by columns.
    let x = DMatrixView::from_slice(&batch, 3, 2);
    say("in memory: 1 2 3 4 5 6");
    for row in x.row_iter() {
        say(format_args!("           {}  {}", row[0], row[1]));
    }
    say(format_args!("the second sample is the second column: {:?}", x.column(1).as_slice()));
    say(format_args!("at the same address, nothing copied: {}", x.as_ptr() == batch.as_ptr()));
    // ANCHOR_END: bytes

    // ANCHOR: ten
    // Ten neurons, each taught on its own to tell its digit from the nine others.
    let (x, labels) = (inputs(&data.train), data.train.labels());
    let neurons: Vec<Neuron<f64>> = (0..10)
        .map(|digit| {
            let is_digit = |&label: &u8| if label == digit { 1.0 } else { 0.0 };
            let t: Vec<f64> = labels.iter().map(is_digit).collect();
            let mut neuron = Neuron::zeros(x.nrows());
            for _ in 0..300 {
                neuron.gradient_step(&neuron.cross_entropy_gradient(x.as_view(), &t), 0.5);
            }
            neuron
        })
        .collect();
    // ANCHOR_END: ten

    // ANCHOR: layer
    // Their weights are the rows of one matrix, their biases one vector: a layer. Its outputs for all
    // test images are one product of matrices.
    let w = DMatrix::from_fn(10, x.nrows(), |digit, pixel| neurons[digit].w[pixel]);
    let b: Vec<f64> = neurons.iter().map(|neuron| neuron.b).collect();
    let x = inputs(&data.test);
    let mut y = DMatrix::zeros(10, x.ncols());
    affine(w.as_view(), &b, x.as_view(), Probability, y.as_view_mut());
    say("");
    let (rows, columns) = y.shape();
    say(format_args!("W {}×{}, X {}×{}, Y {rows}×{columns}", 10, w.ncols(), x.nrows(), columns));
    // ANCHOR_END: layer

    // One neuron alone, applied to one image, has the same output.
    let alone = neurons[7].predict_proba(x.column(0).as_slice());
    let same = (alone - y[(7, 0)]).abs() < 1e-12;
    say(format_args!("neuron 7 alone has the same output for image 0: {same}"));

    // The prediction is the argmax: the digit whose neuron is surest.
    let predictions = y.column_iter().map(|y| y.imax());
    let labels = data.test.labels();
    let right =
        predictions.zip(labels).filter(|(class, label)| *class == usize::from(**label)).count();
    say(format_args!("right about {right} of {} test images", labels.len()));

    let mut numbers = ResultsFile::default();
    numbers.add("test_accuracy", fraction(right, labels.len()));
    numbers.add("right", right);
    numbers.add("test_images", labels.len());
    numbers.add("parameters", w.len() + b.len());
    numbers.add("data", data.fingerprint());
    results.write("results.toml", |path| numbers.save(path));
    results.write("ten-neurons.svg", |path| ten_neurons(&neurons, &data.test)?.save(path));
    results.write("layer.svg", |path| diagram()?.save(path));
    results.finish()
}

/// The images' pixels from 0 to 1: `pixels × samples`, in the order of their bytes.
fn inputs(images: &LabelledImages) -> DMatrix<f64> {
    let format = images.format();
    let unit = 1.0 / f64::from(format.max_value);
    let pixels = images.pixels().iter().map(|&pixel| f64::from(pixel) * unit);
    DMatrix::from_iterator(format.pixels(), images.len(), pixels)
}

fn ten_neurons(
    neurons: &[Neuron<f64>],
    images: &LabelledImages,
) -> Result<figures::Figure, FigureError> {
    let format = images.format();
    let image = |(digit, neuron): (usize, &Neuron<f64>)| CaptionedImage {
        pixels: neuron.w.iter().map(|w| *w as f32).collect(),
        width: format.width,
        height: format.height,
        caption: digit.to_string(),
    };
    WeightImages {
        description: "The weights of ten neurons as images. Orange, where ink speaks for the \
                      digit, often lies along its strokes; blue, where ink speaks against it, \
                      in the holes that other digits fill."
            .into(),
        columns: 5,
        images: neurons.iter().enumerate().map(image).collect(),
    }
    .draw()
}

/// A layer of three neurons that look at the same two inputs.
fn diagram() -> Result<figures::Figure, FigureError> {
    let inputs = (0..2).map(|i| Node::text((30, 80 + 80 * i), ["x₁", "x₂"][i as usize]));
    let neurons = (0..3).map(|j| Node::circle((270, 35 + 85 * j), ["z₁", "z₂", "z₃"][j as usize]));
    let outputs = (0..3).map(|j| Node::text((380, 35 + 85 * j), ["y₁", "y₂", "y₃"][j as usize]));
    let names = [["w₁₁", "w₁₂"], ["w₂₁", "w₂₂"], ["w₃₁", "w₃₂"]];
    let weights = (0..3).flat_map(|j| (0..2).map(move |i| (i, j))).map(|(i, j)| Arrow {
        from: i,
        to: 2 + j,
        label: names[j][i].into(),
        label_at: 0.72,
    });
    let out = (0..3).map(|j| Arrow { from: 2 + j, to: 5 + j, ..Arrow::default() });
    Diagram {
        description: "Two inputs, each with an arrow to each of three neurons; an arrow's weight \
                      has two indices, the neuron's and the input's. Each neuron has one output."
            .into(),
        size: (410, 240),
        nodes: inputs.chain(neurons).chain(outputs).collect(),
        arrows: weights.chain(out).collect(),
    }
    .draw()
}
