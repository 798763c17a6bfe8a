//! That images come out as they went in.

use crate::common::{assert_inside, bounds, elements, number, runs, texts, transform};
use figures::{CaptionedImage, FigureError, ImageGrid};
use roxmltree::{Document, Node};

/// An image of smooth blobs, like a written digit.
fn blobs(width: usize, height: usize, caption: &str) -> CaptionedImage {
    let ink = |k: usize| {
        let (x, y) = ((k % width) as f32 / width as f32, (k / width) as f32 / height as f32);
        ((9.0 * x).sin() * (7.0 * y + x).cos() * 1.6 - 0.5).clamp(0.0, 1.0)
    };
    let pixels = (0..width * height).map(ink).collect();
    CaptionedImage { pixels, width, height, caption: caption.into() }
}

fn grid(columns: usize, images: Vec<CaptionedImage>) -> ImageGrid {
    ImageGrid { description: "Some images.".into(), columns, images }
}

/// The ink of every pixel, read back from the SVG.
fn ink(group: Node, width: usize, height: usize) -> Vec<f32> {
    let mut pixels = vec![0.0; width * height];
    for path in group.children().filter(|node| node.has_tag_name("path")) {
        for (x, y, length) in runs(path) {
            for pixel in &mut pixels[y * width + x..][..length] {
                assert_eq!(*pixel, 0.0, "no pixel is inked twice");
                *pixel = path.attribute("opacity").map_or(1.0, |text| text.parse().unwrap());
            }
        }
    }
    pixels
}

#[test]
fn pixels_come_back_as_they_were() {
    for (width, height) in [(28, 28), (8, 8), (1, 1), (5, 20), (128, 3)] {
        let image = blobs(width, height, "");
        let svg = grid(1, vec![image.clone()]).draw().unwrap().inline();
        let document = Document::parse(&svg).unwrap();
        let found = ink(elements(&document, "g")[0], width, height);
        for (found, pixel) in found.iter().zip(&image.pixels) {
            assert!((found - pixel).abs() <= 0.0251, "{found} for {pixel}");
        }
    }
}

#[test]
fn an_image_fills_its_paper_with_square_pixels() {
    for (width, height) in [(28, 28), (5, 20), (128, 3)] {
        let svg = grid(3, vec![blobs(width, height, ""); 3]).draw().unwrap().inline();
        let document = Document::parse(&svg).unwrap();
        let papers = elements(&document, "rect")
            .into_iter()
            .filter(|r| r.attribute("fill") == Some("var(--fig-paper)"));
        for (paper, group) in papers.zip(elements(&document, "g")) {
            let (left, top, scale) = transform(group);
            assert_eq!((number(paper, "x"), number(paper, "y")), (left, top));
            assert_eq!(number(paper, "width"), scale * width as f64);
            assert_eq!(number(paper, "height"), scale * height as f64);
        }
    }
}

#[test]
fn runs_of_one_shade_are_merged() {
    let black =
        CaptionedImage { pixels: vec![1.0; 784], width: 28, height: 28, ..Default::default() };
    let svg = grid(1, vec![black]).draw().unwrap().inline();
    let document = Document::parse(&svg).unwrap();
    let paths = elements(&document, "path");
    assert_eq!(paths.len(), 1);
    assert_eq!(runs(paths[0]).len(), 28, "one for each row");
}

#[test]
fn twenty_digits_are_a_small_file() {
    let bytes =
        grid(5, vec![blobs(28, 28, "true 4, said 9, 99.8 %"); 20]).draw().unwrap().inline().len();
    assert!(bytes < 100_000, "{bytes} bytes");
}

#[test]
fn everything_fits_for_any_number_of_columns() {
    let caption = "true class: automobile, said: airplane, with a probability of 99.8 %";
    for columns in 1..=12 {
        for images in [1, 2, columns, columns + 1, 3 * columns] {
            for caption in ["", "7", caption, "Donaudampfschifffahrtsgesellschaft"] {
                let images = vec![blobs(28, 28, caption); images];
                assert_inside(&grid(columns, images).draw().unwrap());
            }
        }
    }
    let sizes = [(1, 128), (128, 1), (28, 28), (3, 2)];
    let mixed = sizes.map(|(width, height)| blobs(width, height, "mixed")).to_vec();
    assert_inside(&grid(12, mixed).draw().unwrap());
}

#[test]
fn captions_stand_below_their_images_and_apart_from_others() {
    let svg = grid(4, vec![blobs(28, 28, "true 4, said 9, 99.8 %"); 8]).draw().unwrap().inline();
    let document = Document::parse(&svg).unwrap();
    let boxes: Vec<_> = texts(&document)
        .into_iter()
        .map(|(node, _)| node)
        .chain(
            elements(&document, "rect")
                .into_iter()
                .filter(|r| r.attribute("fill") == Some("var(--fig-paper)")),
        )
        .map(bounds)
        .collect();
    for (k, a) in boxes.iter().enumerate() {
        for b in &boxes[..k] {
            let apart =
                a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
            assert!(apart, "{a:?} and {b:?} overlap");
        }
    }
    let words: String =
        texts(&document).iter().map(|(_, text)| *text).collect::<Vec<_>>().join(" ");
    assert_eq!(words.matches("true 4, said 9, 99.8\u{a0}%").count(), 8, "{words}");
    assert!(texts(&document).iter().all(|(_, text)| *text != "%"), "no percent sign on its own");
    assert!(texts(&document).iter().all(|(n, _)| n.attribute("fill") == Some("var(--fig-ink)")));
}

#[test]
fn images_stand_in_rows() {
    let svg = grid(3, vec![blobs(8, 8, "x"); 7]).draw().unwrap().inline();
    let document = Document::parse(&svg).unwrap();
    let places: Vec<(f64, f64)> =
        elements(&document, "g").into_iter().map(transform).map(|(x, y, _)| (x, y)).collect();
    let row = |k: usize| places[k].1;
    assert!(row(0) == row(2) && row(3) == row(5) && row(2) < row(3) && row(5) < row(6));
    assert!(places[0].0 < places[1].0 && places[0].0 == places[3].0);
}

#[test]
fn a_grid_that_cannot_be_drawn_is_an_error() {
    assert!(matches!(grid(3, vec![]).draw(), Err(FigureError::NoImages)));
    for columns in [0, 13, usize::MAX] {
        let error = grid(columns, vec![blobs(2, 2, "")]).draw().unwrap_err();
        assert!(matches!(error, FigureError::ColumnCount { found, max: 12 } if found == columns));
    }
    let error = ImageGrid { description: String::new(), ..grid(1, vec![blobs(2, 2, "")]) }.draw();
    assert!(matches!(error, Err(FigureError::NoDescription)));
}

#[test]
fn an_image_that_is_not_as_it_says_is_an_error() {
    let draw = |image: CaptionedImage| grid(2, vec![blobs(2, 2, ""), image]).draw();
    for (width, height) in [(0, 4), (4, 0), (129, 1), (1, 129), (usize::MAX, usize::MAX)] {
        let error = draw(CaptionedImage { width, height, ..Default::default() }).unwrap_err();
        assert!(matches!(error, FigureError::ImageSize { image: 1, max: 128, .. }), "{error}");
    }
    let error = draw(CaptionedImage { width: 3, ..blobs(4, 4, "") }).unwrap_err();
    assert!(matches!(error, FigureError::PixelCount { image: 1, width: 3, height: 4, found: 16 }));
    assert!(error.to_string().contains("need 12"), "{error}");
    for bad in [f32::NAN, f32::INFINITY, -0.42, 2.8] {
        let mut image = blobs(4, 4, "");
        image.pixels[7] = bad;
        let error = draw(image).unwrap_err();
        assert!(matches!(error, FigureError::PixelValue { image: 1, pixel: 7, .. }), "{error}");
    }
}

#[test]
fn rounding_past_black_and_white_is_forgiven() {
    let image = CaptionedImage {
        pixels: vec![-1e-6, 1.000_001],
        width: 2,
        height: 1,
        ..Default::default()
    };
    let svg = grid(1, vec![image]).draw().unwrap().inline();
    let document = Document::parse(&svg).unwrap();
    assert_eq!(ink(elements(&document, "g")[0], 2, 1), [0.0, 1.0]);
}
