//! How much of the image a neuron sees: computed by a recursion, and measured by gradients.
//!
//! ```text
//! cargo run --release -p ch12 --example receptive
//! ```

use anyhow::Result;
use autograd::Tape;
use clap::Parser;
use cnn::lenet5;
use figures::{CaptionedImage, WeightImages};
use nn::{Sequential, group_thousands};
use rand::{Rng, SeedableRng, rngs::ChaCha8Rng};
use tensor::Tensor;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Shows how large the receptive fields of LeNet-5's layers are
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

/// LeNet-5's first layers: the name, kernel and stride of each.
const LAYERS: [(&str, usize, usize); 4] = [
    ("convolution 5×5", 5, 1),
    ("pooling 2×2", 2, 2),
    ("convolution 5×5", 5, 1),
    ("pooling 2×2", 2, 2),
];

/// How many images of noise each gradient is averaged over.
const IMAGES: usize = 500;

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch12/receptive")?;
    let mut numbers = ResultsFile::default();
    let rng = &mut ChaCha8Rng::seed_from_u64(common.seed);
    let model = lenet5::<f32>(rng);
    let noise = (0..IMAGES * 28 * 28).map(|_| rng.next_u32() as f32 / u32::MAX as f32);
    let noise = Tensor::new([IMAGES, 28, 28], noise.collect());

    // ANCHOR: recursion
    // A layer widens what a neuron sees by its kernel's reach, in steps as wide as all strides
    // before it have made them.
    say("layer             step   sees     measured");
    let (mut sees, mut step) = (1, 1);
    let mut images = Vec::new();
    for (layer, (name, kernel, stride)) in LAYERS.into_iter().enumerate() {
        sees += (kernel - 1) * step;
        step *= stride;
        let field = measured(&model, layer, &noise);
        let (height, width) = extent(&field);
        say(format_args!("{name:<16}  {step:>4}   {sees:>2}×{sees:<2}    {height}×{width}"));
        // ANCHOR_END: recursion
        numbers.add(&format!("sees_{}", layer + 1), sees);
        numbers.add(&format!("height_{}", layer + 1), height);
        numbers.add(&format!("width_{}", layer + 1), width);
        let max = field.iter().fold(f32::MIN_POSITIVE, |max, pixel| max.max(*pixel));
        images.push(CaptionedImage {
            pixels: field.iter().map(|pixel| pixel / max).collect(),
            width: 28,
            height: 28,
            caption: format!("after {}: {sees}×{sees}", ["C1", "S2", "C3", "S4"][layer]),
        });
    }

    // ANCHOR: weights
    // What it saves. A convolution, against a dense layer with as many outputs.
    say("");
    for (name, [channels, side], [filters, kernel]) in
        [("MNIST", [1, 28], [6, 5]), ("a photograph", [3, 224], [64, 3])]
    {
        let outputs = filters * side * side;
        let convolution = filters * (channels * kernel * kernel + 1);
        let dense = outputs * (channels * side * side + 1);
        say(format_args!(
            "{name}, {channels}×{side}×{side} to {filters}×{side}×{side}: {} weights and biases, dense {}",
            group_thousands(convolution),
            group_thousands(dense)
        ));
        let key = name.trim_start_matches("a ").to_lowercase();
        numbers.add(&format!("{key}_convolution"), convolution);
        numbers.add(&format!("{key}_dense"), dense);
    }
    // ANCHOR_END: weights

    numbers.add("images", IMAGES);
    numbers.add("seed", common.seed);
    let figure = WeightImages {
        description: "How much each pixel of the image moves one neuron in the middle of a layer, \
                      for four layers. The squares grow from five pixels to sixteen; in the deeper \
                      layers the middle counts most and the rim hardly at all."
            .into(),
        columns: 4,
        images,
    };
    results.write("results.toml", |path| numbers.save(path));
    results.write("receptive.svg", |path| figure.draw()?.save(path));
    results.finish()
}

// ANCHOR: measured
/// The receptive field of the neurons in the middle of a layer: the mean magnitude of their
/// gradient with respect to each pixel, over many images.
fn measured(model: &Sequential, layer: usize, images: &Tensor) -> Vec<f32> {
    let gradients = Tape::new().eval_gradients(|tape| {
        let layers = model.layers[..=layer].iter();
        let maps = layers.fold(tape.leaf(images), |x, layer| layer.forward(x));
        let [n, filters, height, width] = maps.dims();
        // All but the neurons in the middle are multiplied by zero.
        let mut middle = Tensor::zeros([n, filters, height, width]);
        for map in middle.as_mut_slice().chunks_exact_mut(height * width) {
            map[height / 2 * width + width / 2] = 1.0;
        }
        (maps * tape.constant(&middle)).sum()
    });
    let gradient = gradients.leaf(0).expect("the images are a leaf");
    let mut field = vec![0.0; 28 * 28];
    for image in gradient.as_slice().chunks_exact(28 * 28) {
        for (pixel, slope) in field.iter_mut().zip(image) {
            *pixel += slope.abs() / IMAGES as f32;
        }
    }
    field
}
// ANCHOR_END: measured

/// The height and width of the part of an image that is not zero.
fn extent(field: &[f32]) -> (usize, usize) {
    let seen = |pixel: &usize| field[*pixel] != 0.0;
    let rows: Vec<usize> = (0..28 * 28).filter(seen).map(|pixel| pixel / 28).collect();
    let columns: Vec<usize> = (0..28 * 28).filter(seen).map(|pixel| pixel % 28).collect();
    let span = |indices: &[usize]| match (indices.iter().min(), indices.iter().max()) {
        (Some(min), Some(max)) => max - min + 1,
        _ => 0,
    };
    (span(&rows), span(&columns))
}
