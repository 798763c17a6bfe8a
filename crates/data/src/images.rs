//! Images with their labels, as bytes, and the split into images for training and for the test.

use crate::DataError;
use tensor::Shape;

/// What the bytes of labelled images mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageFormat {
    /// The colours that are measured at each point: 1 for grey images, 3 for red, green and blue.
    pub channels: usize,
    /// The rows of an image.
    pub height: usize,
    /// The columns of an image.
    pub width: usize,
    /// The number of classes; labels are numbered from 0.
    pub classes: usize,
    /// The byte that means 1.0; 0 means 0.0.
    pub max_value: u8,
}

impl ImageFormat {
    /// How many bytes an image has, one for each point and channel.
    pub fn pixels(&self) -> usize {
        self.channels * self.height * self.width
    }

    /// The shape of a batch of `n` images: `[n, height, width]` for grey ones, else
    /// `[n, channels, height, width]`.
    pub fn batch_shape(&self, n: usize) -> Shape {
        let ImageFormat { channels, height, width, .. } = *self;
        match channels {
            1 => [n, height, width].into(),
            _ => [n, channels, height, width].into(),
        }
    }
}

/// Images of one size, each with the number of its class.
///
/// The pixels are bytes in one block `[n, channels, height, width]`: an image is its channels, a
/// channel its rows one after another from the top. Grey images have one channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelledImages {
    format: ImageFormat,
    pixels: Vec<u8>,
    labels: Vec<u8>,
}

impl LabelledImages {
    /// Images from their bytes, which are checked; `name` is what errors call the set.
    ///
    /// # Errors
    ///
    /// [`DataError::Pixels`] if the bytes are not one image for each label, [`DataError::Label`] if
    /// a label is not below `classes`, [`DataError::Pixel`] if a pixel is above `white`.
    ///
    /// # Panics
    ///
    /// Panics if a number in `format` is zero: images without pixels, or a division by zero when
    /// bytes become numbers.
    ///
    /// # Examples
    ///
    /// ```
    /// use data::{ImageFormat, LabelledImages};
    ///
    /// let format = ImageFormat { channels: 1, height: 1, width: 2, classes: 2, white: 255 };
    /// let images = LabelledImages::new("two", format, vec![255, 0, 0, 255], vec![0, 1])?;
    /// assert_eq!(images.image(1), [0, 255]);
    /// # Ok::<(), data::DataError>(())
    /// ```
    #[track_caller]
    pub fn new(
        name: &str,
        format: ImageFormat,
        pixels: Vec<u8>,
        labels: Vec<u8>,
    ) -> Result<Self, DataError> {
        let ImageFormat { channels, height, width, classes, max_value: white } = format;
        assert!(
            channels > 0 && height > 0 && width > 0 && classes > 0 && white > 0,
            "LabelledImages: {format:?}: every number must be at least 1"
        );
        let images = Self { format, pixels, labels };
        images.check_lengths(name)?;
        images.check_labels(name)?;
        images.check_pixels(name)?;
        Ok(images)
    }

    /// How many images there are.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// What the bytes mean.
    pub fn format(&self) -> ImageFormat {
        self.format
    }

    /// All pixels: `[n, channels, height, width]`.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// All labels: `[n]`, each below `format().classes`.
    pub fn labels(&self) -> &[u8] {
        &self.labels
    }

    /// The pixels of one image: `[channels, height, width]`.
    ///
    /// # Panics
    ///
    /// Panics if there is no image of that index.
    #[track_caller]
    pub fn image(&self, index: usize) -> &[u8] {
        assert!(index < self.len(), "there is no image {index}: there are {}", self.len());
        let pixels = self.format.pixels();
        &self.pixels[index * pixels..][..pixels]
    }

    /// A copy of some of the images, in the order of their indices.
    ///
    /// This is how a validation set is split off, or a smaller set made for a quick trial.
    ///
    /// # Panics
    ///
    /// Panics if there is no image of one of the indices.
    ///
    /// # Examples
    ///
    /// ```
    /// let train = data::digits().train;
    /// let order = data::shuffle::permutation(train.len(), 42, 0);
    /// let (validation, rest) = order.split_at(200);
    /// assert_eq!(train.select(validation).len(), 200);
    /// assert_eq!(train.select(rest).len(), train.len() - 200);
    /// ```
    #[track_caller]
    pub fn subset(&self, indices: &[u32]) -> Self {
        let mut pixels = Vec::with_capacity(indices.len() * self.format.pixels());
        let mut labels = Vec::with_capacity(indices.len());
        for &index in indices {
            pixels.extend_from_slice(self.image(index as usize));
            labels.push(self.labels[index as usize]);
        }
        Self { format: self.format, pixels, labels }
    }

    /// Puts other images of the same format behind these.
    ///
    /// # Panics
    ///
    /// Panics if the format is another one.
    #[track_caller]
    pub fn append(&mut self, mut others: Self) {
        assert_eq!(self.format, others.format, "LabelledImages: images of two formats");
        self.pixels.append(&mut others.pixels);
        self.labels.append(&mut others.labels);
    }

    fn check_lengths(&self, name: &str) -> Result<(), DataError> {
        let ImageFormat { channels, height, width, .. } = self.format;
        let sizes = [channels, height, width];
        let expected = sizes.iter().try_fold(self.len(), |count, &size| count.checked_mul(size));
        if expected == Some(self.pixels.len()) {
            return Ok(());
        }
        let (name, pixels, labels) = (name.to_string(), self.pixels.len(), self.len());
        Err(DataError::Pixels { name, pixels, labels, channels, height, width })
    }

    fn check_labels(&self, name: &str) -> Result<(), DataError> {
        let classes = self.format.classes;
        match self.labels.iter().position(|&label| usize::from(label) >= classes) {
            None => Ok(()),
            Some(image) => {
                let (name, label) = (name.to_string(), self.labels[image]);
                Err(DataError::Label { name, image, label, classes })
            }
        }
    }

    fn check_pixels(&self, name: &str) -> Result<(), DataError> {
        let white = self.format.max_value;
        match self.pixels.iter().position(|&pixel| pixel > white) {
            None => Ok(()),
            Some(place) => {
                let (name, image) = (name.to_string(), place / self.format.pixels());
                Err(DataError::Pixel { name, image, pixel: self.pixels[place], white })
            }
        }
    }
}

/// A data set in two parts: one to learn from and one, never learnt from, to judge by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The name of the data set.
    pub name: &'static str,
    /// The images to learn from.
    pub train: LabelledImages,
    /// The images to judge by.
    pub test: LabelledImages,
}
