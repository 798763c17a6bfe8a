//! The nearest neighbours: how many may vote.

use ch18::neighbours::classify;

fn classify_three(k: usize) -> Vec<u8> {
    let images = data::digits().train.subset(&[0, 1, 2]);
    let classes = classify(&images, &images, k);
    assert_eq!(classes.len(), images.len());
    classes
}

#[test]
fn each_image_is_its_own_nearest() {
    assert_eq!(classify_three(1), data::digits().train.subset(&[0, 1, 2]).labels());
    // With one vote each, the nearest decides.
    assert_eq!(classify_three(3), classify_three(1));
}

#[test]
#[should_panic = "k must be from 1 to 3, the number of training images, not 0"]
fn no_votes() {
    classify_three(0);
}

#[test]
#[should_panic = "k must be from 1 to 3, the number of training images, not 4"]
fn more_votes_than_images() {
    classify_three(4);
}
