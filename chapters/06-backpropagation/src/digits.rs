//! Digits as matrices.

use data::LabelledImages;
use nalgebra::DMatrix;
use numeric::Float;

/// Images as columns, with their classes.
pub struct Digits<T> {
    /// The pixels, from 0 to 1, `64 × images`.
    pub x: DMatrix<T>,
    /// The class of each.
    pub classes: Vec<usize>,
}

impl<T: Float> Digits<T> {
    /// All of these images.
    ///
    /// ```
    /// let digits = ch06::Digits::<f32>::of(&data::digits().test);
    /// assert_eq!(digits.x.shape(), (64, digits.classes.len()));
    /// ```
    pub fn of(images: &LabelledImages) -> Self {
        let pixel = |pixel: usize, i: usize| T::of(f64::from(images.image(i)[pixel]) / 16.0);
        Digits {
            x: DMatrix::from_fn(64, images.len(), pixel),
            classes: images.labels().iter().map(|class| usize::from(*class)).collect(),
        }
    }

    /// These of the images, as a batch.
    ///
    /// ```
    /// let digits = ch06::Digits::<f64>::of(&data::digits().test);
    /// assert_eq!(digits.batch(&[3, 0]).classes, [digits.classes[3], digits.classes[0]]);
    /// ```
    pub fn batch(&self, indices: &[u32]) -> Self {
        let columns: Vec<usize> = indices.iter().map(|i| *i as usize).collect();
        let classes = columns.iter().map(|i| self.classes[*i]).collect();
        Digits { x: self.x.select_columns(&columns), classes }
    }
}
