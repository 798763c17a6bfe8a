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

    /// Moves each image by −1, 0 or 1 pixel along both axes, each of the nine ways equally likely;
    /// what enters at the border is black.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let mut digits = ch10::Digits::of(&data::digits().test, &[0]);
    /// digits.shift(&mut ChaCha8Rng::seed_from_u64(1));
    /// assert_eq!(digits.x.len(), 64);
    /// ```
    pub fn shift(&mut self, rng: &mut impl Rng) {
        for image in self.x.as_mut_slice().chunks_exact_mut(SIDE * SIDE) {
            let [down, right] = [(); 2].map(|()| rng.random_range(0..3));
            let src = image.to_vec();
            for (i, pixel) in image.iter_mut().enumerate() {
                // One row and column more on each side, so that nothing is below 0.
                let (row, column) = (i / SIDE + 2 - down, i % SIDE + 2 - right);
                let inside = (1..=SIDE).contains(&row) && (1..=SIDE).contains(&column);
                *pixel = if inside { src[(row - 1) * SIDE + column - 1] } else { 0.0 };
            }
        }
    }
}
