//! Networks of every kind.

use crate::support::compare;
use activations::Relu;
use autograd::{Tape, Var};
use cnn::{Conv2d, MaxPool2d};
use gradus_tests::draw;
use losses::{ClassWeighted, CrossEntropy, IgnoreIndex};
use nn::{Dense, Embedding, Flatten, Forward, Sequential, impl_module, sequential};
use normalization::BatchNorm;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use regularization::Dropout;
use rnn::{LstmCell, Recurrent, SequenceOptions};
use tensor::{Device, Tensor};

const BATCH: usize = 8;

/// A batch that no other step has.
fn batch(step: usize, shape: &[usize], classes: usize) -> (Tensor, Vec<usize>) {
    let x = draw(&[&[&[BATCH], shape].concat()], step as u64).remove(0);
    (x, (0..BATCH).map(|i| (i * 7 + step) % classes).collect())
}

fn classify<'t>(step: usize, model: &Sequential, tape: &'t Tape, at: &Device) -> Var<'t> {
    let (x, classes) = batch(step, &[1, 8, 8], 10);
    model.forward(tape.constant(&x.to(at))).cross_entropy(&classes)
}

fn rng() -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(1)
}

#[test]
fn a_multilayer_perceptron_with_dropout() {
    let model = || {
        let rng = &mut rng();
        sequential![
            Flatten,
            Dropout::new(0.2),
            Dense::new(64, 16, Relu, rng),
            Dropout::new(0.5),
            Dense::linear(16, 10, rng),
        ]
    };
    let Some(replays) = compare(12, model, classify) else { return };
    assert_eq!(replays, 10, "all but the first two steps");
}

#[test]
fn a_small_lenet_with_batch_normalization() {
    let model = || {
        let rng = &mut rng();
        sequential![
            Conv2d::new(1, 3, 3, Relu, rng),
            BatchNorm::new(3),
            MaxPool2d::new(2),
            Dropout::new(0.1),
            Flatten,
            Dense::linear(27, 10, rng),
        ]
    };
    let Some(replays) = compare(12, model, classify) else { return };
    assert_eq!(replays, 10);
}

/// Weights and the classes that are ignored differ from batch to batch, and so does what the mean is divided by.
#[test]
fn a_loss_with_weights() {
    let loss = ClassWeighted { loss: CrossEntropy, weights: (1..=10).map(f64::from).collect() };
    let loss = IgnoreIndex { loss, index: 3 };
    let model = || sequential![Flatten, Dense::linear(64, 10, &mut rng())];
    let replays = compare(6, model, |step, model: &Sequential, tape, at| {
        let (x, classes) = batch(step, &[64], 10);
        model.forward(tape.constant(&x.to(at))).loss(&loss, &classes)
    });
    assert!(replays.is_none_or(|replays| replays == 4), "{replays:?}");
}

struct Reader {
    embedding: Embedding,
    recurrent: Recurrent<f32, LstmCell>,
    output: Dense,
}
impl_module!(Reader { embedding, recurrent, output });

impl Reader {
    fn new() -> Self {
        let rng = &mut rng();
        let embedding = Embedding::new(11, 6, rng);
        Reader {
            embedding,
            recurrent: Recurrent::new(6, 5, rng),
            output: Dense::linear(5, 11, rng),
        }
    }
}

fn tokens(step: usize) -> Vec<usize> {
    (0..12).map(|i| (i * i + 3 * step) % 11).collect()
}

#[test]
fn a_recurrent_network_that_reads_rows_of_a_table() {
    let replays = compare(6, Reader::new, |step, model, tape, _| {
        let table = tape.param(&model.embedding.weight);
        let options = SequenceOptions::default();
        let states = model.recurrent.forward_embedded(table, &tokens(step), 3, options).output;
        model.output.forward(states.reshape([12, 5])).cross_entropy(&tokens(step + 1))
    });
    assert!(replays.is_none_or(|replays| replays == 4), "{replays:?}");
}

/// How many rows of a table have a gradient differs from batch to batch.
#[test]
fn an_embedding() {
    let replays = compare(8, Reader::new, |step, model, tape, _| {
        let x = tape.param(&model.embedding.weight).index_select(&tokens(step));
        (x * x).mean()
    });
    assert!(replays.is_none_or(|replays| replays <= 6), "{replays:?}");
}
