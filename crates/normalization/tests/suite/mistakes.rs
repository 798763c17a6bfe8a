//! What does not fit is named.

use autograd::Tape;
use nn::{Forward, sequential};
use normalization::prelude::*;
use normalization::{BatchNorm, GroupNorm, LayerNorm};
use tensor::Tensor;

#[test]
#[should_panic(expected = "batch_norm: [1, 3] has 1 numbers for each channel, and in training it \
                           takes two to have a spread")]
fn a_batch_of_one_sample_has_no_spread() {
    let norm = BatchNorm::<f32>::new(3);
    Tape::new().gradients(|tape| norm.forward(tape.constant(&Tensor::zeros([1, 3]))).sum());
}

#[test]
fn in_evaluation_one_sample_is_enough() {
    let norm = BatchNorm::<f32>::new(3);
    let y = Tape::new().no_grad(|tape| norm.forward(tape.constant(&Tensor::zeros([1, 3]))));
    assert_eq!(y.as_slice(), [0.0; 3]);
}

#[test]
#[should_panic(
    expected = "layer_norm: [2, 3] and [4] do not fit: there must be one weight, and one \
                           bias, for each place of the last axis"
)]
fn weights_for_other_features() {
    let (x, w) = (Tensor::<f32>::zeros([2, 3]), Tensor::zeros([4]));
    Tape::new().no_grad(|tape| tape.constant(&x).layer_norm(&w, &w, 1e-5));
}

#[test]
#[should_panic(expected = "batch_norm: [5] and [5] do not fit: there must be one weight")]
fn a_batch_without_channels() {
    let x = Tensor::<f32>::zeros([5]);
    Tape::new().gradients(|tape| tape.constant(&x).batch_norm(&x, &x, 1e-5).0.sum());
}

#[test]
#[should_panic(expected = "group_norm: 6 channels cannot be shared evenly among 4 groups")]
fn groups_of_different_sizes() {
    GroupNorm::<f32>::new(4, 6);
}

#[test]
#[should_panic(
    expected = "layer 1, BatchNorm, takes 4 channels (the second axis), but what comes \
                           has the shape [2, 3]"
)]
fn a_layer_in_a_sequence() {
    let model = sequential![LayerNorm::<f32>::new(3), BatchNorm::new(4)];
    Tape::new().no_grad(|tape| model.forward(tape.constant(&Tensor::zeros([2, 3]))));
}
