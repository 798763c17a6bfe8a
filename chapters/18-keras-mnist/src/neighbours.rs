//! The nearest neighbours: a classifier that learns nothing and keeps all.

use autograd::{Tape, Var};
use data::{Dataset, LabelledImages};
use tensor::Tensor;

/// How many test images are compared with all training images at once.
const CHUNK: usize = 250;

// ANCHOR: neighbours
/// A layer whose neurons are the training images `t`: the output `x·t − |t|²/2` is the maximum for
/// the nearest, since `|x − t|² = |x|² − 2(x·t − |t|²/2)`.
struct Neighbours {
    /// The training images, `[pixels, n]`.
    weight: Tensor,
    /// `−|t|²/2` for each, `[n]`.
    bias: Tensor,
}

impl Neighbours {
    fn of(train: &LabelledImages) -> Self {
        let (n, pixels) = (train.len(), train.format().pixels());
        let images = all(train);
        let (mut weight, mut bias) = (vec![0.0; pixels * n], vec![0.0; n]);
        for (i, image) in images.as_slice().chunks_exact(pixels).enumerate() {
            image.iter().enumerate().for_each(|(pixel, value)| weight[pixel * n + i] = *value);
            bias[i] = -image.iter().map(|value| value * value).sum::<f32>() / 2.0;
        }
        let (weight, bias) = (Tensor::new([pixels, n], weight), Tensor::new([n], bias));
        Neighbours { weight, bias }
    }

    fn forward<'t>(&self, x: Var<'t>) -> Var<'t> {
        let tape = x.tape();
        x.flatten().matmul(tape.constant(&self.weight)) + tape.constant(&self.bias)
    }
}
// ANCHOR_END: neighbours

/// The class of each test image by a vote of its `k` nearest training images; of classes with
/// equally many votes, the one whose image is nearest.
///
/// ```
/// let digits = data::digits();
/// let test = digits.test.subset(&[0, 2, 3]);
/// let classes = ch18::neighbours::classify(&digits.train, &test, 3);
/// assert_eq!(classes, test.labels());
/// ```
///
/// # Panics
/// If `k` is 0, or above the number of training images.
#[track_caller]
pub fn classify(train: &LabelledImages, test: &LabelledImages, k: usize) -> Vec<u8> {
    let n = train.len();
    assert!(
        (1..=n).contains(&k),
        "k must be from 1 to {n}, the number of training images, not {k}"
    );
    let (layer, mut tape) = (Neighbours::of(train), Tape::new());
    let indices: Vec<u32> = (0..test.len() as u32).collect();
    let mut classes = Vec::new();
    for chunk in indices.chunks(CHUNK) {
        let images = Dataset::<f32>::get_batch(test, chunk).inputs;
        let similarities = tape.no_grad(|tape| layer.forward(tape.constant(&images)));
        let rows = similarities.as_slice().chunks_exact(train.len());
        classes.extend(rows.map(|row| vote(&nearest(row, k), train.labels())));
    }
    classes
}

/// The indices of the `k` maxima, the maximum first.
fn nearest(row: &[f32], k: usize) -> Vec<usize> {
    let mut best: Vec<usize> = Vec::with_capacity(k + 1);
    for (i, value) in row.iter().enumerate() {
        if best.len() < k || *value > row[best[k - 1]] {
            let at = best.partition_point(|&j| row[j] >= *value);
            best.insert(at, i);
            best.truncate(k);
        }
    }
    best
}

fn vote(nearest: &[usize], labels: &[u8]) -> u8 {
    let votes = |class: u8| nearest.iter().filter(|&&i| labels[i] == class).count();
    let classes = nearest.iter().map(|&i| labels[i]);
    // `max_by_key` takes the last of equals; so the nearest comes last.
    classes.rev().max_by_key(|&class| votes(class)).expect("there is a neighbour")
}

/// All images as one tensor.
fn all(images: &LabelledImages) -> Tensor {
    let indices: Vec<u32> = (0..images.len() as u32).collect();
    Dataset::<f32>::get_batch(images, &indices).inputs
}
