//! Elements that are all equal, and elements far from zero.

use autograd::Tape;
use nn::Layer;
use normalization::{BatchNorm, GroupNorm, LayerNorm, RmsNorm};
use numeric::Float;
use rstest::rstest;
use tensor::{Shape, Tensor};

/// The output in training and the gradient with respect to the input, where the loss is `Σ i·yᵢ`.
fn output_and_gradient<T: Float>(layer: &dyn Layer<T>, x: &Tensor<T>) -> (Tensor<T>, Tensor<T>) {
    let mut y = None;
    let mut i = 0.0;
    let weights = Tensor::from_fn(x.shape(), || {
        i += 1.0;
        T::of(i)
    });
    let gradients = Tape::new().gradients(|tape| {
        let output = layer.forward(tape.leaf(x));
        y = Some(output.value());
        (output * &weights).sum()
    });
    (y.unwrap(), gradients.leaf(0).unwrap().clone())
}

fn layers<T: Float>() -> [Box<dyn Layer<T>>; 3] {
    [Box::new(BatchNorm::new(6)), Box::new(LayerNorm::new(6)), Box::new(GroupNorm::new(2, 6))]
}

#[rstest]
fn equal_elements_give_the_bias_exactly(#[values(0.0, 0.1, -7.3, 1e4, 3e30)] value: f64) {
    for layer in layers::<f32>() {
        let x = Tensor::full([7, 6], value as f32);
        let (y, dx) = output_and_gradient(layer.as_ref(), &x);
        assert!(y.as_slice().iter().all(|y| *y == 0.0), "{}, {value}: {y:?}", layer.name());
        assert!(dx.as_slice().iter().all(|dx| dx.is_finite()), "{}: {dx:?}", layer.name());
    }
    let (y, dx) = output_and_gradient(&RmsNorm::<f32>::new(6, 1e-6), &Tensor::zeros([7, 6]));
    assert!(y.as_slice().iter().chain(dx.as_slice()).all(|x| x.is_finite()));
}

/// At any number of elements the mean of equal ones is this element, and nothing is left of it.
#[rstest]
fn the_mean_of_equal_elements_is_exact(
    #[values(0.1, -7.3, 1e4 + 0.1, 1e-3, 3e30)] value: f32,
    #[values(3, 100, 1_001, 65_537, 1_000_003)] count: usize,
) {
    use normalization::batch_norm::{ChannelLayout, rule::batch_stats};
    use normalization::layer_norm::rule::layer_norm;
    let x = vec![value; count];
    for layout in [
        ChannelLayout { samples: count, channels: 1, spatial: 1 },
        ChannelLayout { samples: 1, channels: 1, spatial: count },
    ] {
        let stats = batch_stats(layout, &x);
        assert_eq!([stats.mean.item(), stats.variance.item()], [value, 0.0], "{layout:?}");
    }
    let (x, mut y) = (Tensor::new([1, count], x), Tensor::full([1, count], 1.0));
    let wb = [&vec![1.0; count][..], &vec![0.0; count]];
    layer_norm(x.as_matrix(), wb, 1e-5, y.as_matrix_mut());
    assert!(y.as_slice().iter().all(|y| *y == 0.0), "{}", y.as_slice()[0]);
}

/// A mean of 10,000 and a variance of 1: the same input in `f64` has the same output, as far as the
/// spacing of an input's own last digit, 2⁻¹¹, allows: the mean may be off by half of it.
#[rstest]
#[case::table([64, 6].into())]
#[case::images([8, 6, 9, 5].into())]
fn a_large_offset_costs_no_more_than_an_inputs_last_digit(#[case] shape: Shape) {
    let mut i = 0u32;
    let x = Tensor::from_fn(shape, || {
        i += 1;
        1e4 + (f64::from(i * 7919 % 1013) / 1013.0 - 0.5) as f32 * 3.5
    });
    let wide = Tensor::new(shape, x.as_slice().iter().map(|x| f64::from(*x)).collect());
    let spacing = |value: f32| f64::from(value.next_up() - value);
    for (narrow, exact) in layers::<f32>().iter().zip(layers::<f64>()) {
        if narrow.input_error(shape).is_some() {
            continue;
        }
        let (found, expected) = (
            output_and_gradient(narrow.as_ref(), &x).0,
            output_and_gradient(exact.as_ref(), &wide).0,
        );
        for (found, expected) in found.as_slice().iter().zip(expected.as_slice()) {
            let difference = (f64::from(*found) - expected).abs();
            assert!(difference <= spacing(1e4), "{}: {found} for {expected}", narrow.name());
        }
    }
}

#[test]
fn the_variance_of_a_batch_far_from_zero_is_right() {
    use normalization::batch_norm::{ChannelLayout, rule::batch_stats};
    let layout = ChannelLayout { samples: 1000, channels: 1, spatial: 1 };
    let x: Vec<f32> = (0..1000).map(|i| if i % 2 == 0 { 9999.75 } else { 10000.25 }).collect();
    let found = batch_stats(layout, &x);
    let [mean, variance] = [found.mean.item(), found.variance.item()];
    assert_eq!(mean, 10000.0);
    assert!((variance - 0.0625).abs() < 1e-6, "{variance}");
}

/// The first elements, near whose mean the deviations are taken at first, may be far from the others.
#[test]
fn a_row_whose_first_elements_are_outliers_keeps_its_digits() {
    use normalization::layer_norm::rule::layer_norm;
    let n = 4096;
    let x: Vec<f32> = (0..n).map(|i| if i < 16 { 1e4 } else { (i % 7) as f32 - 3.0 }).collect();
    let exact: Vec<f64> = x.iter().map(|x| f64::from(*x)).collect();
    let mean = exact.iter().sum::<f64>() / n as f64;
    let variance = exact.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n as f64;
    let (x, mut y) = (Tensor::new([1, n], x), Tensor::zeros([1, n]));
    let parameters = [&vec![1.0; n][..], &vec![0.0; n]];
    let moments = layer_norm(x.as_matrix(), parameters, 0.0, y.as_matrix_mut());
    for (found, expected) in moments[0].into_iter().zip([mean, 1.0 / variance.sqrt()]) {
        assert!((f64::from(found) / expected - 1.0).abs() < 1e-6, "{found} for {expected}");
    }
}

#[test]
fn a_nan_stays_a_nan() {
    for layer in layers::<f32>() {
        let mut x = Tensor::full([4, 6], 1.0);
        x.as_mut_slice()[3] = f32::NAN;
        let (y, _) = output_and_gradient(layer.as_ref(), &x);
        assert!(y.as_slice()[3].is_nan(), "{}", layer.name());
    }
}

#[test]
fn an_empty_batch_gives_an_empty_output_at_inference() {
    let layers = layers::<f32>();
    for layer in &layers {
        let y = Tape::new().no_grad(|tape| layer.forward(tape.constant(&Tensor::zeros([0, 6]))));
        assert_eq!(y.shape().dims(), [0, 6]);
    }
    for layer in [&layers[0], &layers[2]] {
        let x = Tensor::zeros([2, 6, 0]);
        let y = Tape::new().no_grad(|tape| layer.forward(tape.constant(&x)));
        assert_eq!(y.shape().dims(), [2, 6, 0]);
    }
}
