//! Properties of every pooling, whatever its windows.

use check::{Tolerance, assert_close};
use cnn::prelude::*;
use cnn::{
    PoolShape, avg_pool2d_backward, avg_pool2d_forward, max_pool2d_backward, max_pool2d_forward,
    reference,
};
use proptest::prelude::*;
use rand::{Rng, SeedableRng, rngs::ChaCha8Rng};

/// Values from −1 to 1.
fn random(len: usize, seed: u64) -> Vec<f64> {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    (0..len).map(|_| f64::from(rng.next_u32()) / f64::from(u32::MAX) * 2.0 - 1.0).collect()
}

/// Any valid pooling of two images with three channels.
fn pool_shapes() -> impl Strategy<Value = PoolShape> {
    let sizes = |max: usize| (1..max, 1..max).prop_map(|(height, width)| [height, width]);
    let sliding = (sizes(4), sizes(4), sizes(3), sizes(7), any::<[bool; 2]>(), any::<bool>());
    let sliding =
        sliding.prop_filter_map("", |(kernel, stride, dilation, size, padded, ceil_mode)| {
            let padding = [0, 1].map(|axis| if padded[axis] { kernel[axis] / 2 } else { 0 });
            let options = Pool2dOptions {
                kernel: kernel.into(),
                stride: stride.into(),
                padding: Padding { before: [0, padding[1]].into(), after: padding.into() },
                dilation: dilation.into(),
                ceil_mode,
            };
            PoolShape::new("pool", [2, 3, size[0], size[1]].into(), options).ok()
        });
    let adaptive = (sizes(9), sizes(9)).prop_map(|(size, output)| {
        PoolShape::adaptive("pool", [2, 3, size[0], size[1]].into(), output.into()).unwrap()
    });
    prop_oneof![2 => sliding, 1 => adaptive].prop_map(|(shape, _)| shape)
}

proptest! {
    /// Small whole numbers: under most windows several are equal. To the bit.
    #[test]
    fn max_pooling_agrees_with_the_reference(shape in pool_shapes(), is_some_nan: bool) {
        let (input_len, output_len) = (6 * shape.input.area(), 6 * shape.output.area());
        let mut x: Vec<f64> = random(input_len, 9).iter().map(|x| (x * 2.0).round()).collect();
        if is_some_nan {
            x[input_len / 2] = f64::NAN;
            x[input_len / 3] = f64::NAN;
        }
        let dy = random(output_len, 10);
        let (mut y, mut expected) = (vec![9.0; output_len], vec![9.0; output_len]);
        max_pool2d_forward(&shape, &x, &mut y);
        reference::max_pool2d_forward(&shape, &x, &mut expected);
        for (y, expected) in y.iter().zip(&expected) {
            prop_assert!(y == expected || y.is_nan() && expected.is_nan(), "{y} {expected}");
        }
        let (mut dx, mut expected) = (vec![f64::NAN; x.len()], vec![f64::NAN; x.len()]);
        max_pool2d_backward(&shape, &x, &y, &dy, &mut dx);
        reference::max_pool2d_backward(&shape, &x, &dy, &mut expected);
        prop_assert_eq!(&dx, &expected);
    }

    #[test]
    fn average_pooling_agrees_with_the_reference(shape in pool_shapes(), with_padding: bool) {
        let average = if with_padding { Average::WithPadding } else { Average::OfPixels };
        let (x, dy) = (random(6 * shape.input.area(), 9), random(6 * shape.output.area(), 10));
        let (mut y, mut expected) = (vec![f64::NAN; dy.len()], vec![f64::NAN; dy.len()]);
        avg_pool2d_forward(&shape, average, &x, &mut y);
        reference::avg_pool2d_forward(&shape, average, &x, &mut expected);
        let close = Tolerance { absolute: 1e-14, relative: 1e-14 };
        assert_close("y", &y, &expected, close);
        let (mut dx, mut expected) = (vec![f64::NAN; x.len()], vec![f64::NAN; x.len()]);
        avg_pool2d_backward(&shape, average, &dy, &mut dx);
        reference::avg_pool2d_backward(&shape, average, &dy, &mut expected);
        assert_close("dx", &dx, &expected, close);
    }
}
