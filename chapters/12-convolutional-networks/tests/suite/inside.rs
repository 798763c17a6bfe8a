//! What the figures show.

use ch12::{inside, resize_to_28, shift_all, shifted};
use cnn::lenet5;
use data::Dataset;
use nn::{parameter_count, state_dict};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use tensor::Tensor;

#[test]
fn small_digits_become_large() {
    let (small, large) = (data::digits(), resize_to_28(data::digits()));
    assert_eq!((large.test.format().height, large.test.format().width), (28, 28));
    assert_eq!(large.test.labels(), small.test.labels());
    let (small, large_image) = (small.train.image(7), large.train.image(7));
    // A pixel's middle has all of it, and none of its neighbours; two positions on, a third is left.
    for (i, pixel) in small.iter().enumerate() {
        let middle = (3 + i / 8 * 3) * 28 + 3 + i % 8 * 3;
        assert_eq!(large_image[middle], 9 * pixel);
        if let Some(right) = small.get(i + 1).filter(|_| i % 8 < 7) {
            assert_eq!(large_image[middle + 1], 6 * pixel + 3 * right);
        }
    }
    let sum = |pixels: &[u8]| pixels.iter().map(|p| u32::from(*p)).sum::<u32>();
    assert_eq!(
        sum(large_image),
        81 * sum(small),
        "each pixel is as nine, and nine times as bright"
    );
    assert_eq!(resize_to_28(large.clone()), large, "what is large stays as it is");
}

/// The claim of the figure: away from the edges, moved images have moved maps.
#[test]
fn feature_maps_move_with_the_image() {
    let lenet = lenet5::<f32>(&mut ChaCha8Rng::seed_from_u64(1));
    let layer = lenet.layers[0].as_ref();
    let image = Dataset::<f32>::get_batch(&resize_to_28(data::digits()).test, &[0]).inputs;
    let (down, right) = (3, 4);
    let elsewhere = shifted(image.as_slice(), [28, 28], [down as isize, right as isize]);
    let before = inside::feature_maps(layer, &image);
    let after = inside::feature_maps(layer, &Tensor::new([1, 28, 28], elsewhere));
    for (before, after) in before.iter().zip(&after) {
        for row in 2..28 - down - 2 {
            for column in 2..28 - right - 2 {
                let (from, to) = (row * 28 + column, (row + down) * 28 + column + right);
                assert!((before.pixels[from] - after.pixels[to]).abs() < 1e-5);
            }
        }
    }
}

#[test]
fn images_move_either_way_and_lose_what_leaves() {
    let image = [1, 2, 3, 4, 5, 6];
    assert_eq!(shifted(&image, [2, 3], [0, 0]), image);
    assert_eq!(shifted(&image, [2, 3], [1, 0]), [0, 0, 0, 1, 2, 3]);
    assert_eq!(shifted(&image, [2, 3], [-1, 1]), [0, 4, 5, 0, 0, 0]);
    assert_eq!(shifted(&image, [2, 3], [0, -2]), [3, 0, 0, 6, 0, 0]);
    assert_eq!(shifted(&image, [2, 3], [5, 0]), [0; 6]);
    let digits = data::digits().test;
    let all = shift_all(&digits, [2, -1]);
    assert_eq!(all.image(7), shifted(digits.image(7), [8, 8], [2, -1]));
    assert_eq!(all.labels(), digits.labels());
}

/// What the page says of the moved test images: how much ink is lost over the edges.
#[test]
fn small_digits_lose_ink_when_they_move_up_or_down() {
    let digits = resize_to_28(data::digits()).test;
    let ink = |images: &data::LabelledImages| -> f64 {
        (0..images.len()).flat_map(|i| images.image(i)).map(|pixel| f64::from(*pixel)).sum()
    };
    let lost = |by: [isize; 2]| 100.0 * (1.0 - ink(&shift_all(&digits, by)) / ink(&digits));
    for (by, percent) in [(2, 1.0), (3, 4.0), (4, 8.0)] {
        for by in [[by, 0], [-by, 0]] {
            assert_eq!(lost(by).round(), percent, "moved by {by:?}");
        }
    }
    assert!(lost([0, 4]) < 0.1 && lost([0, -4]) < 0.1, "sideways the margin is wide enough");
}

/// The page's counts: LeNet-5 has its parameters in the dense layers, and its multiplications in the
/// convolutions.
#[test]
fn most_parameters_are_dense_and_most_multiplications_are_not() {
    let lenet = lenet5::<f32>(&mut ChaCha8Rng::seed_from_u64(1));
    let [mut parameters, mut multiplications] = [[0; 2]; 2];
    for (number, layer) in lenet.layers.iter().enumerate() {
        let (kind, positions) = match number {
            0 => (0, 28 * 28),
            2 => (0, 10 * 10),
            _ => (1, 1),
        };
        let weights =
            state_dict(layer.as_ref()).first().map_or(0, |(_, weight)| weight.shape().len());
        parameters[kind] += parameter_count(layer.as_ref());
        multiplications[kind] += weights * positions;
    }
    assert_eq!(parameters, [61_706 - 59_134, 59_134]);
    assert_eq!(multiplications, [357_600, 416_520 - 357_600]);
}
