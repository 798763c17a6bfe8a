//! Shapes that do not fit: what is said, and at whose line.

use autograd::Tape;
use cnn::prelude::*;
use cnn::{Conv2d, MaxPool2d};
use nn::{Dense, Forward, sequential};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rstest::rstest;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use tensor::{Shape, Tensor};

/// What `f` says when it panics, and in which file.
fn complaint(f: impl FnOnce()) -> (String, String) {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let place = std::sync::Arc::new(Mutex::new(String::new()));
    let heard = place.clone();
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        *heard.lock().unwrap() = info.location().unwrap().file().to_string();
    }));
    let result = catch_unwind(AssertUnwindSafe(f));
    std::panic::set_hook(before);
    let message = result.expect_err("this must panic");
    let message = message.downcast_ref::<String>().expect("a message with numbers").clone();
    let place = place.lock().unwrap().clone();
    (message, place)
}

fn zeros(dims: &[usize]) -> Tensor {
    Tensor::zeros(Shape::new(dims).unwrap())
}

#[rstest]
#[case::kernel(&[1, 1, 3, 3], &[1, 1, 5, 5], 1, 1, "must not be larger than the image with its padding")]
#[case::groups(&[1, 3, 5, 5], &[4, 1, 3, 3], 2, 1, "the groups must divide the channels and the filters")]
#[case::no_groups(&[1, 3, 5, 5], &[4, 3, 3, 3], 0, 1, "the groups must divide")]
#[case::channels(&[1, 3, 5, 5], &[4, 2, 3, 3], 1, 1, "each filter must have the image's channels")]
#[case::stride(&[1, 1, 5, 5], &[1, 1, 3, 3], 1, 0, "the stride must be at least 1")]
#[case::rank(&[3, 5, 5], &[4, 3, 3, 3], 1, 1, "images must be [n, channels, height, width]")]
#[case::weight(&[1, 3, 5, 5], &[27, 4], 1, 1, "the weight must be [filters, channels / groups, height, width]")]
fn convolutions(
    #[case] x: &[usize],
    #[case] w: &[usize],
    #[case] groups: usize,
    #[case] stride: usize,
    #[case] rule: &str,
) {
    let settings = Convolution { groups, stride: stride.into(), ..Convolution::default() };
    let (message, file) = complaint(|| {
        Tape::new().evaluate(|tape| {
            tape.constant(&zeros(x)).conv2d(&zeros(w), &zeros(&[w[0]]), settings, Identity)
        });
    });
    assert!(message.starts_with(&format!("conv2d: {x:?} and {w:?} do not fit: ")), "{message}");
    assert!(message.contains(rule), "{message}");
    assert!(file.ends_with("mistakes.rs"), "{file}");
}

#[test]
fn biases() {
    let (message, file) = complaint(|| {
        Tape::new().evaluate(|tape| {
            let (x, w) = (tape.constant(&zeros(&[1, 1, 4, 4])), zeros(&[2, 1, 3, 3]));
            x.conv2d(&w, &zeros(&[3]), Convolution::default(), Identity)
        });
    });
    assert!(message.starts_with("conv2d, one bias for each filter: [2] and [3]"), "{message}");
    assert!(file.ends_with("mistakes.rs"), "{file}");
}

#[rstest]
#[case::window(Pooling::of(5), "the window must not be larger than the image with its padding")]
#[case::padding(Pooling { padding: 2.into(), ..Pooling::of(2) }, "the padding must be at most half of the window")]
#[case::nothing(Pooling::of(0), "the kernel must be at least 1×1")]
fn pools(#[case] pooling: Pooling, #[case] rule: &str) {
    for max in [true, false] {
        let (message, file) = complaint(|| {
            Tape::new().evaluate(|tape| {
                let x = tape.constant(&zeros(&[1, 1, 4, 4]));
                if max { x.max_pool2d(pooling) } else { x.avg_pool2d(pooling, Average::OfPixels) }
            });
        });
        assert!(message.contains(rule), "{message}");
        assert!(file.ends_with("mistakes.rs"), "{file}");
    }
}

#[test]
fn a_layer_of_a_model_is_named() {
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let model = sequential![
        Conv2d::<f32, _>::new(3, 6, 5, activations::Relu, rng),
        MaxPool2d::new(2),
        Dense::linear(6, 2, rng),
    ];
    let said = |dims: &[usize]| {
        let (message, file) = complaint(|| {
            Tape::new().evaluate(|tape| model.forward(tape.constant(&zeros(dims))));
        });
        assert!(file.ends_with("mistakes.rs"), "{file}");
        message
    };
    let message = said(&[1, 1, 32, 32]);
    assert!(
        message.starts_with("layer 0, Conv2d 6 × 5×5 (relu), with weights [6, 3, 5, 5] "),
        "{message}"
    );
    let message = said(&[1, 3, 5, 5]);
    assert!(message.starts_with("layer 1, MaxPool2d 2×2, cannot take [1, 6, 1, 1]: "), "{message}");
    let message = said(&[1, 3, 32, 32]);
    assert!(message.contains("is a Flatten missing before it?"), "{message}");
}
