//! Weights shown as images: blue below zero, white at zero, orange above.

use crate::grid_layout::GridLayout;
use crate::pixels;
use crate::style::{NEGATIVE, POSITIVE};
use crate::units::Point;
use crate::{CaptionedImage, Figure, FigureError};

/// Small images of numbers with a sign, such as the weights of a neuron that looks at an image.
///
/// A number below zero is blue, one above zero orange, zero white; the largest in size of all the
/// images has the full colour, so that they compare. The paper is light in both themes.
///
/// ```
/// use figures::{CaptionedImage, WeightImages};
///
/// let edge = CaptionedImage {
///     pixels: vec![-1.0, 0.0, 1.0, -2.0, 0.0, 2.0, -1.0, 0.0, 1.0],
///     width: 3,
///     height: 3,
///     caption: "an edge".into(),
/// };
/// let description = "Weights below zero on the left, above zero on the right.".into();
/// let figure = WeightImages { description, columns: 1, images: vec![edge] }.draw()?;
/// assert!(figure.inline().contains("var(--fig-negative)"));
/// # Ok::<(), figures::FigureError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WeightImages {
    /// What a reader would see, for those who cannot.
    pub description: String,
    /// How many images stand side by side, 1 to 12.
    pub columns: usize,
    /// The images, row by row; here pixels are finite numbers of any sign and size.
    pub images: Vec<CaptionedImage>,
}

impl WeightImages {
    /// Draws the images.
    ///
    /// # Errors
    ///
    /// Without a description, without images, with no or more than 12 columns, with an image whose
    /// sides are not as its fields say, or with a number that is not finite.
    pub fn draw(&self) -> Result<Figure, FigureError> {
        let layout = GridLayout { columns: self.columns, images: &self.images };
        layout.check()?;
        for (image, CaptionedImage { pixels, .. }) in self.images.iter().enumerate() {
            if let Some(pixel) = pixels.iter().position(|weight| !weight.is_finite()) {
                return Err(FigureError::WeightValue { image, pixel, value: pixels[pixel] });
            }
        }
        let weights = self.images.iter().flat_map(|image| &image.pixels);
        let largest = weights.fold(0.0, |largest: f32, weight| largest.max(weight.abs()));
        let title = match self.images.len() {
            1 => "Weights as an image".to_owned(),
            images => format!("Weights as {images} images"),
        };
        layout.draw(&title, &self.description, |index, corner, scale| {
            print(&self.images[index], largest, corner, scale)
        })
    }
}

/// One group of pixels for each sign; where all weights are zero, the paper stays white.
fn print(image: &CaptionedImage, largest: f32, corner: Point, scale: i32) -> String {
    let part = |sign: f32, paint| {
        let strength = |weight: &f32| if largest > 0.0 { sign * weight / largest } else { 0.0 };
        let ink: Vec<f32> = image.pixels.iter().map(strength).collect();
        pixels::group(&ink, image.width, corner, scale, paint)
    };
    part(-1.0, NEGATIVE) + &part(1.0, POSITIVE)
}
