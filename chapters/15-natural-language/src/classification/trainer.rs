//! Training of a text classifier, with early stopping.

use autograd::Tape;
use data::LabelledText;
use optimizers::{Adam, Optimizer, clip_grad_norm};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use regularization::EarlyStopping;
use tensor::Device;
use text::{Vocabulary, length_batches};

use crate::classification::{Batch, Kind, TextClassifier, argmax, tokens};

/// Texts in a step of training.
const BATCH: usize = 32;
/// Texts that are classified at once.
const EVALUATION_BATCH: usize = 128;
/// Epochs without an improvement after which training stops.
const PATIENCE: usize = 4;

/// How a network is trained.
#[derive(Clone, Debug)]
pub struct TrainOptions {
    /// The most epochs.
    pub epochs: u64,
    /// Decides the first weights, the order, what dropout drops.
    pub seed: u64,
    /// How often a word must occur in the training texts to be known.
    pub min_count: usize,
    /// Where it is trained.
    pub device: Device,
}

/// A trained classifier.
pub struct Trained {
    /// Which encoder it has.
    pub kind: Kind,
    /// The words that it knows: those of its training texts alone.
    pub vocabulary: Vocabulary,
    /// The network.
    pub model: TextClassifier,
    /// The epochs it was trained for, and the one whose weights it has.
    pub epochs: (u64, u64),
    /// How long that took, in seconds.
    pub seconds: f64,
}

/// Trains a network on `train`, until its loss on `validation` has not fallen for four epochs; it
/// then has the weights of its best epoch.
pub fn train(
    kind: Kind,
    train: &[LabelledText],
    validation: &[LabelledText],
    classes: usize,
    options: &TrainOptions,
) -> Trained {
    let start = std::time::Instant::now();
    let TrainOptions { epochs, seed, min_count, ref device } = *options;
    let words = train.iter().flat_map(|sample| tokens(&sample.text));
    let vocabulary = Vocabulary::build(words, min_count, None);
    let model =
        TextClassifier::new(kind, vocabulary.len(), classes, &mut ChaCha8Rng::seed_from_u64(seed));
    let mut network = Trained { kind, vocabulary, model, epochs: (0, 0), seconds: 0.0 };
    nn::to_device(&mut network.model, device);
    let texts: Vec<Vec<usize>> = train.iter().map(|it| network.indices(&it.text)).collect();
    let lengths: Vec<usize> = texts.iter().map(Vec::len).collect();
    let (mut adam, mut tape) = (Adam::new(1e-3), Tape::new());
    tape.set_rng_state(seed, 0);
    let mut stopping = EarlyStopping { patience: PATIENCE, ..EarlyStopping::default() };
    // ANCHOR: train
    for epoch in 0..epochs {
        for indices in length_batches(&lengths, BATCH, seed, epoch).batches {
            let of_batch: Vec<&[usize]> = indices.iter().map(|i| &texts[*i as usize][..]).collect();
            let labels: Vec<usize> = indices.iter().map(|i| train[*i as usize].label).collect();
            let batch = Batch::new(&of_batch, device);
            let mut gradients =
                tape.gradients(|tape| network.model.forward(tape, &batch).cross_entropy(&labels));
            clip_grad_norm(&mut gradients, 1.0);
            adam.step(&mut network.model, &gradients);
        }
        let loss = network.loss(validation);
        stopping.update(loss, &network.model);
        network.epochs.0 = epoch + 1;
        if stopping.wait == 0 {
            network.epochs.1 = epoch + 1;
        }
        if stopping.should_stop() {
            break;
        }
    }
    stopping.restore(&mut network.model);
    // ANCHOR_END: train
    network.seconds = start.elapsed().as_secs_f64();
    network
}

impl Trained {
    /// The index of each token of a text.
    pub fn indices(&self, text: &str) -> Vec<usize> {
        self.vocabulary.encode(tokens(text))
    }

    /// The logits of each text, in their order.
    pub fn logits<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> Vec<Vec<f32>> {
        let texts: Vec<Vec<usize>> = texts.into_iter().map(|text| self.indices(text)).collect();
        // Texts of similar lengths together: what is beside a text does not change its logits.
        let mut order: Vec<usize> = (0..texts.len()).collect();
        order.sort_by_key(|i| texts[*i].len());
        let device = nn::device(&self.model);
        let mut logits = vec![Vec::new(); texts.len()];
        let mut tape = Tape::new();
        for chosen in order.chunks(EVALUATION_BATCH) {
            let of_batch: Vec<&[usize]> = chosen.iter().map(|i| &texts[*i][..]).collect();
            let batch = Batch::new(&of_batch, &device);
            let output = tape.no_grad(|tape| self.model.forward(tape, &batch)).to(&Device::Cpu);
            let rows = output.as_slice().chunks(output.len() / chosen.len());
            chosen.iter().zip(rows).for_each(|(i, row)| logits[*i] = row.to_vec());
        }
        logits
    }

    /// The probability of each class.
    pub fn probabilities(&self, text: &str) -> Vec<f64> {
        let logits = self.logits([text]).remove(0);
        let mut p: Vec<f64> = logits.into_iter().map(f64::from).collect();
        activations::softmax(&mut p);
        p
    }

    /// The most probable class of each text.
    pub fn predict<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> Vec<usize> {
        self.logits(texts).iter().map(|logits| argmax(logits)).collect()
    }

    /// The mean cross-entropy of these samples.
    fn loss(&self, samples: &[LabelledText]) -> f64 {
        let logits = self.logits(samples.iter().map(|sample| &sample.text[..]));
        let loss = |(logits, sample): (&Vec<f32>, &LabelledText)| {
            let max = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let sum: f32 = logits.iter().map(|z| (z - max).exp()).sum();
            f64::from(max + sum.ln() - logits[sample.label])
        };
        logits.iter().zip(samples).map(loss).sum::<f64>() / samples.len() as f64
    }
}
