//! Weights: blue below zero, white at zero, orange above.

use crate::common::{assert_inside, elements, runs};
use figures::{CaptionedImage, FigureError, WeightImages};
use roxmltree::Document;

fn images(pixels: &[&[f32]]) -> WeightImages {
    let image = |pixels: &&[f32]| CaptionedImage {
        pixels: pixels.to_vec(),
        width: 2,
        height: 2,
        caption: "weights".into(),
    };
    WeightImages {
        description: "Some weights.".into(),
        columns: 3,
        images: pixels.iter().map(image).collect(),
    }
}

/// The weights, read back from the drawing: sign by colour, size by strength.
fn read_back(figure: &WeightImages) -> Vec<[f32; 4]> {
    let svg = figure.draw().unwrap().inline();
    let document = Document::parse(&svg).unwrap();
    let groups = elements(&document, "g");
    let mut found = vec![[0.0; 4]; figure.images.len()];
    for (index, group) in groups.into_iter().enumerate() {
        let sign = match group.attribute("fill") {
            Some("var(--fig-negative)") => -1.0,
            Some("var(--fig-positive)") => 1.0,
            other => panic!("unexpected colour {other:?}"),
        };
        for path in group.children().filter(|node| node.has_tag_name("path")) {
            let opacity = path.attribute("opacity").map_or(1.0, |text| text.parse().unwrap());
            for (x, y, length) in runs(path) {
                let pixels = &mut found[index / 2][2 * y + x..][..length];
                assert!(pixels.iter().all(|pixel| *pixel == 0.0), "no pixel has two colours");
                pixels.fill(sign * opacity);
            }
        }
    }
    found
}

#[test]
fn weights_come_back_with_their_signs_and_compare_between_images() {
    let figure = images(&[&[-2.0, 0.0, 1.0, 4.0], &[-4.0, 0.0, 0.0, 0.2]]);
    assert_eq!(read_back(&figure), [[-0.5, 0.0, 0.25, 1.0], [-1.0, 0.0, 0.0, 0.05]]);
    assert_inside(&figure.draw().unwrap());
}

#[test]
fn without_weights_the_paper_stays_white() {
    assert_eq!(read_back(&images(&[&[0.0; 4]])), [[0.0; 4]]);
}

#[test]
fn what_cannot_be_drawn_is_an_error() {
    assert!(matches!(images(&[]).draw(), Err(FigureError::NoImages)));
    let error = images(&[&[0.0; 4], &[0.0, 1.0, f32::NAN, 0.0]]).draw().unwrap_err();
    assert!(matches!(error, FigureError::WeightValue { image: 1, pixel: 2, .. }), "{error}");
    assert!(error.to_string().contains("diverge"), "{error}");
    let error = images(&[&[0.0; 3]]).draw().unwrap_err();
    assert!(matches!(error, FigureError::PixelCount { found: 3, .. }), "{error}");
}
