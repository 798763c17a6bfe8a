//! Small colour images in rows, each with a caption.

use crate::grid_layout::GridLayout;
use crate::units::Point;
use crate::{CaptionedImage, Figure, FigureError, data_url};

/// Small colour images in rows, each with a caption below it.
///
/// They keep their colours in both themes, being photographs and no drawings of the house.
///
/// ```
/// use figures::{ColorGrid, ColorImage};
///
/// let flag = ColorImage {
///     channels: [vec![255, 0], vec![255, 0], vec![255, 255]],
///     width: 2,
///     height: 1,
///     caption: "white and blue".into(),
/// };
/// let description = "A flag of two stripes.".into();
/// let figure = ColorGrid { description, columns: 1, images: vec![flag] }.draw()?;
/// assert!(figure.inline().contains("data:image/png;base64,"));
/// # Ok::<(), figures::FigureError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ColorGrid {
    /// What a reader would see, for those who cannot.
    pub description: String,
    /// How many images stand side by side, 1 to 12.
    pub columns: usize,
    /// The images, row by row.
    pub images: Vec<ColorImage>,
}

/// One image of a [`ColorGrid`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ColorImage {
    /// Red, green and blue, each row by row: 0 is dark, 255 is light.
    pub channels: [Vec<u8>; 3],
    /// The width in pixels, 1 to 128.
    pub width: usize,
    /// The height in pixels, 1 to 128.
    pub height: usize,
    /// What is printed below the image, in several lines if need be.
    pub caption: String,
}

impl ColorGrid {
    /// Draws the images.
    ///
    /// # Errors
    ///
    /// Without a description, without images, with no or more than 12 columns, or with an image
    /// whose sides or channels are not as its fields say.
    pub fn draw(&self) -> Result<Figure, FigureError> {
        let images: Vec<CaptionedImage> =
            self.images.iter().map(ColorImage::without_color).collect();
        let layout = GridLayout { columns: self.columns, images: &images };
        layout.check()?;
        let title = match self.images.len() {
            1 => "Colour image".to_owned(),
            images => format!("{images} colour images"),
        };
        layout.draw(&title, &self.description, |index, corner, scale| {
            self.images[index].element(corner, scale)
        })
    }
}

impl ColorImage {
    /// What the layout has to know: the sides and the caption. Of the channels it sees the shortest,
    /// or one pixel too many where they differ, which it refuses.
    fn without_color(&self) -> CaptionedImage {
        let lengths = self.channels.each_ref().map(Vec::len);
        let found = if lengths.iter().all(|length| *length == lengths[0]) {
            lengths[0]
        } else {
            self.width * self.height + 1
        };
        let (width, height, caption) = (self.width, self.height, self.caption.clone());
        CaptionedImage { pixels: vec![0.0; found], width, height, caption }
    }

    /// The SVG `<image>` at a corner, with `scale` units to a pixel.
    fn element(&self, (x, y): Point, scale: i32) -> String {
        let [red, green, blue] = &self.channels;
        let pixels = red.iter().zip(green).zip(blue);
        let rgb: Vec<u8> = pixels.flat_map(|((r, g), b)| [*r, *g, *b]).collect();
        let address = data_url::of_pixels(&rgb, self.width);
        let (width, height) = (scale * self.width as i32, scale * self.height as i32);
        format!(
            "<image x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" \
             style=\"image-rendering:pixelated\" href=\"{address}\"/>\n"
        )
    }
}
