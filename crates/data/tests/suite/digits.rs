//! The embedded digits: their content, their split, and tables that are wrong.

use data::{DataErrorKind, digits};

/// How often each label occurs.
fn class_counts(labels: &[u8]) -> [usize; 10] {
    let mut counts = [0; 10];
    for &label in labels {
        counts[usize::from(label)] += 1;
    }
    counts
}

/// A table of one line.
fn line(pixel: &str, label: &str) -> String {
    format!("{pixel},").repeat(64) + label + "\n"
}

#[test]
fn all_rows_are_there() {
    let digits = digits();
    assert_eq!(digits.name, "digits");
    assert_eq!(digits.train.len() + digits.test.len(), 1_797);
    let labels = [digits.train.labels(), digits.test.labels()].concat();
    assert_eq!(class_counts(&labels), [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
    // The sum of all pixels, counted with another program.
    let pixels = digits.train.pixels().iter().chain(digits.test.pixels());
    assert_eq!(pixels.map(|&pixel| u32::from(pixel)).sum::<u32>(), 561_718);
}

#[test]
fn every_fifth_row_is_in_the_test() {
    // Counted with another program.
    let test = digits().test;
    assert_eq!(class_counts(test.labels()), [42, 28, 26, 48, 38, 39, 30, 26, 36, 47]);
    assert_eq!(test.labels()[..6], [0, 5, 0, 5, 0, 5]);
}

#[test]
fn the_first_image_is_the_zero_of_the_first_row() {
    let test = digits().test;
    #[rustfmt::skip]
    let zero = [
        0, 0,  5, 13,  9,  1,  0, 0,
        0, 0, 13, 15, 10, 15,  5, 0,
        0, 3, 15,  2,  0, 11,  8, 0,
        0, 4, 12,  0,  0,  8,  8, 0,
        0, 5,  8,  0,  0,  9,  8, 0,
        0, 4, 11,  0,  1, 12,  7, 0,
        0, 2, 14,  5, 10, 12,  0, 0,
        0, 0,  6, 13, 10,  0,  0, 0,
    ];
    assert_eq!(test.image(0), zero);
    assert_eq!(test.labels()[..2], [0, 5]);
}

#[test]
fn no_image_is_in_both_parts() {
    let digits = digits();
    for i in 0..digits.test.len() {
        let image = digits.test.image(i);
        let twin = (0..digits.train.len()).find(|&j| digits.train.image(j) == image);
        assert_eq!(twin, None, "image {i} of the test");
    }
}

#[test]
fn a_good_table_is_read() {
    let table = line("0", "9") + &line("16", "0");
    let images = digits::parse(table.as_bytes(), "table").unwrap();
    assert_eq!(images.labels(), [9, 0]);
    assert_eq!(images.pixels(), [[0; 64], [16; 64]].as_flattened());
}

#[test]
fn a_line_with_another_number_of_values_is_named() {
    for table in ["1,2,3\n".to_string(), line("1", "2,3")] {
        let error = digits::parse(table.as_bytes(), "table").unwrap_err();
        assert!(matches!(error.kind, DataErrorKind::Line { line: 1, .. }), "{error:?}");
    }
    let table = line("1", "2") + "1,2,3\n";
    let error = digits::parse(table.as_bytes(), "table").unwrap_err();
    assert!(matches!(error.kind, DataErrorKind::Csv { .. }), "{error:?}");
}

#[test]
fn a_value_that_is_no_byte_is_named_with_its_line() {
    for value in ["", "x", "-1", "256", "1.5"] {
        let table = line("1", "2") + &line(value, "2");
        let error = digits::parse(table.as_bytes(), "table").unwrap_err();
        assert!(matches!(error.kind, DataErrorKind::Line { line: 2, .. }), "{error:?}");
        let message = error.to_string();
        assert!(message.starts_with(&format!("table, line 2: found {value:?}")), "{message}");
    }
}

#[test]
fn labels_above_nine_and_pixels_above_white_are_refused() {
    let error = digits::parse(line("1", "10").as_bytes(), "table").unwrap_err();
    assert!(matches!(error.kind, DataErrorKind::Label { label: 10, .. }), "{error:?}");
    let error = digits::parse(line("17", "1").as_bytes(), "table").unwrap_err();
    assert!(matches!(error.kind, DataErrorKind::Pixel { pixel: 17, .. }), "{error:?}");
}
