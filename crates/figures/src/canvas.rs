//! The canvas: plotters' SVG backend, told colours, sizes and positions in the words of the house.

use plotters::backend::SVGBackend;
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color as _, FontTransform, IntoFont, RGBAColor, ShapeStyle, TextStyle};

use crate::normalize_svg::normalize_svg;
use crate::style::Paint;
use crate::text::printable;
use crate::units::{Point, TEXT, UNIT};

/// How a text stands at its point; in height it is always centred there.
#[derive(Clone, Copy)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
    /// Read from the bottom to the top, starting at the point.
    UpStart,
    /// Read from the bottom to the top, its middle at the point.
    UpMiddle,
}

/// What a figure is drawn on.
pub(crate) struct Canvas<'a> {
    backend: SVGBackend<'a>,
    /// Groups of pixels, which lie on top of all that plotters draws, and those that lie below.
    pub(crate) pixels: String,
    pub(crate) under: String,
}

/// Draws on a fresh canvas and returns the elements of the SVG, one in a line.
pub(crate) fn record(size: Point, draw: impl FnOnce(&mut Canvas)) -> String {
    let mut svg = String::new();
    let (under, pixels) = {
        let backend = SVGBackend::with_string(&mut svg, (size.0 as u32, size.1 as u32));
        let mut canvas = Canvas { backend, pixels: String::new(), under: String::new() };
        draw(&mut canvas);
        (canvas.under, canvas.pixels)
    }; // here the backend ends, and with it the SVG
    normalize_svg(&under, &svg, &pixels)
}

impl Canvas<'_> {
    /// A level or upright line of 1 pixel.
    pub(crate) fn line(&mut self, from: Point, to: Point, paint: Paint) {
        done(self.backend.draw_line(from, to, &stroke(paint, UNIT)));
    }

    /// A line of 1 pixel that need not be level or upright: its edges are smooth.
    pub(crate) fn leader(&mut self, from: Point, to: Point, paint: Paint) {
        done(self.backend.draw_path([from, to], &stroke(paint, UNIT)));
    }

    /// A line of 2 pixels through all points; where there is but one, a dot.
    pub(crate) fn curve(&mut self, points: &[Point], paint: Paint) {
        let pen = stroke(paint, 2 * UNIT);
        match points {
            &[point] => done(self.backend.draw_circle(point, 3 * UNIT as u32, &pen, true)),
            _ => done(self.backend.draw_path(points.iter().copied(), &pen)),
        }
    }

    /// A line of any width through all points, through which the page shows where `opacity` is
    /// below one.
    pub(crate) fn stroke(&mut self, points: &[Point], width: i32, paint: Paint, opacity: f64) {
        let pen = paint.sentinel().mix(hundredths(opacity)).stroke_width(width as u32);
        done(self.backend.draw_path(points.iter().copied(), &pen));
    }

    /// A filled polygon.
    pub(crate) fn polygon(&mut self, corners: &[Point], paint: Paint, opacity: f64) {
        let color = paint.sentinel().mix(hundredths(opacity));
        done(self.backend.fill_polygon(corners.iter().copied(), &color));
    }

    /// A filled disc.
    pub(crate) fn disc(&mut self, center: Point, radius: i32, paint: Paint, opacity: f64) {
        let color = paint.sentinel().mix(hundredths(opacity));
        done(self.backend.draw_circle(center, radius as u32, &color, true));
    }

    /// A circle.
    pub(crate) fn ring(&mut self, center: Point, radius: i32, width: i32, paint: Paint) {
        done(self.backend.draw_circle(center, radius as u32, &stroke(paint, width), false));
    }

    /// A filled rectangle, through which the page shows where `opacity` is below one.
    pub(crate) fn cell(&mut self, corner: Point, size: Point, paint: Paint, opacity: f64) {
        let color = paint.sentinel().mix(hundredths(opacity));
        let opposite = (corner.0 + size.0, corner.1 + size.1);
        done(self.backend.draw_rect(corner, opposite, &color, true));
    }

    /// A text of 15 pixels.
    pub(crate) fn text(&mut self, text: &str, at: Point, anchor: Anchor, paint: Paint) {
        self.sized_text(text, TEXT, at, anchor, paint);
    }

    /// A text of any size.
    pub(crate) fn sized_text(
        &mut self,
        text: &str,
        size: i32,
        (x, y): Point,
        anchor: Anchor,
        paint: Paint,
    ) {
        if text.is_empty() {
            return;
        }
        // plotters centres on half the height of an x, but digits and capitals are taller.
        let lower = size / 10;
        let (horizontal, up) = match anchor {
            Anchor::Start => (HPos::Left, false),
            Anchor::Middle => (HPos::Center, false),
            Anchor::End => (HPos::Right, false),
            Anchor::UpStart => (HPos::Left, true),
            Anchor::UpMiddle => (HPos::Center, true),
        };
        let color = paint.sentinel();
        let font = ("sans-serif", f64::from(size) * 1.24).into_font(); // plotters divides by it
        let style = TextStyle::from(font)
            .color(&color)
            .transform(if up { FontTransform::Rotate270 } else { FontTransform::None })
            .pos(Pos::new(horizontal, VPos::Center));
        let position = if up { (x + lower, y) } else { (x, y + lower) };
        done(self.backend.draw_text(&printable(text), &style, position));
    }
}

/// Two decimals are as fine as the eye, and short in the file.
fn hundredths(opacity: f64) -> f64 {
    (opacity * 100.0).round() / 100.0
}

fn stroke(paint: Paint, width: i32) -> ShapeStyle {
    let color: RGBAColor = paint.sentinel().to_rgba();
    color.stroke_width(width as u32)
}

fn done<E>(drawn: Result<(), E>) {
    assert!(drawn.is_ok(), "SVG drawn into a string cannot fail");
}
