//! What does not fit is named.

use crate::blame::panic_of;
use autograd::Tape;
use nn::{Forward, sequential};
use normalization::prelude::*;
use normalization::{BatchNorm, GroupNorm, LayerNorm, RmsNorm};
use tensor::Tensor;

#[test]
#[should_panic(expected = "batch_norm: [1, 3] has 1 elements per channel, but in training a \
                           variance needs at least two")]
fn a_batch_of_one_sample_has_no_variance() {
    let norm = BatchNorm::<f32>::new(3);
    Tape::new().gradients(|tape| norm.forward(tape.constant(&Tensor::zeros([1, 3]))).sum());
}

#[test]
fn at_inference_one_sample_is_enough() {
    let norm = BatchNorm::<f32>::new(3);
    let y = Tape::new().no_grad(|tape| norm.forward(tape.constant(&Tensor::zeros([1, 3]))));
    assert_eq!(y.as_slice(), [0.0; 3]);
}

#[test]
#[should_panic(
    expected = "layer_norm: [2, 3] and [4] do not fit: there must be one weight, and one \
                           bias, for each feature: each index of the last axis"
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
#[should_panic(expected = "group_norm: 6 channels cannot be divided evenly into 4 groups")]
fn groups_of_different_sizes() {
    GroupNorm::<f32>::new(4, 6);
}

#[test]
#[should_panic(expected = "layer 1, BatchNorm, takes 4 channels (the second axis), but the input \
                           has the shape [2, 3]")]
fn a_layer_in_a_sequence() {
    let model = sequential![LayerNorm::<f32>::new(3), BatchNorm::new(4)];
    Tape::new().no_grad(|tape| model.forward(tape.constant(&Tensor::zeros([2, 3]))));
}

#[test]
#[should_panic(
    expected = "batch_norm_inference: the variance must have the shape [2], one value per \
                           channel, but has [3]"
)]
fn statistics_of_other_channels() {
    let (x, [two, three]) = (Tensor::<f32>::zeros([4, 2]), [2, 3].map(|len| Tensor::zeros([len])));
    Tape::new()
        .no_grad(|tape| tape.constant(&x).batch_norm_inference(&two, &three, &two, &two, 1e-5));
}

/// In a sequence the layer is called through a table; the caller's line is known all the same.
#[test]
fn one_sample_in_a_sequence_is_refused_at_the_callers_line() {
    let model = sequential![LayerNorm::<f32>::new(3), BatchNorm::new(3)];
    let x = Tensor::zeros([1, 3]);
    let panic = panic_of(|| Tape::new().gradients(|tape| model.forward(tape.leaf(&x)).sum()));
    assert!(panic.message.starts_with("batch_norm: [1, 3] has 1 elements"), "{panic:?}");
    assert!(panic.file.ends_with("tests/suite/mistakes.rs"), "{panic:?}");
}

#[test]
fn settings_out_of_range() {
    let x = Tensor::<f64>::from_fn([4, 3], || 1.0);
    let refused = |layer: &dyn Forward<f64>| {
        let panic = panic_of(|| Tape::new().gradients(|tape| layer.forward(tape.leaf(&x)).sum()));
        assert!(panic.file.ends_with("tests/suite/mistakes.rs"), "{panic:?}");
        panic.message
    };
    let norm = BatchNorm { momentum: 1.5, ..BatchNorm::new(3) };
    assert_eq!(refused(&norm), "BatchNorm: momentum must be from 0 to 1, but is 1.5");
    let end = ": epsilon must be finite and at least 0, but is -1";
    let norm = BatchNorm { epsilon: -1.0, ..BatchNorm::new(3) };
    assert_eq!(refused(&norm), format!("batch_norm{end}"));
    let mut norm = LayerNorm::new(3);
    norm.epsilon = -1.0;
    assert_eq!(refused(&norm), format!("layer_norm{end}"));
    let mut norm = GroupNorm::new(1, 3);
    norm.epsilon = -1.0;
    assert_eq!(refused(&norm), format!("group_norm{end}"));
    assert_eq!(refused(&RmsNorm::new(3, -1.0)), format!("rms_norm{end}"));
}
