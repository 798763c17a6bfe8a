//! A small image with its caption.

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
