//! Labelled images, as bytes, and their split into training and test sets.

use crate::{DataError, DataErrorKind};
use flate2::Crc;
use tensor::Shape;

/// The format of labelled images: their size, the number of classes and the meaning of a byte.
///
/// ```
/// let format = data::digits().train.format();
/// assert_eq!((format.height, format.width, format.max_value), (8, 8, 16));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageFormat {
    /// The number of channels: 1 for greyscale images, 3 for red, green and blue.
    pub channels: usize,
    /// The height of an image: its number of rows.
    pub height: usize,
    /// The width of an image: its number of columns.
    pub width: usize,
    /// The number of classes; labels are numbered from 0.
    pub classes: usize,
    /// The byte that means 1.0; 0 means 0.0.
    pub max_value: u8,
}

impl ImageFormat {
    /// The number of bytes of an image, one for each pixel and channel.
    ///
    /// ```
    /// assert_eq!(data::shapes::generate(1, 0).format().pixels(), 3 * 32 * 32);
    /// ```
    pub fn pixels(&self) -> usize {
        self.channels * self.height * self.width
    }

    /// The shape of a batch of `n` images: `[n, height, width]` for greyscale images, else
    /// `[n, channels, height, width]`.
    ///
    /// ```
    /// let format = data::shapes::generate(1, 0).format();
    /// assert_eq!(format.batch_shape(16).dims(), [16, 3, 32, 32]);
    /// ```
    pub fn batch_shape(&self, n: usize) -> Shape {
        let ImageFormat { channels, height, width, .. } = *self;
        match channels {
            1 => [n, height, width].into(),
            _ => [n, channels, height, width].into(),
        }
    }
}

/// Images of one size, each with its label, the index of its class.
///
/// The pixels are bytes in one array `[n, channels, height, width]`. Greyscale images have one
/// channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelledImages {
    format: ImageFormat,
    pixels: Vec<u8>,
    labels: Vec<u8>,
}

impl LabelledImages {
    /// Images from their bytes, which are checked; `name` is the set's name in errors.
    ///
    /// # Errors
    ///
    /// [`DataErrorKind::Pixels`] if the bytes are not one image for each label,
    /// [`DataErrorKind::Label`] if a label is not below `classes`, [`DataErrorKind::Pixel`] if a
    /// pixel is above `max_value`.
    ///
    /// # Panics
    ///
    /// Panics if a field of `format` is zero: images without pixels, or a division by zero in the
    /// conversion of bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use data::{ImageFormat, LabelledImages};
    ///
    /// let format = ImageFormat { channels: 1, height: 1, width: 2, classes: 2, max_value: 255 };
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
        let ImageFormat { channels, height, width, classes, max_value } = format;
        assert!(
            channels > 0 && height > 0 && width > 0 && classes > 0 && max_value > 0,
            "LabelledImages: {format:?}: every field must be at least 1"
        );
        let images = Self { format, pixels, labels };
        images.check_lengths(name)?;
        images.check_labels(name)?;
        images.check_pixels(name)?;
        Ok(images)
    }

    /// The number of images.
    ///
    /// ```
    /// assert_eq!(data::digits().test.len(), 360);
    /// ```
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there are no images.
    ///
    /// ```
    /// assert!(data::digits().test.subset(&[]).is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// The format of the images.
    ///
    /// ```
    /// assert_eq!(data::digits().test.format().classes, 10);
    /// ```
    pub fn format(&self) -> ImageFormat {
        self.format
    }

    /// All pixels: `[n, channels, height, width]`.
    ///
    /// ```
    /// assert_eq!(data::digits().test.pixels().len(), 360 * 8 * 8);
    /// ```
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// All labels: `[n]`, each below `format().classes`.
    ///
    /// ```
    /// assert_eq!(data::digits().train.labels()[..3], [1, 2, 3]);
    /// ```
    pub fn labels(&self) -> &[u8] {
        &self.labels
    }

    /// The pixels of one image: `[channels, height, width]`.
    ///
    /// # Panics
    ///
    /// Panics if there is no image of that index.
    ///
    /// ```
    /// assert_eq!(data::digits().train.image(0)[..4], [0, 0, 0, 12]);
    /// ```
    #[track_caller]
    pub fn image(&self, index: usize) -> &[u8] {
        assert!(index < self.len(), "there is no image {index}: there are {}", self.len());
        let pixels = self.format.pixels();
        &self.pixels[index * pixels..][..pixels]
    }

    /// A copy of the images with these indices, in their order, such as a validation set, or a
    /// smaller set for a quick trial.
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
    /// let (validation, remainder) = order.split_at(200);
    /// assert_eq!(train.subset(validation).len(), 200);
    /// assert_eq!(train.subset(remainder).len(), train.len() - 200);
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

    /// Appends other images of the same format.
    ///
    /// # Panics
    ///
    /// Panics if the formats differ.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut images = data::shapes::generate(2, 1);
    /// images.append(data::shapes::generate(1, 2));
    /// assert_eq!(images.labels(), [0, 1, 0]);
    /// ```
    #[track_caller]
    pub fn append(&mut self, mut others: Self) {
        assert!(
            self.format == others.format,
            "LabelledImages: cannot append images of the format {:?} to {:?}",
            others.format,
            self.format
        );
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
        let (pixels, labels) = (self.pixels.len(), self.len());
        let kind = DataErrorKind::Pixels { pixels, labels, channels, height, width };
        Err(kind.in_file(name))
    }

    fn check_labels(&self, name: &str) -> Result<(), DataError> {
        let classes = self.format.classes;
        match self.labels.iter().position(|&label| usize::from(label) >= classes) {
            None => Ok(()),
            Some(image) => {
                let label = self.labels[image];
                Err(DataErrorKind::Label { image, label, classes }.in_file(name))
            }
        }
    }

    fn check_pixels(&self, name: &str) -> Result<(), DataError> {
        let max_value = self.format.max_value;
        match self.pixels.iter().position(|&pixel| pixel > max_value) {
            None => Ok(()),
            Some(index) => {
                let (image, pixel) = (index / self.format.pixels(), self.pixels[index]);
                Err(DataErrorKind::Pixel { image, pixel, max_value }.in_file(name))
            }
        }
    }
}

/// A data set of images, split into a training set and a test set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The name of the data set.
    pub name: &'static str,
    /// The training set.
    pub train: LabelledImages,
    /// The test set, for evaluation only.
    pub test: LabelledImages,
}

impl Split {
    /// A fingerprint of the data in one line: the name of the data set, its sizes and a checksum
    /// (CRC-32) of every pixel and label. Two splits with the same fingerprint hold the same data,
    /// unless somebody made them to deceive.
    ///
    /// ```
    /// assert!(data::digits().fingerprint().starts_with("digits, 1437 + 360 images, checksum "));
    /// ```
    pub fn fingerprint(&self) -> String {
        let mut checksum = Crc::new();
        for part in [&self.train, &self.test] {
            checksum.update(part.pixels());
            checksum.update(part.labels());
        }
        let (train, test) = (self.train.len(), self.test.len());
        format!("{}, {train} + {test} images, checksum {:08x}", self.name, checksum.sum())
    }
}
