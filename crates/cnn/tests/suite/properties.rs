//! Properties of every convolution and pooling, whatever its sizes.

use check::{Tolerance, assert_close};
use cnn::prelude::*;
use cnn::{
    Conv2dGradients, Conv2dSaved, ConvAlgorithm, ConvShape, ConvTransposeShape, Window, col2im,
    conv_transpose2d_backward, conv_transpose2d_forward, conv2d_backward, conv2d_forward, im2col,
    reference,
};
use numeric::dot;
use proptest::prelude::*;
use rand::{Rng, SeedableRng, rngs::ChaCha8Rng};
use tensor::Shape;

const ALGORITHMS: [ConvAlgorithm; 3] =
    [ConvAlgorithm::Direct, ConvAlgorithm::ChannelsLast, ConvAlgorithm::Im2col];

/// Values from −1 to 1.
fn random(len: usize, seed: u64) -> Vec<f64> {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    (0..len).map(|_| f64::from(rng.next_u32()) / f64::from(u32::MAX) * 2.0 - 1.0).collect()
}

/// Any valid convolution, with images not much larger than the kernel.
fn conv_shapes() -> impl Strategy<Value = ConvShape> {
    let sizes = || (1usize..4, 1usize..4).prop_map(|(height, width)| [height, width]);
    let counts = (1usize..3, 1usize..3, 1usize..10);
    let padding = (0usize..3, 0usize..3, 0usize..3, 0usize..3);
    (counts, sizes(), sizes(), sizes(), padding, (0usize..6, 0usize..20)).prop_map(
        |((groups, channels, filters), kernel, stride, dilation, padding, more)| {
            let extent = |axis: usize| (kernel[axis] - 1) * dilation[axis] + 1;
            let x = [1, groups * channels, extent(0) + more.0, extent(1) + more.1];
            let options = Conv2dOptions {
                stride: stride.into(),
                padding: Padding {
                    before: [padding.0, padding.1].into(),
                    after: [padding.2, padding.3].into(),
                },
                dilation: dilation.into(),
                groups,
            };
            let w = Shape::from([groups * filters, channels, kernel[0], kernel[1]]);
            ConvShape::new(x.into(), w, options).expect("the image is as large as the kernel")
        },
    )
}

/// Outputs and gradients of three images, by one algorithm; by plain loops for `None`. The
/// activation is ReLU.
fn outputs_and_gradients(shape: &ConvShape, algorithm: Option<ConvAlgorithm>) -> [Vec<f64>; 4] {
    let filters = shape.out_channels();
    let (x, w) = (random(3 * shape.input_len(), 1), random(filters * shape.patch_len(), 2));
    let (b, dy) = (random(filters, 3), random(3 * shape.output_len(), 4));
    let mut y = vec![f64::NAN; dy.len()];
    let [mut dx, mut dw, mut db] = [&x, &w, &b].map(|like| vec![f64::NAN; like.len()]);
    if let Some(algorithm) = algorithm {
        let shape = ConvShape { algorithm, ..*shape };
        conv2d_forward(&shape, &x, &w, &b, activations::Relu, &mut y);
        let gradients = Conv2dGradients { dx: Some(&mut dx), dw: Some(&mut dw), db: Some(&mut db) };
        let saved = Conv2dSaved { x: &x, w: &w, y: &y };
        conv2d_backward(&shape, activations::Relu, saved, &dy, gradients);
    } else {
        reference::conv2d_forward(shape, &x, &w, &b, &mut y);
        let delta: Vec<f64> =
            y.iter().zip(&dy).map(|(z, dy)| if *z > 0.0 { *dy } else { 0.0 }).collect();
        reference::conv2d_backward(shape, &x, &w, &delta, [&mut dx, &mut dw, &mut db]);
        y.iter_mut().for_each(|y| *y = y.max(0.0));
    }
    [y, dx, dw, db]
}

/// Outputs and gradients of a transposed convolution of three images, by one algorithm; by plain
/// loops for `None`. The activation is ReLU.
fn transposed(shape: &ConvTransposeShape, algorithm: Option<ConvAlgorithm>) -> [Vec<f64>; 4] {
    let (conv, filters) = (shape.adjoint, shape.out_channels());
    let x = random(3 * conv.output_len(), 1);
    let w = random(conv.out_channels() * conv.patch_len(), 2);
    let (b, dy) = (random(filters, 3), random(3 * conv.input_len(), 4));
    let mut y = vec![f64::NAN; dy.len()];
    let [mut dx, mut dw, mut db] = [&x, &w, &b].map(|like| vec![f64::NAN; like.len()]);
    if let Some(algorithm) = algorithm {
        let shape = ConvTransposeShape { adjoint: ConvShape { algorithm, ..conv } };
        conv_transpose2d_forward(&shape, &x, &w, &b, activations::Relu, &mut y);
        let gradients = Conv2dGradients { dx: Some(&mut dx), dw: Some(&mut dw), db: Some(&mut db) };
        let saved = Conv2dSaved { x: &x, w: &w, y: &y };
        conv_transpose2d_backward(&shape, activations::Relu, saved, &dy, gradients);
    } else {
        reference::conv_transpose2d_forward(shape, &x, &w, &b, &mut y);
        let delta: Vec<f64> =
            y.iter().zip(&dy).map(|(z, dy)| if *z > 0.0 { *dy } else { 0.0 }).collect();
        reference::conv_transpose2d_backward(shape, &x, &w, &delta, [&mut dx, &mut dw, &mut db]);
        y.iter_mut().for_each(|y| *y = y.max(0.0));
    }
    [y, dx, dw, db]
}

/// More channels than a register has lanes, more than a tile of registers and more than a block of
/// products; maps of few and of many positions, some of them in a block of their own.
#[test]
fn all_algorithms_agree_with_the_reference_with_many_channels() {
    let layers: [([usize; 4], [usize; 4], usize, usize); 6] = [
        ([1, 40, 5, 6], [70, 20, 3, 2], 1, 2),
        ([1, 130, 3, 3], [17, 130, 2, 2], 1, 1),
        ([1, 17, 4, 4], [135, 17, 3, 3], 2, 1),
        ([1, 1, 17, 19], [49, 1, 3, 3], 1, 1),
        ([1, 33, 20, 18], [2, 33, 1, 1], 1, 1),
        ([1, 64, 2, 2], [64, 64, 3, 3], 1, 1),
    ];
    for (x, w, stride, groups) in layers {
        let options = Conv2dOptions {
            stride: stride.into(),
            padding: 1.into(),
            groups,
            ..Conv2dOptions::default()
        };
        let shape = ConvShape::new(x.into(), w.into(), options).unwrap();
        let expected = outputs_and_gradients(&shape, None);
        for algorithm in ALGORITHMS {
            let found = outputs_and_gradients(&shape, Some(algorithm));
            for (name, (found, expected)) in
                ["y", "dx", "dw", "db"].iter().zip(found.iter().zip(&expected))
            {
                assert_close(name, found, expected, Tolerance { absolute: 1e-11, relative: 1e-11 });
            }
        }
    }
}

proptest! {
    #[test]
    fn all_algorithms_agree_with_the_reference(shape in conv_shapes()) {
        let expected = outputs_and_gradients(&shape, None);
        for algorithm in ALGORITHMS {
            let found = outputs_and_gradients(&shape, Some(algorithm));
            for (name, (found, expected)) in ["y", "dx", "dw", "db"].iter().zip(found.iter().zip(&expected)) {
                assert_close(name, found, expected, Tolerance { absolute: 1e-12, relative: 1e-12 });
            }
        }
    }

    #[test]
    fn transposed_convolution_agrees_with_the_reference(
        shape in conv_shapes(),
        more in (0usize..3, 0usize..3),
    ) {
        let Window { stride, padding, dilation, kernel } = shape.window;
        let options = ConvTranspose2dOptions {
            stride, padding, dilation, groups: shape.groups,
            output_padding: [
                more.0.min(stride.height.max(dilation.height) - 1),
                more.1.min(stride.width.max(dilation.width) - 1),
            ].into(),
        };
        let channels = shape.out_channels();
        let x = Shape::from([3, channels, shape.output.height, shape.output.width]);
        let w = Shape::from([channels, shape.in_channels_per_group, kernel.height, kernel.width]);
        let shape = ConvTransposeShape::new(x, w, options);
        // The padding may leave nothing of the output.
        prop_assume!(shape.is_ok());
        let shape = shape.unwrap();
        let expected = transposed(&shape, None);
        for algorithm in ALGORITHMS {
            let found = transposed(&shape, Some(algorithm));
            for (name, (found, expected)) in ["y", "dx", "dw", "db"].iter().zip(found.iter().zip(&expected)) {
                assert_close(name, found, expected, Tolerance { absolute: 1e-12, relative: 1e-12 });
            }
        }
    }

    /// ⟨im2col(x), c⟩ = ⟨x, col2im(c)⟩
    #[test]
    fn col2im_is_the_adjoint_of_im2col(shape in conv_shapes()) {
        let x = random(shape.in_channels_per_group * shape.input.area(), 5);
        let c = random(shape.patch_len() * shape.output.area(), 6);
        let (mut columns, mut image) = (vec![f64::NAN; c.len()], vec![0.0; x.len()]);
        im2col(&shape, &x, &mut columns);
        col2im(&shape, &c, &mut image);
        let (left, right) = (dot(&columns, &c), dot(&x, &image));
        prop_assert!((left - right).abs() < 1e-10, "{left} {right}");
    }

    /// Equivariance: the output of a shifted image is the output shifted, as far as no edge comes
    /// into play.
    #[test]
    fn outputs_shift_with_the_image(down in 0usize..3, right in 0usize..4, height in 1usize..4, width in 1usize..4) {
        let (side, x, w) = (9, random(81, 7), random(height * width, 8));
        let mut shifted = vec![0.0; side * side];
        for row in down..side {
            for column in right..side {
                shifted[row * side + column] = x[(row - down) * side + column - right];
            }
        }
        let kernel = Shape::from([1, 1, height, width]);
        let shape = ConvShape::new([1, 1, side, side].into(), kernel, Conv2dOptions::default()).unwrap();
        let output = |x: &[f64]| {
            let mut y = vec![0.0; shape.output_len()];
            conv2d_forward(&shape, x, &w, &[0.5], Identity, &mut y);
            y
        };
        let (before, after) = (output(&x), output(&shifted));
        let size = shape.output;
        for row in down..size.height {
            for column in right..size.width {
                let (src, dst) = ((row - down) * size.width + column - right, row * size.width + column);
                prop_assert!((before[src] - after[dst]).abs() < 1e-12);
            }
        }
    }

    /// There is one output position more exactly when the window fits there.
    #[test]
    fn output_positions_are_all_that_fit(side in 1usize..30, kernel in 1usize..6, stride in 1usize..5, dilation in 1usize..4) {
        let window = Window {
            kernel: kernel.into(),
            stride: stride.into(),
            padding: 0.into(),
            dilation: dilation.into(),
        };
        let last = |position: usize| position * stride + (kernel - 1) * dilation;
        let count = (0..).take_while(|position| last(*position) < side).count();
        let found = window.output_size(side.into()).map_or(0, |size| size.height);
        prop_assert_eq!(found, count);
    }
}
