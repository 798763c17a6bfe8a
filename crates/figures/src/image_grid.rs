//! Small images in rows, each with a caption.

use crate::canvas::{Anchor, Canvas, Point, UNIT};
use crate::pixels;
use crate::style::{GRID, INK, PAPER};
use crate::text::wrapped;
use crate::{Figure, FigureError};

const MOST_COLUMNS: usize = 12;
const MOST_PIXELS: usize = 128;
/// Values that rounding carried past 0 or 1 are no mistake.
const ROUNDING: f32 = 1e-3;

const WIDEST: i32 = 600 * UNIT;
const WIDEST_IMAGE: i32 = 120 * UNIT;
const MARGIN: i32 = 4 * UNIT;
/// Between two images; captions may use half of it.
const GAP: i32 = 16 * UNIT;
const TEXT: i32 = 13 * UNIT;
const LINE: i32 = 16 * UNIT;

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

/// One image of an [`ImageGrid`].
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

impl ImageGrid {
    /// Draws the images.
    ///
    /// # Errors
    ///
    /// Without a description, without images, with no or more than 12 columns, or with an image
    /// whose sides or pixels are not as their fields say.
    pub fn draw(&self) -> Result<Figure, FigureError> {
        if self.images.is_empty() {
            return Err(FigureError::NoImages);
        }
        if !(1..=MOST_COLUMNS).contains(&self.columns) {
            return Err(FigureError::ColumnCount { found: self.columns, most: MOST_COLUMNS });
        }
        for (index, image) in self.images.iter().enumerate() {
            image.check(index)?;
        }
        let title = match self.images.len() {
            1 => "Image".to_owned(),
            images => format!("{images} images"),
        };
        let (size, rows) = self.layout();
        Figure::draw(size, &title, &self.description, |canvas| {
            for (images, top) in self.images.chunks(self.columns).zip(rows) {
                self.draw_row(images, top, canvas);
            }
        })
    }

    /// The size of the figure and the top of each row: long captions make a row higher.
    fn layout(&self) -> (Point, Vec<i32>) {
        let columns = self.columns.min(self.images.len()) as i32;
        let width = 2 * MARGIN + columns * (self.side() + GAP) - GAP;
        let mut bottom = MARGIN;
        let mut tops = Vec::new();
        for images in self.images.chunks(self.columns) {
            tops.push(bottom);
            let lines = images.iter().map(|image| self.lines(image).len()).max().unwrap_or(0);
            bottom += self.side() + lines as i32 * LINE + GAP;
        }
        ((width, bottom - GAP / 2), tops)
    }

    /// The side of the square in which an image has its place.
    fn side(&self) -> i32 {
        let columns = self.columns.min(self.images.len()) as i32;
        let room = (WIDEST - 2 * MARGIN + GAP) / columns - GAP;
        room.min(WIDEST_IMAGE) / UNIT * UNIT // on whole pixels
    }

    fn lines(&self, image: &CaptionedImage) -> Vec<String> {
        wrapped(&image.caption, TEXT, self.side() + GAP / 2)
    }

    fn draw_row(&self, images: &[CaptionedImage], top: i32, canvas: &mut Canvas) {
        let side = self.side();
        let lefts = (0..).map(|column| MARGIN + column * (side + GAP));
        for (image, left) in images.iter().zip(lefts) {
            image.draw((left, top), side, canvas);
            let firsts = (0..).map(|line| top + side + GAP / 4 + LINE / 2 + line * LINE);
            for (line, y) in self.lines(image).iter().zip(firsts) {
                canvas.sized_text(line, TEXT, (left + side / 2, y), Anchor::Middle, INK);
            }
        }
    }
}

impl CaptionedImage {
    fn check(&self, image: usize) -> Result<(), FigureError> {
        let (width, height, found) = (self.width, self.height, self.pixels.len());
        let sides = 1..=MOST_PIXELS;
        if !sides.contains(&width) || !sides.contains(&height) {
            return Err(FigureError::ImageSize { image, width, height, most: MOST_PIXELS });
        }
        if found != width * height {
            return Err(FigureError::PixelCount { image, width, height, found });
        }
        let range = -ROUNDING..=1.0 + ROUNDING;
        match self.pixels.iter().position(|ink| !range.contains(ink)) {
            Some(pixel) => Err(FigureError::PixelValue { image, pixel, value: self.pixels[pixel] }),
            None => Ok(()),
        }
    }

    /// Draws the image in the middle of a square: a thin frame, the paper, the ink.
    fn draw(&self, (left, top): Point, side: i32, canvas: &mut Canvas) {
        // Whole units to a pixel; whole pixels of the page would waste up to half of the side.
        let scale = (side - 2 * UNIT) / self.width.max(self.height) as i32;
        let (width, height) = (scale * self.width as i32, scale * self.height as i32);
        let (x, y) = (left + (side - width) / 2, top + (side - height) / 2);
        canvas.cell((x - UNIT, y - UNIT), (width + 2 * UNIT, height + 2 * UNIT), GRID, 1.0);
        canvas.cell((x, y), (width, height), PAPER, 1.0);
        canvas.pixels(&pixels::group(&self.pixels, self.width, (x, y), scale));
    }
}
