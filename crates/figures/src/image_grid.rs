//! Small images in rows, each with a caption.

use crate::grid_layout::GridLayout;
use crate::pixels;
use crate::style::PRINT;
use crate::{CaptionedImage, Figure, FigureError};

/// Values that rounding carried past 0 or 1 are no mistake.
const ROUNDING: f32 = 1e-3;

/// Small grey images in rows, each with a caption below it.
///
/// They are dark ink on light paper in both themes.
///
/// ```
/// use figures::{CaptionedImage, ImageGrid};
///
/// let cross = CaptionedImage {
///     pixels: vec![0.0, 1.0, 0.0, 1.0, 1.0, 1.0, 0.0, 1.0, 0.0],
///     width: 3,
///     height: 3,
///     caption: "true 4, said 9, 99.8 %".into(),
/// };
/// let description = "A small cross, taken for a nine.".into();
/// let figure = ImageGrid { description, columns: 1, images: vec![cross] }.draw()?;
/// assert!(figure.inline().contains("M0 1h3v1h-3z")); // the middle row is one run of ink
/// # Ok::<(), figures::FigureError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImageGrid {
    /// What a reader would see, for those who cannot.
    pub description: String,
    /// How many images stand side by side, 1 to 12.
    pub columns: usize,
    /// The images, row by row.
    pub images: Vec<CaptionedImage>,
}

impl ImageGrid {
    /// Draws the images.
    ///
    /// # Errors
    ///
    /// Without a description, without images, with no or more than 12 columns, or with an image
    /// whose sides or pixels are not as their fields say.
    pub fn draw(&self) -> Result<Figure, FigureError> {
        let layout = GridLayout { columns: self.columns, images: &self.images };
        layout.check()?;
        for (image, CaptionedImage { pixels, .. }) in self.images.iter().enumerate() {
            let range = -ROUNDING..=1.0 + ROUNDING;
            if let Some(pixel) = pixels.iter().position(|ink| !range.contains(ink)) {
                return Err(FigureError::PixelValue { image, pixel, value: pixels[pixel] });
            }
        }
        let title = match self.images.len() {
            1 => "Image".to_owned(),
            images => format!("{images} images"),
        };
        layout.draw(&title, &self.description, |index, corner, scale| {
            let image = &self.images[index];
            pixels::group(&image.pixels, image.width, corner, scale, PRINT)
        })
    }
}
