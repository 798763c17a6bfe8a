//! How small images stand in rows, each on its paper, with its caption below.

use crate::canvas::{Anchor, Canvas};
use crate::style::{GRID, INK, PAPER};
use crate::text::wrapped;
use crate::units::{Point, UNIT};
use crate::{CaptionedImage, Figure, FigureError};

const MAX_COLUMNS: usize = 12;
const MAX_PIXELS: usize = 128;

const MAX_WIDTH: i32 = 600 * UNIT;
const MAX_IMAGE_WIDTH: i32 = 120 * UNIT;
const MARGIN: i32 = 4 * UNIT;
/// Between two images; captions may use half of it.
const GAP: i32 = 16 * UNIT;
const TEXT: i32 = 13 * UNIT;
const LINE: i32 = 16 * UNIT;

/// Images in rows.
pub(crate) struct GridLayout<'a> {
    pub(crate) columns: usize,
    pub(crate) images: &'a [CaptionedImage],
}

impl GridLayout<'_> {
    /// Whether there are images, columns to put them in, and pixels as their sides say.
    pub(crate) fn check(&self) -> Result<(), FigureError> {
        if self.images.is_empty() {
            return Err(FigureError::NoImages);
        }
        if !(1..=MAX_COLUMNS).contains(&self.columns) {
            return Err(FigureError::ColumnCount { found: self.columns, max: MAX_COLUMNS });
        }
        for (image, CaptionedImage { pixels, width, height, .. }) in self.images.iter().enumerate()
        {
            let (width, height, found) = (*width, *height, pixels.len());
            if [width, height].iter().any(|side| !(1..=MAX_PIXELS).contains(side)) {
                return Err(FigureError::ImageSize { image, width, height, max: MAX_PIXELS });
            }
            if found != width * height {
                return Err(FigureError::PixelCount { image, width, height, found });
            }
        }
        Ok(())
    }

    /// Draws the images; `print` makes the pixels of one, told by its index, at a corner, with a scale.
    pub(crate) fn draw(
        &self,
        title: &str,
        description: &str,
        print: impl Fn(usize, Point, i32) -> String,
    ) -> Result<Figure, FigureError> {
        let (size, rows) = self.positions();
        Figure::draw(size, title, description, |canvas| {
            for (row, (images, top)) in self.images.chunks(self.columns).zip(rows).enumerate() {
                let print =
                    |column, corner, scale| print(row * self.columns + column, corner, scale);
                self.draw_row(images, top, canvas, &print);
            }
        })
    }

    /// The size of the figure and the top of each row: long captions make a row higher.
    fn positions(&self) -> (Point, Vec<i32>) {
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

    /// The side of the square in which an image stands.
    fn side(&self) -> i32 {
        let columns = self.columns.min(self.images.len()) as i32;
        let room = (MAX_WIDTH - 2 * MARGIN + GAP) / columns - GAP;
        room.min(MAX_IMAGE_WIDTH) / UNIT * UNIT // on whole pixels
    }

    fn lines(&self, image: &CaptionedImage) -> Vec<String> {
        wrapped(&image.caption, TEXT, self.side() + GAP / 2)
    }

    fn draw_row(
        &self,
        images: &[CaptionedImage],
        top: i32,
        canvas: &mut Canvas,
        print: &impl Fn(usize, Point, i32) -> String,
    ) {
        let side = self.side();
        let lefts = (0..).map(|column| MARGIN + column * (side + GAP));
        for (column, (image, left)) in images.iter().zip(lefts).enumerate() {
            let (corner, scale) = draw_paper(image, (left, top), side, canvas);
            canvas.pixels += &print(column, corner, scale);
            let firsts = (0..).map(|line| top + side + GAP / 4 + LINE / 2 + line * LINE);
            for (line, y) in self.lines(image).iter().zip(firsts) {
                canvas.sized_text(line, TEXT, (left + side / 2, y), Anchor::Middle, INK);
            }
        }
    }
}

/// Draws a thin frame and the paper in the middle of a square; returns the corner of the first
/// pixel, and how large a pixel is.
fn draw_paper(
    image: &CaptionedImage,
    (left, top): Point,
    side: i32,
    canvas: &mut Canvas,
) -> (Point, i32) {
    // Whole units to a pixel; whole pixels of the page would waste up to half of the side.
    let scale = (side - 2 * UNIT) / image.width.max(image.height) as i32;
    let (width, height) = (scale * image.width as i32, scale * image.height as i32);
    let (x, y) = (left + (side - width) / 2, top + (side - height) / 2);
    canvas.cell((x - UNIT, y - UNIT), (width + 2 * UNIT, height + 2 * UNIT), GRID, 1.0);
    canvas.cell((x, y), (width, height), PAPER, 1.0);
    ((x, y), scale)
}
