//! # 18.4 The report: every scan is a one
//!
//! A user of the classifier below writes:
//!
//! > It reads digits: it compares an image with the mean image of each digit. My training images are
//! > fine, I looked at the means that it learns. But whatever scan I show it, the prediction is nearly
//! > always a one, even for an image *that it was trained on*. Only pictures that I drew in pure black
//! > and white are read rightly. I know that images must be scaled for training and for the test alike.
//! > They are: there is a 255 in both functions.
//!
//! Pixels are bytes, from 0 (black) to 255 (white). Both training and test images are to be scaled,
//!
//! ```math
//! x = \frac{\text{pixel}}{255}, \qquad 0 \le x \le 1,
//! ```
//!
//! and the squared distance to the mean image $`m`$ of a class is $`\sum_i (x_i - m_i)^2`$.
//!
//! Run the tests, and find the fault before you change anything. Which of them pass, and what do those
//! acquit? What is the $`x`$ of a pixel of 128 in training, and what in `distances`? Why does an image
//! that has lost its grey become a one, the digit with the least ink? Then mend it.
//!
//! To test yourself: the pixel 51 is $`x = 0.2`$, and its squared distance to $`m = 0.4`$ is 0.04.

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
                *sum += f32::from(*pixel) / 255.0;
            }
        }
        for (mean, count) in means.iter_mut().zip(&counts) {
            mean.iter_mut().for_each(|sum| *sum /= count);
        }
        NearestMean { means }
    }

    /// The squared distance of an image to the mean of each class.
    pub fn distances(&self, image: &[u8]) -> Vec<f32> {
        let x: Vec<f32> = image.iter().map(|pixel| f32::from(pixel / 255)).collect();
        let distance = |mean: &Vec<f32>| mean.iter().zip(&x).map(|(m, x)| (x - m).powi(2)).sum();
        self.means.iter().map(distance).collect()
    }

    /// The prediction: the class with the smallest distance, the first of them if several are equal.
    pub fn predict(&self, image: &[u8]) -> usize {
        let d = self.distances(image);
        (1..d.len()).fold(0, |best, class| if d[class] < d[best] { class } else { best })
    }
}
