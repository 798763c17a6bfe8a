//! Fifty layers without normalization: paths past the layers, and branches that begin at zero.
//!
//! ```text
//! cargo run --release -p ch09 --example without_norms
//! ```

use anyhow::Result;
use autograd::{Gradients, Param, Tape, Var};
use ch09::{Activate, Normalization, Recipe, UNITS, deep_mlp, for_seeds, mean, spread};
use clap::{Parser, builder::RangedU64ValueParser};
use data::{Batch, Dataset};
use figures::{LineChart, Series};
use neurons::Identity;
use nn::{Dense, Forward, Initialization, Layer, Leaf, Module, Sequential, impl_module};
use rand::{Rng, SeedableRng, rngs::ChaCha8Rng};
use tensor::Tensor;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Trains networks of fifty layers, with and without normalization
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// Passes over the training data
    #[arg(long, default_value_t = 10, value_parser = RangedU64ValueParser::<usize>::new().range(1..))]
    epochs: usize,
    /// Runs of each network
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..))]
    seeds: u64,
}

const DEPTH: usize = 50;
const BLOCKS: usize = DEPTH / 2;

// ANCHOR: block
/// Two layers and a path past them: `y = x + scale·F(x)`. The scale, if any, is a parameter.
struct Block {
    branch: Sequential,
    scale: Option<Param>,
}
impl_module!(Block { branch, scale });

impl Forward for Block {
    fn forward<'t>(&self, x: Var<'t>) -> Var<'t> {
        let branch = self.branch.forward(x);
        match &self.scale {
            Some(scale) => x + branch * x.tape().param(scale),
            None => x + branch,
        }
    }
}
// ANCHOR_END: block

impl Layer for Block {
    fn name(&self) -> String {
        "Block".into()
    }
}

/// How the branches of a residual network begin.
#[derive(Clone, Copy, PartialEq)]
enum Start {
    /// Drawn as He says, nothing else.
    He,
    /// The same, with batch normalization in each layer.
    BatchNorm,
    /// Times a parameter that is zero at first: SkipInit, ReZero.
    Zero,
    /// The first weights divided by the root of the number of blocks, the second zero: Fixup's rule.
    Fixup,
}

// ANCHOR: branch
impl Start {
    fn block(self, rng: &mut impl Rng) -> Block {
        let he = (2.0 / UNITS as f64).sqrt();
        let [first, second] = match self {
            Start::Fixup => [he / (BLOCKS as f64).sqrt(), 0.0],
            _ => [he, he],
        };
        let norm =
            if self == Start::BatchNorm { Normalization::Batch } else { Normalization::Nothing };
        let mut branch = Sequential::default();
        for std in [first, second] {
            let weights = Initialization::Normal { std };
            branch.layers.extend(norm.layer());
            branch.layers.push(Box::new(Activate::Relu));
            branch
                .layers
                .push(Box::new(Dense::<f32>::with_init(UNITS, UNITS, Identity, weights, rng)));
        }
        let scale = (self == Start::Zero).then(|| Param::new(Tensor::zeros([1])));
        Block { branch, scale }
    }
}
// ANCHOR_END: branch

/// As `ch09::deep_mlp`, of blocks.
fn residual(start: Start, rng: &mut impl Rng) -> Sequential {
    let mut model =
        deep_mlp(0, Activate::Relu, Initialization::HeNormal, Normalization::Nothing, rng);
    for i in 0..BLOCKS {
        model.layers.insert(1 + i, Box::new(start.block(rng)));
    }
    model
}

fn main() -> Result<()> {
    let Arguments { common, epochs, seeds } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch09/without_norms")?;
    let mut numbers = ResultsFile::default();
    type Make = fn(&mut ChaCha8Rng) -> Sequential;
    let networks: [(&str, &str, Make); 6] = [
        ("plain", "plain", |rng| plain(Normalization::Nothing, rng)),
        ("plain, batch norm", "plain_batch_norm", |rng| plain(Normalization::Batch, rng)),
        ("residual", "residual", |rng| residual(Start::He, rng)),
        ("residual, batch norm", "residual_batch_norm", |rng| residual(Start::BatchNorm, rng)),
        ("residual, scale 0", "zero", |rng| residual(Start::Zero, rng)),
        ("residual, Fixup", "fixup", |rng| residual(Start::Fixup, rng)),
    ];
    let mut series = Vec::new();
    say(format_args!("{DEPTH} layers on digits, {epochs} epochs: test accuracy in per cent"));
    say("                        the first epoch         the last            first loss");
    for (name, key, make) in &networks {
        let mut curves = Vec::new();
        let mut first_loss = 0.0;
        for seed in 1..=seeds {
            let mut model = make(&mut ChaCha8Rng::seed_from_u64(seed));
            first_loss += loss(&model) / seeds as f64;
            curves.push(Recipe { rate: 0.01, batch: 32, epochs }.train(&mut model, seed));
        }
        let epoch = |i: usize| curves.iter().map(|curve| curve[i]).collect::<Vec<f64>>();
        let (first, last) = (epoch(0), epoch(epochs - 1));
        say(format_args!(
            "{name:<22}  {:<22}  {:<20}{first_loss:>8.1e}",
            spread(&first),
            spread(&last)
        ));
        numbers.add(&format!("{key}_first"), mean(&first));
        numbers.add(&format!("{key}_last"), mean(&last));
        let points = (0..epochs).map(|i| ((i + 1) as f64, 100.0 * mean(&epoch(i)))).collect();
        series.push(Series { label: (*name).into(), points, color: None });
    }
    say("");
    say("plain: mean square of the gradients of the first layer's weights over the last layer's");
    for (name, key, make) in &networks[..2] {
        let ratios =
            for_seeds(seeds, |seed| first_over_last(&make(&mut ChaCha8Rng::seed_from_u64(seed))));
        let ratio = ratios.iter().map(|ratio| ratio.ln()).sum::<f64>() / seeds as f64;
        say(format_args!("{name:<22}  {:.1e}", ratio.exp()));
        numbers.add(&format!("{key}_gradients"), ratio.exp());
    }
    // Five curves are enough: the residual network without anything comes to nothing.
    series.remove(2);
    let chart = LineChart {
        description: "The test accuracy over the epochs. The plain network without normalization \
                      learns nothing; with batch normalization slowly; the residual networks \
                      whose branches begin at zero are as fast as the one with batch normalization."
            .into(),
        x_label: "epoch".into(),
        y_label: "test accuracy, per cent".into(),
        log_y: false,
        series,
    };
    results.write("accuracy.svg", |path| chart.draw()?.save(path));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

fn plain(normalization: Normalization, rng: &mut ChaCha8Rng) -> Sequential {
    deep_mlp(DEPTH, Activate::Relu, Initialization::HeNormal, normalization, rng)
}

/// The loss on the first training images, in training mode.
fn loss(model: &Sequential) -> f64 {
    f64::from(gradients(model).loss())
}

/// The gradients of that loss.
fn gradients(model: &Sequential) -> Gradients<f32> {
    let indices: Vec<u32> = (0..256).collect();
    let Batch { inputs, targets } = data::digits().train.get_batch(&indices);
    Tape::new().gradients(|tape| model.forward(tape.constant(&inputs)).cross_entropy(&targets))
}

/// The mean square of the gradients of the first hidden layer's weights over that of the last one's.
fn first_over_last(model: &Sequential) -> f64 {
    let gradients = gradients(model);
    let mut squares = Vec::new();
    model.visit(&mut nn::Path::default(), &mut |_, leaf| {
        if let Leaf::Parameter(param) = leaf
            && param.value.shape().dims() == [UNITS, UNITS]
            && let Some(gradient) = gradients.get(param)
        {
            squares.push(numeric::dot(gradient.as_slice(), gradient.as_slice()));
        }
    });
    f64::from(squares[0] / squares[squares.len() - 1])
}
