//! What holds of every convolution, whatever its sizes.

use check::{Tolerance, assert_close};
use cnn::prelude::*;
use cnn::{
    Conv2dGradients, ConvAlgorithm, ConvShape, Window, col2im, conv2d_backward, conv2d_forward,
    im2col,
};
use numeric::dot;
use proptest::prelude::*;
use rand::{Rng, SeedableRng, rngs::ChaCha8Rng};
use tensor::Shape;

/// Numbers from −1 to 1.
fn numbers(len: usize, seed: u64) -> Vec<f64> {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    (0..len).map(|_| f64::from(rng.next_u32()) / f64::from(u32::MAX) * 2.0 - 1.0).collect()
}

/// Any convolution that is one, with images not much larger than the kernel.
fn geometries() -> impl Strategy<Value = ConvShape> {
    let sizes = || (1usize..4, 1usize..4).prop_map(|(height, width)| [height, width]);
    let counts = (1usize..3, 1usize..3, 1usize..10);
    (counts, sizes(), sizes(), sizes(), (0usize..3, 0usize..3), (0usize..6, 0usize..20)).prop_map(
        |((groups, channels, filters), kernel, stride, dilation, padding, more)| {
            let reach = |axis: usize| (kernel[axis] - 1) * dilation[axis] + 1;
            let x = [1, groups * channels, reach(0) + more.0, reach(1) + more.1];
            let settings = Conv2dOptions {
                stride: stride.into(),
                padding: [padding.0, padding.1].into(),
                dilation: dilation.into(),
                groups,
            };
            let w = Shape::from([groups * filters, channels, kernel[0], kernel[1]]);
            ConvShape::new(x.into(), w, settings).expect("the image is as large as the kernel")
        },
    )
}

/// Answers and gradients of three images, by one method.
fn all(geometry: &ConvShape, method: ConvAlgorithm) -> [Vec<f64>; 4] {
    let geometry = ConvShape { algorithm: method, ..*geometry };
    let filters = geometry.groups * geometry.out_channels_per_group;
    let (x, w) = (numbers(3 * geometry.input_len(), 1), numbers(filters * geometry.patch_len(), 2));
    let (b, dy) = (numbers(filters, 3), numbers(3 * geometry.output_len(), 4));
    let mut y = vec![f64::NAN; dy.len()];
    conv2d_forward(&geometry, &x, &w, &b, activations::Relu, &mut y);
    let [mut dx, mut dw, mut db] = [&x, &w, &b].map(|like| vec![f64::NAN; like.len()]);
    let wanted = Conv2dGradients { dx: Some(&mut dx), dw: Some(&mut dw), db: Some(&mut db) };
    conv2d_backward(&geometry, activations::Relu, &w, [&x, &y, &dy], wanted);
    [y, dx, dw, db]
}

proptest! {
    #[test]
    fn both_methods_give_the_same(geometry in geometries()) {
        let (direct, columns) = (all(&geometry, ConvAlgorithm::Direct), all(&geometry, ConvAlgorithm::Im2col));
        for (name, (direct, columns)) in ["y", "dx", "dw", "db"].iter().zip(direct.iter().zip(&columns)) {
            assert_close(name, direct, columns, Tolerance { absolute: 1e-12, relative: 1e-12 });
        }
    }

    /// ⟨im2col(x), c⟩ = ⟨x, col2im(c)⟩
    #[test]
    fn col2im_is_the_adjoint_of_im2col(geometry in geometries()) {
        let x = numbers(geometry.in_channels_per_group * geometry.input.area(), 5);
        let c = numbers(geometry.patch_len() * geometry.output.area(), 6);
        let (mut columns, mut image) = (vec![f64::NAN; c.len()], vec![0.0; x.len()]);
        im2col(&geometry, &x, &mut columns);
        col2im(&geometry, &c, &mut image);
        let (left, right) = (dot(&columns, &c), dot(&x, &image));
        prop_assert!((left - right).abs() < 1e-10, "{left} {right}");
    }

    /// An image moved is answered by the answer moved, as far as no edge comes into play.
    #[test]
    fn answers_move_with_the_image(down in 0usize..3, right in 0usize..4, height in 1usize..4, width in 1usize..4) {
        let (side, x, w) = (9, numbers(81, 7), numbers(height * width, 8));
        let mut moved = vec![0.0; side * side];
        for row in down..side {
            for column in right..side {
                moved[row * side + column] = x[(row - down) * side + column - right];
            }
        }
        let shape = Shape::from([1, 1, height, width]);
        let geometry = ConvShape::new([1, 1, side, side].into(), shape, Conv2dOptions::default()).unwrap();
        let answer = |x: &[f64]| {
            let mut y = vec![0.0; geometry.output_len()];
            conv2d_forward(&geometry, x, &w, &[0.5], Identity, &mut y);
            y
        };
        let (before, after) = (answer(&x), answer(&moved));
        let places = geometry.output;
        for row in down..places.height {
            for column in right..places.width {
                let (from, to) = ((row - down) * places.width + column - right, row * places.width + column);
                prop_assert!((before[from] - after[to]).abs() < 1e-12);
            }
        }
    }

    /// There is a place more exactly when there is room for it.
    #[test]
    fn windows_stand_wherever_they_fit(side in 1usize..30, kernel in 1usize..6, stride in 1usize..5, dilation in 1usize..4) {
        let window = Window {
            kernel: kernel.into(),
            stride: stride.into(),
            padding: 0.into(),
            dilation: dilation.into(),
        };
        let last = |place: usize| place * stride + (kernel - 1) * dilation;
        let count = (0..).take_while(|place| last(*place) < side).count();
        let found = window.output_size(side.into()).map_or(0, |size| size.height);
        prop_assert_eq!(found, count);
    }
}
