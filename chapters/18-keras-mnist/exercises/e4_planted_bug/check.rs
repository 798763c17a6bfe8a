use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

/// What `distances` may make of a pixel by mistake, of an image with this maximum.
type Scale = fn(f32, f32) -> f32;

/// Slips, and what to say about each. The first is the planted fault, which is to be searched for: the
/// hints say what it is.
const SLIPS: [(Scale, &str); 8] = [
    (
        |pixel, _| if pixel == 255.0 { 1.0 } else { 0.0 },
        "follow a pixel through `distances`: which x does it make of it?",
    ),
    (|pixel, _| pixel, "the image is not scaled now, but the means that it is compared with are"),
    (
        |pixel, _| pixel / 256.0,
        "the image is divided by 256, the number of brightnesses; training divides by 255, the maximum",
    ),
    (
        |pixel, max| if max > 0.0 { pixel / max } else { 0.0 },
        "the image is divided by its own maximum, so that every image becomes equally bright; training \
         divides by 255",
    ),
    (
        |pixel, _| (pixel / 255.0).round(),
        "the image is rounded to black and white; in training grey stays grey",
    ),
    (|pixel, _| pixel / 255.0 / 255.0, "the image is divided by 255 twice"),
    (|pixel, _| 1.0 - pixel / 255.0, "black and white are exchanged"),
    (|pixel, _| pixel / 127.5 - 1.0, "the image is scaled to −1 … 1; in training it is 0 … 1"),
];

/// The squared distance of pixels to a mean.
fn squared(mean: &[f32], x: impl Iterator<Item = f32>) -> f32 {
    mean.iter().zip(x).map(|(m, x)| (x - m).powi(2)).sum()
}

/// Compares the reader's distances to these means with what is expected.
#[track_caller]
fn check_distances(means: &[Vec<f32>], image: &[u8], expected: &[f32]) {
    let model = NearestMean { means: means.to_vec() };
    let name = format!("the squared distances of the image {image:?} to the means {means:?}");
    let found = guarded(|| name.clone(), || model.distances(image));
    let mismatch = compare(&name, &[expected.len()], &found, expected, Tolerance::F32_GOLDEN);
    let max = f32::from(image.iter().copied().max().unwrap_or_default());
    let is = |distances: &[f32]| {
        compare("", &[distances.len()], &found, distances, Tolerance::F32_GOLDEN).is_ok()
    };
    assert_or_name_slip(mismatch, || {
        let roots: Vec<f32> = expected.iter().map(|d| d.sqrt()).collect();
        if is(&roots) {
            return Some("these are the distances, not their squares, which they were");
        }
        let x: Vec<f32> = image.iter().map(|pixel| f32::from(*pixel) / 255.0).collect();
        let sums = |term: fn(f32) -> f32| -> Vec<f32> {
            let sum = |mean: &Vec<f32>| mean.iter().zip(&x).map(|(m, x)| term(x - m)).sum();
            means.iter().map(sum).collect()
        };
        if is(&sums(f32::abs)) {
            return Some("the magnitudes of the differences are added up, not their squares");
        }
        if is(&sums(|difference| difference)) {
            return Some(
                "the differences are added up as they are, and may cancel: square each first",
            );
        }
        let fits = |(scale, _): &&(Scale, &str)| {
            let x = || image.iter().map(|pixel| scale(f32::from(*pixel), max));
            is(&means.iter().map(|mean| squared(mean, x())).collect::<Vec<_>>())
        };
        let mut fitting = SLIPS.iter().filter(fits).map(|(_, words)| *words);
        fitting.next().filter(|_| fitting.next().is_none())
    });
}

/// Compares the reader's prediction with the class.
#[track_caller]
fn check_prediction(model: &NearestMean, image: &[u8], class: usize) {
    let given = || format!("`predict` of the image {image:?} with the means {:?}", model.means);
    let found = guarded(given, || model.predict(image));
    assert!(
        found == class,
        "{} is {found}, expected {class}: with x = pixel/255 both in `fit` and in `distances` the image \
         lies nearest to the mean of class {class}",
        given()
    );
}

/// The reader's classifier of images of four pixels: class 0 has most ink, class 1 least.
#[track_caller]
fn trained(images: &[Vec<u8>], labels: &[usize], classes: usize) -> NearestMean {
    let given = || format!("`fit` of {images:?} with the labels {labels:?}");
    let model = guarded(given, || NearestMean::fit(images, labels, classes));
    assert!(
        model.means.len() == classes,
        "{}: there are {} means, expected one for each of {classes} classes",
        given(),
        model.means.len()
    );
    model
}

/// Grey images of three classes, two of each.
fn scans() -> (Vec<Vec<u8>>, [usize; 6]) {
    let images = [
        [200, 180, 220, 190],
        [10, 120, 0, 0],
        [150, 20, 30, 160],
        [220, 200, 180, 210],
        [0, 140, 10, 20],
        [170, 0, 10, 140],
    ];
    (images.map(|image| image.to_vec()).to_vec(), [0, 1, 2, 0, 1, 2])
}

#[test]
fn every_brightness_is_scaled() {
    for pixel in 0..=255u8 {
        let image = [pixel, 160, 60];
        let x = image.map(|pixel| f32::from(pixel) / 255.0);
        let means = [vec![0.0; 3], vec![1.0, 0.5, 1.0]];
        let expected = [squared(&means[0], x.into_iter()), squared(&means[1], x.into_iter())];
        check_distances(&means, &image, &expected);
    }
}

#[test]
fn distances_agree_with_paper() {
    check_distances(&[vec![0.4, 0.1]], &[51, 153], &[0.29]);
    check_distances(&[vec![0.4]], &[51], &[0.04]);
    check_distances(&[vec![0.2, 0.4], vec![1.0, 0.0]], &[102, 204], &[0.2, 1.0]);
}

#[test]
fn a_scan_is_recognised() {
    let (images, labels) = scans();
    let model = trained(&images, &labels, 3);
    check_prediction(&model, &[190, 170, 200, 230], 0);
    check_prediction(&model, &[0, 110, 30, 0], 1);
    check_prediction(&model, &[140, 10, 0, 170], 2);
}

#[test]
fn what_was_trained_on_is_recognised() {
    let (images, labels) = scans();
    let model = trained(&images, &labels, 3);
    images.iter().zip(labels).for_each(|(image, class)| check_prediction(&model, image, class));
}

/// The same picture, bright and dim, in two classes.
#[test]
fn brightness_tells_classes_apart() {
    let images = [vec![240, 120], vec![100, 50]];
    let model = trained(&images, &[0, 1], 2);
    check_prediction(&model, &[230, 110], 0);
    check_prediction(&model, &[110, 60], 1);
}

#[test]
fn black_and_white_is_recognised() {
    check_distances(&[vec![0.5, 0.0], vec![1.0, 1.0]], &[0, 255], &[1.25, 1.0]);
    let (images, labels) = scans();
    let model = trained(&images, &labels, 3);
    check_prediction(&model, &[255, 255, 255, 255], 0);
    check_prediction(&model, &[0, 255, 0, 0], 1);
    check_prediction(&model, &[255, 0, 0, 255], 2);
}

/// Each of these means is as far from black as the others.
#[test]
fn of_equal_distances_the_first_class_is_predicted() {
    let model = NearestMean { means: vec![vec![1.0, 0.0], vec![0.0, 1.0], vec![1.0, 0.0]] };
    let found =
        guarded(|| format!("`predict` of black with {:?}", model.means), || model.predict(&[0, 0]));
    assert!(
        found == 0,
        "`predict` of the image [0, 0] with the means {:?} is {found}, expected 0: all distances are 1, and \
         of equal ones the first class is predicted",
        model.means
    );
}

#[test]
fn means_are_those_of_scaled_images() {
    let images = [vec![51, 0], vec![153, 255], vec![255, 0]];
    let model = trained(&images, &[1, 1, 0], 2);
    let (found, expected) = (model.means.concat(), [1.0, 0.0, 0.4, 0.5]);
    let name = format!("the means of {images:?} with the labels [1, 1, 0]");
    let mismatch = compare(&name, &[2, 2], &found, &expected, Tolerance::F32_GOLDEN);
    let is = |means: &[f32]| compare("", &[4], &found, means, Tolerance::F32_GOLDEN).is_ok();
    assert_or_name_slip(mismatch, || {
        if is(&expected.map(|mean| 255.0 * mean)) {
            Some("the training images are not scaled any more: a mean is to be between 0 and 1")
        } else if is(&[1.0, 0.0, 0.0, 0.5]) {
            Some("now training loses the grey as well: both scale alike, and both are wrong")
        } else if is(&[1.0, 0.0, 0.8, 1.0]) {
            Some("that is the sum of the images of a class; the mean was right")
        } else {
            None
        }
    });
}
