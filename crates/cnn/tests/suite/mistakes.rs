//! Shapes that do not fit: the message, and the line it names.

use activations::LeakyRelu;
use autograd::Tape;
use cnn::prelude::*;
use cnn::{Conv2d, ConvShape, MaxPool2d, Size2d, Window, col2im, im2col};
use nn::{Dense, Forward, sequential};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rstest::rstest;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use tensor::{Shape, Tensor};

/// The message of `f`'s panic, and the file it names.
fn complaint(f: impl FnOnce()) -> (String, String) {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let file = std::sync::Arc::new(Mutex::new(String::new()));
    let hook_file = file.clone();
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        *hook_file.lock().unwrap() = info.location().unwrap().file().to_string();
    }));
    let result = catch_unwind(AssertUnwindSafe(f));
    std::panic::set_hook(before);
    let message = result.expect_err("this must panic");
    let message = message.downcast_ref::<String>().expect("a formatted message").clone();
    let file = file.lock().unwrap().clone();
    (message, file)
}

fn zeros(dims: &[usize]) -> Tensor {
    Tensor::zeros(Shape::new(dims).unwrap())
}

#[rstest]
#[case::kernel(&[1, 1, 3, 3], &[1, 1, 5, 5], 1, 1, "must not be larger than the input with its padding")]
#[case::groups(&[1, 3, 5, 5], &[4, 1, 3, 3], 2, 1, "the groups must divide the channels and the filters")]
#[case::no_groups(&[1, 3, 5, 5], &[4, 3, 3, 3], 0, 1, "the groups must divide")]
#[case::channels(&[1, 3, 5, 5], &[4, 2, 3, 3], 1, 1, "each filter must have the input's channels")]
#[case::stride(&[1, 1, 5, 5], &[1, 1, 3, 3], 1, 0, "the stride must be at least 1")]
#[case::rank(&[3, 5, 5], &[4, 3, 3, 3], 1, 1, "the input must be [n, channels, height, width]")]
#[case::no_kernel(&[1, 1, 5, 5], &[1, 1, 0, 3], 1, 1, "the window must be at least 1×1")]
#[case::no_rows(&[1, 1, 0, 5], &[1, 1, 3, 3], 1, 1, "the input must have at least one element on each axis")]
#[case::no_columns(&[1, 1, 5, 0], &[1, 1, 3, 3], 1, 1, "the input must have at least one element on each axis")]
#[case::weight(&[1, 3, 5, 5], &[27, 4], 1, 1, "the weight must be [filters, channels / groups, height, width]")]
fn convolutions(
    #[case] x: &[usize],
    #[case] w: &[usize],
    #[case] groups: usize,
    #[case] stride: usize,
    #[case] rule: &str,
) {
    let options = Conv2dOptions { groups, stride: stride.into(), ..Conv2dOptions::default() };
    let (message, file) = complaint(|| {
        Tape::new().no_grad(|tape| {
            tape.constant(&zeros(x)).conv2d(&zeros(w), &zeros(&[w[0]]), options, Identity)
        });
    });
    assert!(message.starts_with(&format!("conv2d: {x:?} and {w:?} do not fit: ")), "{message}");
    assert!(message.contains(rule), "{message}");
    assert!(file.ends_with("mistakes.rs"), "{file}");
}

#[test]
fn biases() {
    let (message, file) = complaint(|| {
        Tape::new().no_grad(|tape| {
            let (x, w) = (tape.constant(&zeros(&[1, 1, 4, 4])), zeros(&[2, 1, 3, 3]));
            x.conv2d(&w, &zeros(&[3]), Conv2dOptions::default(), Identity)
        });
    });
    assert!(
        message
            .starts_with("conv2d: [2] and [3] do not fit: there must be one bias for each filter"),
        "{message}"
    );
    assert!(file.ends_with("mistakes.rs"), "{file}");
}

#[rstest]
#[case::window(
    Pool2dOptions::new(5),
    "the window must not be larger than the input with its padding"
)]
#[case::padding(Pool2dOptions { padding: 2.into(), ..Pool2dOptions::new(2) }, "the padding must be at most half of the window")]
#[case::nothing(Pool2dOptions::new(0), "the window must be at least 1×1")]
#[case::far_out(Pool2dOptions { padding: (1 << 63).into(), ..Pool2dOptions::new(2) }, "the padding and the dilation must be below 2²⁴")]
fn pools(#[case] pooling: Pool2dOptions, #[case] rule: &str) {
    for max in [true, false] {
        let (message, file) = complaint(|| {
            Tape::new().no_grad(|tape| {
                let x = tape.constant(&zeros(&[1, 1, 4, 4]));
                if max { x.max_pool2d(pooling) } else { x.avg_pool2d(pooling, Average::OfPixels) }
            });
        });
        assert!(message.contains(rule), "{message}");
        assert!(file.ends_with("mistakes.rs"), "{file}");
    }
}

#[test]
fn pools_of_nothing() {
    for dims in [[1, 1, 0, 4], [1, 1, 4, 0]] {
        let pooling = Pool2dOptions { padding: 1.into(), ..Pool2dOptions::new(2) };
        let (message, _) = complaint(|| {
            Tape::new().no_grad(|tape| tape.constant(&zeros(&dims)).max_pool2d(pooling));
        });
        assert!(
            message.contains("the input must have at least one element on each axis"),
            "{message}"
        );
        let (message, _) = complaint(|| {
            Tape::new().no_grad(|tape| tape.constant(&zeros(&dims)).global_avg_pool());
        });
        assert!(
            message.contains("the input must have at least one element on each axis"),
            "{message}"
        );
    }
}

/// Options that no window can have: there is no output position, whatever the image, and nothing
/// overflows.
#[rstest]
#[case::kernel(0, 1, 0, 1, "the window must be at least 1×1")]
#[case::stride(3, 0, 0, 1, "the stride must be at least 1")]
#[case::dilation(3, 1, 0, 0, "the dilation must be at least 1")]
#[case::wide(3, 1, 0, 1 << 63, "the padding and the dilation must be below 2²⁴")]
#[case::outside(3, 1, 1 << 63, 1, "the padding and the dilation must be below 2²⁴")]
fn windows_that_cannot_be(
    #[case] kernel: usize,
    #[case] stride: usize,
    #[case] padding: usize,
    #[case] dilation: usize,
    #[case] rule: &str,
) {
    let [stride, padding, dilation] = [stride, padding, dilation].map(Size2d::from);
    let padding = padding.into();
    let window = Window { kernel: kernel.into(), stride, padding, dilation };
    assert_eq!(window.output_size(5.into()), None);
    let options = Conv2dOptions { stride, padding, dilation, groups: 1 };
    let w = Shape::from([1, 1, kernel, kernel]);
    let error = ConvShape::new([1, 1, 5, 5].into(), w, options).unwrap_err();
    assert_eq!(error.requirement, rule);
}

#[test]
fn a_window_larger_than_can_be_counted() {
    let most = Window {
        kernel: usize::MAX.into(),
        stride: 1.into(),
        padding: 3.into(),
        dilation: 7.into(),
    };
    assert_eq!(most.output_size(5.into()), None);
    assert_eq!(Window { kernel: 1.into(), ..most }.output_size(usize::MAX.into()), None);
}

#[rstest]
#[case::columns(18, 31, "im2col: 31 elements for columns of 32")]
#[case::image(17, 32, "im2col: the image (17) does not fit: it must be the 18 pixels")]
fn columns_of_another_length(#[case] image: usize, #[case] columns: usize, #[case] rule: &str) {
    // Of one group: two channels of 3 × 3 pixels, and four output positions of a kernel with eight
    // taps.
    let options = Conv2dOptions { groups: 2, ..Conv2dOptions::default() };
    let shape = ConvShape::new([1, 4, 3, 3].into(), [2, 2, 2, 2].into(), options).unwrap();
    assert_eq!((shape.patch_len(), shape.output), (8, 2.into()));
    let (mut x, mut c) = (vec![0.0; image], vec![0.0; columns]);
    let (message, file) = complaint(|| im2col(&shape, &x, &mut c));
    assert!(message.contains(rule) && file.ends_with("mistakes.rs"), "{file}: {message}");
    let (message, file) = complaint(|| col2im(&shape, &c, &mut x));
    assert!(message.contains(rule) && file.ends_with("mistakes.rs"), "{file}: {message}");
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
            Tape::new().no_grad(|tape| model.forward(tape.constant(&zeros(dims))));
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

/// A setting of the activation, which is a struct's public field.
#[test]
fn an_activation_out_of_range() {
    let (x, w, b) = (zeros(&[1, 1, 3, 3]), zeros(&[1, 1, 2, 2]), zeros(&[1]));
    let f = LeakyRelu { negative_slope: -1.0 };
    for transposed in [false, true] {
        let (message, file) = complaint(|| {
            Tape::new().no_grad(|tape| {
                let x = tape.constant(&x);
                if transposed {
                    x.conv_transpose2d(&w, &b, ConvTranspose2dOptions::default(), f)
                } else {
                    x.conv2d(&w, &b, Conv2dOptions::default(), f)
                }
            });
        });
        assert_eq!(message, "leaky_relu: the slope must be positive, not -1");
        assert!(file.ends_with("tests/suite/mistakes.rs"), "{file}");
    }
}

#[rstest]
#[case::channels(&[1, 2, 3], &[3, 2, 2], 1, 0, "the weight must have the channels of the input")]
#[case::groups(&[1, 3, 3], &[3, 2, 2], 2, 0, "the groups must divide the channels")]
#[case::rank(&[2, 3], &[3, 2, 2], 1, 0, "the input must be [n, channels, length]")]
#[case::weight(&[1, 3, 3], &[3, 2], 1, 0, "the weight must be [channels, filters / groups, length]")]
#[case::output(&[1, 3, 1], &[3, 2, 2], 1, 2, "must leave at least one element of the output")]
fn transposed_convolutions_of_sequences(
    #[case] x: &[usize],
    #[case] w: &[usize],
    #[case] groups: usize,
    #[case] padding: usize,
    #[case] rule: &str,
) {
    let options = ConvTranspose1dOptions { groups, padding: padding.into(), ..Default::default() };
    let (message, file) = complaint(|| {
        Tape::new().no_grad(|tape| {
            tape.constant(&zeros(x)).conv_transpose1d(&zeros(w), &zeros(&[w[1]]), options, Identity)
        });
    });
    let start = format!("conv_transpose1d: {x:?} and {w:?} do not fit: ");
    assert!(message.starts_with(&start) && message.contains(rule), "{message}");
    assert!(file.ends_with("mistakes.rs"), "{file}");
}

#[test]
fn an_output_padding_of_a_whole_step() {
    let options = ConvTranspose2dOptions {
        stride: 2.into(),
        output_padding: [1, 2].into(),
        ..ConvTranspose2dOptions::default()
    };
    let (message, file) = complaint(|| {
        Tape::new().no_grad(|tape| {
            let x = tape.constant(&zeros(&[1, 1, 3, 3]));
            x.conv_transpose2d(&zeros(&[1, 1, 2, 2]), &zeros(&[1]), options, Identity)
        });
    });
    assert!(message.contains("the output padding must be less than the stride"), "{message}");
    assert!(file.ends_with("mistakes.rs"), "{file}");
}

/// Each in its own terms, at the caller's line.
#[test]
fn other_operations_name_themselves() {
    let zeros = |dims: &[usize]| Tape::<f32>::new().no_grad(|tape| tape.constant(&zeros(dims)));
    let said = |f: &dyn Fn(autograd::Var<'_, f32>)| {
        let (message, file) = complaint(|| {
            Tape::new().no_grad(|tape| {
                let x = tape.constant(&zeros(&[1, 2, 5]));
                f(x);
                x
            });
        });
        assert!(file.ends_with("mistakes.rs"), "{file}");
        message
    };
    let plain = Conv1dOptions::default();
    let message = said(&|x| _ = x.conv1d(&zeros(&[3, 2, 6]), &zeros(&[3]), plain, Identity));
    assert!(message.starts_with("conv1d: [1, 2, 5] and [3, 2, 6] do not fit: "), "{message}");
    let message = said(&|x| _ = x.conv1d(&zeros(&[3, 2, 2]), &zeros(&[2]), plain, Identity));
    assert!(message.starts_with("conv1d: [3] and [2] do not fit: "), "{message}");
    let message = said(&|x| _ = x.max_pool1d(Pool1dOptions::new(6)));
    assert!(message.starts_with("max_pool1d: [1, 2, 5] and [6] do not fit: "), "{message}");
    let message = said(&|x| _ = x.adaptive_avg_pool1d(0));
    assert!(
        message.starts_with("adaptive_avg_pool1d: [1, 2, 5] and [0] do not fit: "),
        "{message}"
    );
    let message = said(&|x| _ = x.adaptive_max_pool2d(2));
    assert!(message.starts_with("adaptive_max_pool2d: [1, 2, 5] and [2, 2] do not"), "{message}");
    let far = Pool1dOptions { padding: 2.into(), dilation: 4, ..Pool1dOptions::new(2) };
    let message = said(&|x| _ = x.narrow(2, 0..1).max_pool1d(far));
    assert!(message.contains("at each position an element of the input must be"), "{message}");
}
