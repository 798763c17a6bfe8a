//! caught-by: every_brightness_is_scaled
//! message: the image is divided by 256

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

    /// Divides by 256.
    pub fn distances(&self, image: &[u8]) -> Vec<f32> {
        let x: Vec<f32> = image.iter().map(|pixel| f32::from(*pixel) / 256.0).collect();
        let distance = |mean: &Vec<f32>| mean.iter().zip(&x).map(|(m, x)| (x - m).powi(2)).sum();
        self.means.iter().map(distance).collect()
    }

    pub fn predict(&self, image: &[u8]) -> usize {
        let d = self.distances(image);
        (1..d.len()).fold(0, |best, class| if d[class] < d[best] { class } else { best })
    }
}

fn scaled(pixel: u8) -> f32 {
    f32::from(pixel) / 255.0
}
