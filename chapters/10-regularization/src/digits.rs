//! A few digits: to train with, to choose by, and to judge by.

use data::shuffle::permutation;
use data::{Batch, Dataset, LabelledImages};
use rand::{Rng, RngExt};
use tensor::{Indices, Tensor};

/// The side of an image.
const SIDE: usize = 8;

/// Images as rows of 64 pixels from 0 to 1, with their classes.
pub struct Digits {
    /// The pixels, `[n, 64]`.
    pub x: Tensor<f32>,
    /// The class of each image.
    pub classes: Vec<usize>,
}

/// Digits for an experiment, all distinct.
pub struct Parts {
    /// The few to train with.
    pub train: Digits,
    /// To choose hyperparameters by, and to stop early: 200 others.
    pub validation: Digits,
    /// To judge by, at the end: the embedded test images.
    pub test: Digits,
}

impl Parts {
    /// `n` training and 200 validation images, other ones for each seed; the test images are always
    /// the same.
    ///
    /// ```
    /// let parts = ch10::Parts::draw(100, 1);
    /// assert_eq!((parts.train.len(), parts.validation.len(), parts.test.len()), (100, 200, 360));
    /// ```
    pub fn draw(n: usize, seed: u64) -> Self {
        let data = data::digits();
        let order = permutation(data.train.len(), seed, u64::MAX - 1);
        let all: Vec<u32> = (0..data.test.len() as u32).collect();
        Parts {
            train: Digits::of(&data.train, &order[200..200 + n]),
            validation: Digits::of(&data.train, &order[..200]),
            test: Digits::of(&data.test, &all),
        }
    }
}

impl Digits {
    /// The images with these indices.
    ///
    /// ```
    /// let digits = ch10::Digits::of(&data::digits().test, &[3, 0]);
    /// assert_eq!(digits.x.shape().dims(), [2, 64]);
    /// ```
    pub fn of(images: &LabelledImages, indices: &[u32]) -> Self {
        let Batch { inputs, targets } = images.get_batch(indices);
        Digits { x: inputs.reshape([indices.len(), SIDE * SIDE]), classes: targets }
    }

    /// The number of images.
    pub fn len(&self) -> usize {
        self.classes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.classes.is_empty()
    }

    /// These of the images.
    ///
    /// ```
    /// let digits = ch10::Digits::of(&data::digits().test, &[3, 0]);
    /// assert_eq!(digits.batch(&[1]).classes, [digits.classes[1]]);
    /// ```
    pub fn batch(&self, indices: &[u32]) -> Self {
        let row = |i: &u32| &self.x.as_slice()[*i as usize * SIDE * SIDE..][..SIDE * SIDE];
        let pixels = indices.iter().flat_map(row).copied().collect();
        let classes = indices.iter().map(|i| self.classes[*i as usize]).collect();
        Digits { x: Tensor::new([indices.len(), SIDE * SIDE], pixels), classes }
    }

    /// The probabilities that a loss should aim at, `[n, 10]`: 1 for the class, 0 for the others.
    ///
    /// ```
    /// let digits = ch10::Digits::of(&data::digits().test, &[0]);
    /// assert_eq!(digits.one_hot().as_slice().iter().sum::<f32>(), 1.0);
    /// ```
    pub fn one_hot(&self) -> Tensor<f32> {
        Indices::new([self.len()], self.classes.clone()).one_hot(10)
    }

    // ANCHOR: shift
    /// Moves each image by up to `by` pixels along both axes, each by its own distance; between
    /// pixels the values are interpolated, and what enters at the border is black.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let mut digits = ch10::Digits::of(&data::digits().test, &[0]);
    /// let before = digits.x.clone();
    /// digits.shift(0.0, &mut ChaCha8Rng::seed_from_u64(1));
    /// assert_eq!(digits.x.as_slice(), before.as_slice());
    /// ```
    pub fn shift(&mut self, by: f64, rng: &mut impl Rng) {
        for image in self.x.as_mut_slice().chunks_exact_mut(SIDE * SIDE) {
            let [down, right] = [(); 2].map(|()| by * rng.random_range(-1.0..=1.0));
            let src = image.to_vec();
            for (i, pixel) in image.iter_mut().enumerate() {
                let at = [(i / SIDE) as f64 - down, (i % SIDE) as f64 - right];
                *pixel = interpolate(&src, at);
            }
        }
    }
    // ANCHOR_END: shift

    /// Turns each image about its middle, by an angle in radians; what enters is black.
    ///
    /// ```
    /// let mut digits = ch10::Digits::of(&data::digits().test, &[0]);
    /// let before = digits.x.clone();
    /// digits.turn(std::f64::consts::PI);
    /// assert!((digits.x.as_slice()[10] - before.as_slice()[53]).abs() < 1e-6);
    /// ```
    pub fn turn(&mut self, angle: f64) {
        let (sin, cos, middle) = (angle.sin(), angle.cos(), (SIDE - 1) as f64 / 2.0);
        for image in self.x.as_mut_slice().chunks_exact_mut(SIDE * SIDE) {
            let src = image.to_vec();
            for (i, pixel) in image.iter_mut().enumerate() {
                let (down, right) = ((i / SIDE) as f64 - middle, (i % SIDE) as f64 - middle);
                let at = [cos * down - sin * right + middle, sin * down + cos * right + middle];
                *pixel = interpolate(&src, at);
            }
        }
    }

    /// Gives this fraction of the images, the first, a class drawn from the nine others. Their order
    /// is random already.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let mut digits = ch10::Parts::draw(100, 1).train;
    /// let before = digits.classes.clone();
    /// digits.mislabel(0.2, &mut ChaCha8Rng::seed_from_u64(1));
    /// assert_eq!(before.iter().zip(&digits.classes).filter(|(a, b)| a != b).count(), 20);
    /// ```
    pub fn mislabel(&mut self, fraction: f64, rng: &mut impl Rng) {
        let wrong = (fraction * self.len() as f64).round() as usize;
        for class in self.classes.iter_mut().take(wrong) {
            *class = (*class + rng.random_range(1..10)) % 10;
        }
    }
}

/// The value between the four pixels around a position, 0 outside the image.
fn interpolate(image: &[f32], [row, column]: [f64; 2]) -> f32 {
    let pixel = |row: f64, column: f64| {
        let inside = |at: f64| (0.0..SIDE as f64).contains(&at);
        let index = row * SIDE as f64 + column;
        if inside(row) && inside(column) { f64::from(image[index as usize]) } else { 0.0 }
    };
    let (top, left) = (row.floor(), column.floor());
    let (down, right) = (row - top, column - left);
    let upper = (1.0 - right) * pixel(top, left) + right * pixel(top, left + 1.0);
    let lower = (1.0 - right) * pixel(top + 1.0, left) + right * pixel(top + 1.0, left + 1.0);
    ((1.0 - down) * upper + down * lower) as f32
}
