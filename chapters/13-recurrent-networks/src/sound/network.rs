//! The network that tells sounds, and its training.

use super::{BANDS, Features};
use autograd::{Tape, Var};
use data::shuffle::{batches, permutation};
use losses::CrossEntropy;
use nn::{Dense, Forward, impl_module};
use optimizers::schedule::{CosineDecay, Schedule};
use optimizers::{Adam, Optimizer, clip_grad_norm};
use rand::Rng;
use rnn::{Gru, SequenceOptions};
use tensor::Tensor;

/// The mean and the standard deviation of each band over all training frames.
#[derive(Clone, Debug)]
pub struct Standardizer {
    mean: [f64; BANDS],
    std: [f64; BANDS],
}

impl Standardizer {
    /// Measures training sounds.
    pub fn fit<'a>(sounds: impl IntoIterator<Item = &'a Features>) -> Self {
        let frames: Vec<&[f32; BANDS]> = sounds.into_iter().flatten().collect();
        let mean_of = |f: &dyn Fn(&[f32; BANDS]) -> f64| {
            frames.iter().map(|frame| f(frame)).sum::<f64>() / frames.len() as f64
        };
        let mean: [f64; BANDS] = std::array::from_fn(|b| mean_of(&|frame| f64::from(frame[b])));
        let std = std::array::from_fn(|b| {
            mean_of(&|frame| (f64::from(frame[b]) - mean[b]).powi(2)).sqrt().max(1e-6)
        });
        Standardizer { mean, std }
    }

    /// The features with mean 0 and standard deviation 1 on the training sounds.
    ///
    /// ```
    /// use ch13::sound::Standardizer;
    ///
    /// let sound = vec![[1.0; 24], [5.0; 24]];
    /// assert_eq!(Standardizer::fit([&sound]).apply(&sound), [[-1.0; 24], [1.0; 24]]);
    /// ```
    pub fn apply(&self, sound: &Features) -> Features {
        let scale = |frame: &[f32; BANDS]| {
            std::array::from_fn(|b| ((f64::from(frame[b]) - self.mean[b]) / self.std[b]) as f32)
        };
        sound.iter().map(scale).collect()
    }
}

/// Sounds of different lengths side by side, filled up with zeros.
#[derive(Clone, Debug)]
pub struct SoundBatch {
    /// `[n, steps, BANDS]`.
    pub x: Tensor<f32>,
    /// The number of frames of each.
    pub lengths: Vec<usize>,
}

impl SoundBatch {
    /// A batch as long as its longest sound.
    ///
    /// ```
    /// use ch13::sound::SoundBatch;
    ///
    /// let batch = SoundBatch::new([&vec![[1.0; 24]; 2], &vec![[2.0; 24]; 5]]);
    /// assert_eq!((batch.x.shape().dims(), &batch.lengths[..]), (&[2, 5, 24][..], &[2, 5][..]));
    /// ```
    pub fn new<'a>(sounds: impl IntoIterator<Item = &'a Features>) -> Self {
        let sounds: Vec<&Features> = sounds.into_iter().collect();
        let lengths: Vec<usize> = sounds.iter().map(|sound| sound.len()).collect();
        let steps = lengths.iter().copied().max().unwrap_or(0);
        let mut x = Tensor::zeros([sounds.len(), steps, BANDS]);
        for (row, sound) in x.as_mut_slice().chunks_exact_mut(steps * BANDS).zip(sounds) {
            for (cell, value) in row.iter_mut().zip(sound.iter().flatten()) {
                *cell = *value;
            }
        }
        SoundBatch { x, lengths }
    }

    /// The mean frame of each sound, `[n, BANDS]`: what is left of it without the order of time.
    fn means(&self) -> Tensor<f32> {
        let [n, steps] = [self.lengths.len(), self.x.len() / self.lengths.len() / BANDS];
        let mut means = Tensor::zeros([n, BANDS]);
        let rows = means.as_mut_slice().chunks_exact_mut(BANDS);
        let sounds = self.x.as_slice().chunks_exact(steps * BANDS);
        for ((mean, sound), len) in rows.zip(sounds).zip(&self.lengths) {
            for frame in sound.chunks_exact(BANDS) {
                mean.iter_mut().zip(frame).for_each(|(mean, x)| *mean += x / *len as f32);
            }
        }
        means
    }
}

// ANCHOR: classifier
/// Two ways to tell what a sound says.
#[derive(Clone, Debug)]
pub struct Classifier {
    /// Reads the frames one after the other; without it, their mean is all that is known.
    gru: Option<Gru>,
    dense: Dense,
}
impl_module!(Classifier { gru, dense });

impl Classifier {
    /// A GRU over the frames, and a dense layer that reads its last state.
    pub fn recurrent(hidden_size: usize, classes: usize, rng: &mut impl Rng) -> Self {
        let gru = Gru::new(BANDS, hidden_size, rng);
        Classifier { gru: Some(gru), dense: Dense::linear(hidden_size, classes, rng) }
    }

    /// A dense layer over the mean of the frames: the baseline, which does not know their order.
    pub fn of_means(classes: usize, rng: &mut impl Rng) -> Self {
        Classifier { gru: None, dense: Dense::linear(BANDS, classes, rng) }
    }

    /// The logits, `[n, classes]`.
    pub fn forward<'t>(&self, tape: &'t Tape<f32>, batch: &SoundBatch) -> Var<'t, f32> {
        let features = match &self.gru {
            Some(gru) => {
                let options =
                    SequenceOptions { lengths: Some(&batch.lengths), ..Default::default() };
                gru.forward_with(tape.constant(&batch.x), options).last
            }
            None => tape.constant(&batch.means()),
        };
        self.dense.forward(features)
    }
}
// ANCHOR_END: classifier

/// A trained network, and the scale of its inputs.
#[derive(Clone, Debug)]
pub struct Trained {
    /// The network.
    pub model: Classifier,
    standardizer: Standardizer,
}

/// Trains a network by Adam on sounds and their classes, in batches of 32.
///
/// # Panics
/// If there are not as many classes as sounds.
pub fn train(
    mut model: Classifier,
    sounds: &[Features],
    classes: &[usize],
    epochs: u64,
    seed: u64,
) -> Trained {
    let (sound_count, class_count) = (sounds.len(), classes.len());
    assert!(sound_count == class_count, "{class_count} classes for {sound_count} sounds");
    let standardizer = Standardizer::fit(sounds);
    let sounds: Vec<Features> = sounds.iter().map(|sound| standardizer.apply(sound)).collect();
    let steps = epochs * sounds.len().div_ceil(32) as u64;
    let schedule = CosineDecay { initial: 5e-3, final_lr: 0.0, steps };
    let (mut adam, mut tape) = (Adam::default(), Tape::new());
    for epoch in 0..epochs {
        for indices in batches(&permutation(sounds.len(), seed, epoch), 32) {
            let batch = SoundBatch::new(indices.iter().map(|i| &sounds[*i as usize]));
            let targets: Vec<usize> = indices.iter().map(|i| classes[*i as usize]).collect();
            let mut gradients =
                tape.gradients(|tape| model.forward(tape, &batch).loss(&CrossEntropy, &targets));
            clip_grad_norm(&mut gradients, 1.0);
            adam.common.learning_rate = schedule.lr_at(adam.common.state.steps);
            adam.step(&mut model, &gradients);
        }
    }
    Trained { model, standardizer }
}

impl Trained {
    /// The class that the network predicts for each sound.
    pub fn predict(&self, sounds: &[Features]) -> Vec<usize> {
        let (mut tape, mut classes) = (Tape::new(), Vec::new());
        for part in sounds.chunks(64) {
            let part: Vec<Features> = part.iter().map(|one| self.standardizer.apply(one)).collect();
            let logits = tape.no_grad(|tape| self.model.forward(tape, &SoundBatch::new(&part)));
            let count = logits.len() / part.len();
            classes.extend(
                logits
                    .as_slice()
                    .chunks_exact(count)
                    .map(|row| (0..count).max_by(|a, b| row[*a].total_cmp(&row[*b])).unwrap_or(0)),
            );
        }
        classes
    }
}
