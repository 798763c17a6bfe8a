//! caught-by: means_are_those_of_scaled_images
//! message: both scale alike, and both are wrong

pub struct NearestMean {
    pub means: Vec<Vec<f32>>,
}

impl NearestMean {
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

    pub fn distances(&self, image: &[u8]) -> Vec<f32> {
        let x: Vec<f32> = image.iter().map(|pixel| scaled(*pixel)).collect();
        let distance = |mean: &Vec<f32>| mean.iter().zip(&x).map(|(m, x)| (x - m).powi(2)).sum();
        self.means.iter().map(distance).collect()
    }

    pub fn predict(&self, image: &[u8]) -> usize {
        let d = self.distances(image);
        (1..d.len()).fold(0, |best, class| if d[class] < d[best] { class } else { best })
    }
}

/// Divides integers in training as well.
fn scaled(pixel: u8) -> f32 {
    f32::from(pixel / 255)
}
