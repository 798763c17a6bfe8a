//! Labelled images: the checks, and that an index finds its own image.

use data::{DataErrorKind, ImageFormat, LabelledImages};
use rstest::rstest;

const FORMAT: ImageFormat =
    ImageFormat { channels: 1, height: 2, width: 3, classes: 4, max_value: 16 };

/// Three images; the pixels of image `i` are `i`, its label is `3 - i`.
fn three() -> LabelledImages {
    let pixels = (0..18).map(|i| i / 6).collect();
    LabelledImages::new("three", FORMAT, pixels, vec![3, 2, 1]).unwrap()
}

#[test]
fn an_index_finds_its_image_and_its_label() {
    let images = three();
    assert_eq!((images.len(), images.is_empty(), images.format()), (3, false, FORMAT));
    assert_eq!((images.image(0), images.image(2)), (&[0; 6][..], &[2; 6][..]));
    assert_eq!((images.pixels().len(), images.labels()), (18, &[3, 2, 1][..]));
}

#[test]
fn selected_images_keep_their_labels_and_the_given_order() {
    let selected = three().subset(&[2, 0, 2]);
    assert_eq!(selected.labels(), [1, 3, 1]);
    assert_eq!(selected.pixels(), [[2; 6], [0; 6], [2; 6]].as_flattened());
    assert_eq!(selected.format(), FORMAT);
    assert!(three().subset(&[]).is_empty());
}

#[rstest]
#[case::one_pixel_less(17)]
#[case::one_pixel_more(19)]
#[case::one_image_less(12)]
#[case::none(0)]
fn the_number_of_bytes_must_fit_the_labels(#[case] count: usize) {
    let error = LabelledImages::new("set", FORMAT, vec![0; count], vec![0; 3]).unwrap_err();
    let DataErrorKind::Pixels { pixels, labels, height, width, .. } = error.kind else {
        panic!("{error:?}")
    };
    assert_eq!((pixels, labels, height, width), (count, 3, 2, 3));
    assert!(error.to_string().starts_with("set: "), "{error}");
}

#[test]
fn sizes_that_wrap_around_are_not_taken_for_the_count() {
    let format = ImageFormat { height: 1 << (usize::BITS - 1), width: 2, ..FORMAT };
    let error = LabelledImages::new("set", format, vec![], vec![0]).unwrap_err();
    assert!(matches!(error.kind, DataErrorKind::Pixels { .. }), "{error:?}");
}

#[test]
fn a_label_beyond_the_classes_is_named_with_its_image() {
    let error = LabelledImages::new("set", FORMAT, vec![0; 18], vec![0, 4, 3]).unwrap_err();
    assert!(
        matches!(error.kind, DataErrorKind::Label { image: 1, label: 4, classes: 4, .. }),
        "{error:?}"
    );
}

#[test]
fn a_pixel_above_white_is_named_with_its_image() {
    let mut pixels = vec![16; 18];
    pixels[12] = 17;
    let error = LabelledImages::new("set", FORMAT, pixels, vec![0; 3]).unwrap_err();
    assert!(
        matches!(error.kind, DataErrorKind::Pixel { image: 2, pixel: 17, max_value: 16, .. }),
        "{error:?}"
    );
}

#[rstest]
#[case::channels(ImageFormat { channels: 0, ..FORMAT })]
#[case::height(ImageFormat { height: 0, ..FORMAT })]
#[case::width(ImageFormat { width: 0, ..FORMAT })]
#[case::classes(ImageFormat { classes: 0, ..FORMAT })]
#[case::white(ImageFormat { max_value: 0, ..FORMAT })]
#[should_panic(expected = "every field must be at least 1")]
fn an_invalid_format_panics(#[case] format: ImageFormat) {
    let _ = LabelledImages::new("set", format, vec![], vec![]);
}

#[test]
#[should_panic(expected = "there is no image 3: there are 3")]
fn an_index_beyond_the_images_panics() {
    three().image(3);
}
