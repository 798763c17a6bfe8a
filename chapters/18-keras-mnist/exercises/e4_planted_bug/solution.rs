//! Solution of 18.4.
//!
//! `pixel / 255` with a `u8` is an integer division: 0 for every pixel but 255, where it is 1. A grey
//! image became black, and the mean that is nearest to black is that of the digit with the least ink.
//! One function that scales, used for training and for the test, cannot disagree with itself.

/// A classifier that compares an image with the mean image of each class.
pub struct NearestMean {
    /// The mean image of each class; pixels are between 0 (black) and 1 (white).
    pub means: Vec<Vec<f32>>,
}

impl NearestMean {
    /// Training: the mean of the images of each class, each of which has at least one image.
    pub fn fit(images: &[Vec<u8>], labels: &[usize], classes: usize) -> NearestMean {
        let pixels = images.first().map_or(0, Vec::len);
        let mut means = vec![vec![0.0; pixels]; classes];
        let mut counts = vec![0.0; classes];
        for (image, label) in images.iter().zip(labels) {
            counts[*label] += 1.0;
            for (sum, pixel) in means[*label].iter_mut().zip(image) {
                *sum += scaled(*pixel);
            }
        }
        for (mean, count) in means.iter_mut().zip(&counts) {
            mean.iter_mut().for_each(|sum| *sum /= count);
        }
        NearestMean { means }
    }

    /// The squared distance of an image to the mean of each class.
    pub fn distances(&self, image: &[u8]) -> Vec<f32> {
        let x: Vec<f32> = image.iter().map(|pixel| scaled(*pixel)).collect();
        let distance = |mean: &Vec<f32>| mean.iter().zip(&x).map(|(m, x)| (x - m).powi(2)).sum();
        self.means.iter().map(distance).collect()
    }

    /// The prediction: the class with the smallest distance, the first of them if several are equal.
    pub fn predict(&self, image: &[u8]) -> usize {
        let d = self.distances(image);
        (1..d.len()).fold(0, |best, class| if d[class] < d[best] { class } else { best })
    }
}

/// The brightness of a pixel, between 0 and 1: converted first, then divided.
fn scaled(pixel: u8) -> f32 {
    f32::from(pixel) / 255.0
}
