//! A small image with its caption.

use crate::FigureError;

/// Values that rounding carried past 0 or 1 are no mistake.
const ROUNDING: f32 = 1e-3;

/// A small image with its caption: one of an [`ImageGrid`](crate::ImageGrid).
///
/// ```
/// use figures::CaptionedImage;
///
/// let pixels = vec![0.0; 28 * 28];
/// let blank = CaptionedImage { pixels, width: 28, height: 28, caption: "blank".into() };
/// assert_eq!(blank.pixels.len(), blank.width * blank.height);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CaptionedImage {
    /// How much ink each pixel has, from 0 to 1, row by row.
    pub pixels: Vec<f32>,
    /// The width in pixels, 1 to 128.
    pub width: usize,
    /// The height in pixels, 1 to 128.
    pub height: usize,
    /// What is printed below the image, in several lines if need be.
    pub caption: String,
}

impl CaptionedImage {
    /// Whether every pixel is within 0 and 1; `image` is the index to name in the error.
    pub(crate) fn check_ink(&self, image: usize) -> Result<(), FigureError> {
        let range = -ROUNDING..=1.0 + ROUNDING;
        match self.pixels.iter().position(|ink| !range.contains(ink)) {
            Some(pixel) => Err(FigureError::PixelValue { image, pixel, value: self.pixels[pixel] }),
            None => Ok(()),
        }
    }
}
