//! The synthetic shapes.

use data::shapes::{CLASS_NAMES, generate};

#[test]
fn the_set_is_the_same_everywhere() {
    let shapes = data::shapes();
    assert_eq!(shapes.fingerprint(), "shapes, 10000 + 2000 images, checksum 8628caca");
    for part in [&shapes.train, &shapes.test] {
        let of_class = |class| part.labels().iter().filter(|label| **label == class).count();
        assert!((0..10).all(|class| of_class(class) == part.len() / 10));
    }
}

#[test]
fn another_seed_gives_other_images() {
    assert_eq!(generate(10, 1), generate(10, 1));
    assert_ne!(generate(10, 1).image(0), generate(10, 2).image(0));
    assert_eq!(generate(0, 1).len(), 0);
    assert_eq!(CLASS_NAMES.len(), 10);
}

/// A pixel of one class is on average as one of any other: colour and position say nothing.
#[test]
fn single_pixels_do_not_determine_the_class() {
    let shapes = data::shapes().train;
    let mean = |class: u8| {
        let of_class = (0..shapes.len()).filter(|i| shapes.labels()[*i] == class);
        let sums = of_class.map(|i| shapes.image(i).iter().map(|p| f64::from(*p)).sum::<f64>());
        sums.sum::<f64>() / (shapes.len() / 10) as f64 / shapes.format().pixels() as f64
    };
    let means: Vec<f64> = (0..10).map(mean).collect();
    assert!(means.iter().all(|mean| (mean - 127.5).abs() < 4.0), "{means:?}");
}
