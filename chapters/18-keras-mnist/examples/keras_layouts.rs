//! One image in two layouts: what flattens to what, and what a convolution's kernel looks like.
//!
//! ```text
//! cargo run --release -p ch18 --example keras_layouts
//! ```

use anyhow::Result;
use clap::Parser;
use figures::{Arrow, Color, Diagram, MatrixFigure, Node, NumberCell, NumberGrid};
use keras_files::KerasModel;
use nn::{Dense, Flatten, sequential};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use std::path::PathBuf;
use training::cli::{OutputDir, say};

/// Shows the two layouts of an image
#[derive(Parser)]
struct Options {
    /// The folder for results [default: target/gradus/ch18/keras_layouts]
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Height, width and channels of the example's image.
const IMAGE: [usize; 3] = [2, 2, 3];

fn main() -> Result<()> {
    let options = Options::parse();
    let mut results = OutputDir::new(options.out.as_deref(), "ch18/keras_layouts")?;

    // ANCHOR: rows
    // A neuron with one weight for each element of the image, and its number as the weight.
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let mut neuron = Dense::<f32>::linear(IMAGE.iter().product(), 1, rng);
    let weights = neuron.weight.value.as_mut_slice();
    weights.iter_mut().zip(1u8..).for_each(|(weight, number)| *weight = number.into());
    let here = weights.to_vec();
    let keras = KerasModel::from_sequential(&sequential![Flatten, neuron], &IMAGE)?;
    let there = keras.layers[1].variables[0].as_slice();
    // ANCHOR_END: rows
    say(format_args!("here:  {}", row(&here)));
    say(format_args!("Keras: {}", row(there)));

    results.write("layouts.svg", |file| layouts(&here, there).draw()?.save(file));
    results.write("archive.svg", |file| archive().draw()?.save(file));
    results.finish()
}

fn row(values: &[f32]) -> String {
    values.iter().map(|value| format!("{value:3.0}")).collect()
}

/// The image of 2×2 pixels in red, green and blue, flattened in both ways.
fn layouts(here: &[f32], there: &[f32]) -> MatrixFigure {
    let channel = |number: f32| match number as usize {
        1..=4 => Color::Vermillion,
        5..=8 => Color::Green,
        _ => Color::Blue,
    };
    let grid = |caption: &str, values: &[f32]| NumberGrid {
        sign: String::new(),
        caption: caption.into(),
        width: 6,
        cells: values
            .iter()
            .map(|&value| NumberCell {
                text: format!("{value:.0}"),
                tint: Some(channel(value)),
                outside: false,
            })
            .collect(),
    };
    MatrixFigure {
        description: "Twelve numbers in two orders. Here: 1 to 12, the four red ones first, then the \
                      green and the blue ones. In Keras: 1, 5, 9, 2, 6, 10 and so on, red, green and \
                      blue of each pixel together."
            .into(),
        grids: vec![grid("here: channels first", here), grid("Keras: channels last", there)],
        below: vec![],
    }
}

/// What is in a `.keras` file.
fn archive() -> Diagram {
    let nodes = vec![
        Node::text((60, 24), "model.keras"),
        Node::text((200, 24), "metadata.json"),
        Node::text((200, 74), "config.json"),
        Node::text((200, 124), "model.weights.h5"),
        Node::text((350, 74), "layers, settings"),
        Node::text((350, 124), "layers"),
        Node::text((220, 184), "dense/vars"),
        Node::text((360, 184), "dense_1/vars"),
        Node::text((130, 240), "0: kernel"),
        Node::text((270, 240), "1: bias"),
    ];
    let joined = [(0, 1), (0, 2), (0, 3), (2, 4), (3, 5), (5, 6), (5, 7), (6, 8), (6, 9)];
    let arrows = joined.map(|(from, to)| Arrow { from, to, ..Arrow::default() });
    Diagram {
        description: "A tree. model.keras holds metadata.json, config.json and model.weights.h5. \
                      config.json holds the layers and their settings. model.weights.h5 holds the \
                      group layers, with a group for each layer, in it vars with arrays 0 and 1."
            .into(),
        size: (420, 260),
        nodes,
        arrows: arrows.into(),
    }
}
