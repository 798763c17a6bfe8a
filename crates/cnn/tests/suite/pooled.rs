//! A convolution and max pooling, fused and one after the other.

use activations::Relu;
use autograd::{Param, Tape, Var};
use cnn::prelude::*;
use cnn::{Conv2d, MaxPool2d};
use nn::{Forward, Layer, sequential};
use rand::{Rng, SeedableRng, rngs::ChaCha8Rng};
use rstest::rstest;
use tensor::{Shape, Tensor};

/// Whole numbers from −2 to 2: under most windows several are equal.
fn whole_numbers<T: numeric::Float>(shape: impl Into<Shape>, seed: u64) -> Tensor<T> {
    let (shape, rng) = (shape.into(), &mut ChaCha8Rng::seed_from_u64(seed));
    Tensor::new(
        shape,
        (0..shape.len()).map(|_| T::of(f64::from(rng.next_u32() % 5) - 2.0)).collect(),
    )
}

/// The outputs of `forward` for images, filters and biases, and all gradients.
fn outputs_and_gradients(
    x: &Param<f64>,
    [w, b]: [&Param<f64>; 2],
    forward: impl for<'t> Fn(Var<'t, f64>, [Var<'t, f64>; 2]) -> Var<'t, f64>,
) -> [Tensor<f64>; 4] {
    let mut y = Tensor::zeros([1]);
    let gradients = Tape::new().gradients(|tape| {
        let outputs = forward(tape.param(x), [tape.param(w), tape.param(b)]);
        y = outputs.value();
        // Every output has another gradient.
        let dy = whole_numbers(outputs.shape(), 4);
        (outputs * tape.constant(&dy)).sum()
    });
    let of = |param| gradients.get(param).expect("it took part").clone();
    [y, of(x), of(w), of(b)]
}

/// Three images, or more than there are lanes; windows that leave a row or a column over, that
/// overlap, and that fit; options one by one.
#[rstest]
fn fused_gives_the_same(
    #[values(3, 19)] images: usize,
    #[values([2, 2], [3, 2], [1, 1])] window: [usize; 2],
    #[values(true, false)] is_tiling: bool,
    #[values(
        Conv2dOptions::default(),
        Conv2dOptions { groups: 2, ..Conv2dOptions::default() },
        Conv2dOptions { padding: 1.into(), stride: 2.into(), ..Conv2dOptions::default() }
    )]
    options: Conv2dOptions,
) {
    let x = Param::new(whole_numbers([images, 4, 9, 12], 1));
    let w = Param::new(whole_numbers([8, 4 / options.groups, 2, 3], 2));
    let b = Param::new(whole_numbers([8], 3));
    let stride = if is_tiling { window.into() } else { 1.into() };
    let pooling = Pool2dOptions { stride, ..Pool2dOptions::new(window) };
    let fused = outputs_and_gradients(&x, [&w, &b], |x, [w, b]| {
        x.conv2d_max_pool2d(w, b, options, Relu, pooling)
    });
    let one_by_one = outputs_and_gradients(&x, [&w, &b], |x, [w, b]| {
        x.conv2d(w, b, options, Relu).max_pool2d(pooling)
    });
    for (name, (fused, one_by_one)) in
        ["y", "dx", "dw", "db"].iter().zip(fused.iter().zip(&one_by_one))
    {
        assert_eq!(fused.shape(), one_by_one.shape(), "{name}");
        // Whole numbers add up without rounding.
        assert_eq!(fused.as_slice(), one_by_one.as_slice(), "{name}");
    }
}

#[test]
fn no_images_have_no_outputs_and_zero_gradients() {
    let x = Param::new(whole_numbers([0, 4, 9, 12], 1));
    let (w, b) = (Param::new(whole_numbers([8, 4, 2, 3], 2)), Param::new(whole_numbers([8], 3)));
    let plain = Conv2dOptions::default();
    for [y, dx, dw, db] in [
        outputs_and_gradients(&x, [&w, &b], |x, [w, b]| x.conv2d(w, b, plain, Relu)),
        outputs_and_gradients(&x, [&w, &b], |x, [w, b]| {
            x.conv2d_max_pool2d(w, b, plain, Relu, Pool2dOptions::new(2))
        }),
    ] {
        assert!(y.as_slice().is_empty() && dx.as_slice().is_empty());
        assert!(dw.as_slice().iter().chain(db.as_slice()).all(|it| *it == 0.0));
    }
}

#[test]
fn nan_is_not_hidden() {
    let mut x = whole_numbers::<f32>([2, 1, 4, 4], 1);
    x.as_mut_slice()[5] = f32::NAN;
    let w = Tensor::full([1, 1, 1, 1], 1.0);
    let y = Tape::new().no_grad(|tape| {
        let b = Tensor::zeros([1]);
        let (plain, halves) = (Conv2dOptions::default(), Pool2dOptions::new(2));
        tape.constant(&x).conv2d_max_pool2d(&w, &b, plain, Identity, halves)
    });
    let faults: Vec<bool> = y.as_slice().iter().map(|y| y.is_nan()).collect();
    assert_eq!(faults, [true, false, false, false, false, false, false, false]);
}

/// A [`Sequential`](nn::Sequential) fuses the two layers; one by one they give the same bits.
#[test]
fn fused_layers_give_the_same_as_one_by_one() {
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let conv = Conv2d::<f32, _>::new(1, 6, 3, Relu, rng);
    let x = whole_numbers([20, 9, 9], 5);
    let mut tape = Tape::new();
    let one_by_one =
        tape.no_grad(|tape| MaxPool2d::new(2).forward(conv.forward(tape.constant(&x))));
    let fused = tape.no_grad(|tape| {
        let x = tape.constant(&x);
        conv.forward_fused(&MaxPool2d::new(2), x).expect("the window fits")
    });
    assert_eq!(fused.as_slice(), one_by_one.as_slice());
    let in_sequence = sequential![conv, MaxPool2d::new(2)];
    let in_sequence = tape.no_grad(|tape| in_sequence.forward(tape.constant(&x)));
    assert_eq!(in_sequence.as_slice(), one_by_one.as_slice());
}

#[test]
#[should_panic(expected = "layer 1, MaxPool2d 9×9, ")]
fn a_window_that_does_not_fit_is_named() {
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let model = sequential![Conv2d::<f32, _>::new(1, 2, 3, Relu, rng), MaxPool2d::new(9)];
    Tape::new().no_grad(|tape| model.forward(tape.constant(&Tensor::zeros([4, 8, 8]))));
}
