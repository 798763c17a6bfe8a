//! What the figures show.

use ch12::{as_large_as_mnist, inside};
use cnn::lenet5;
use data::Dataset;
use rand::{SeedableRng, rngs::ChaCha8Rng};

#[test]
fn small_digits_become_large() {
    let (small, large) = (data::digits(), as_large_as_mnist(data::digits()));
    assert_eq!((large.test.format().height, large.test.format().width), (28, 28));
    assert_eq!(large.test.labels(), small.test.labels());
    let sum = |pixels: &[u8]| pixels.iter().map(|p| u32::from(*p)).sum::<u32>();
    assert_eq!(sum(large.train.image(7)), 9 * sum(small.train.image(7)));
    assert_eq!(as_large_as_mnist(large.clone()), large, "what is large stays as it is");
}

/// The claim of the figure: away from the edges, moved images have moved maps.
#[test]
fn feature_maps_move_with_the_image() {
    let lenet = lenet5::<f32>(&mut ChaCha8Rng::seed_from_u64(1));
    let layer = lenet.layers[0].as_ref();
    let image = Dataset::<f32>::batch(&as_large_as_mnist(data::digits()).test, &[0]).inputs;
    let (down, right) = (3, 4);
    let before = inside::feature_maps(layer, &image);
    let after = inside::feature_maps(layer, &inside::moved(&image, down, right));
    for (before, after) in before.iter().zip(&after) {
        for row in 2..28 - down - 2 {
            for column in 2..28 - right - 2 {
                let (from, to) = (row * 28 + column, (row + down) * 28 + column + right);
                assert!((before.pixels[from] - after.pixels[to]).abs() < 1e-5);
            }
        }
    }
}
