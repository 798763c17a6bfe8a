//! The embedded data set of images: 1,797 handwritten digits of 8 × 8 pixels.
//!
//! Source: E. Alpaydin, C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine
//! Learning Repository (1998), <https://doi.org/10.24432/C50P49>, licence CC BY 4.0. The data sheet
//! is `datasets/digits/README.md`.

use std::io::Read;

use csv::{ReaderBuilder, StringRecord};
use flate2::read::MultiGzDecoder;

use crate::{DataError, DataErrorKind, ImageFormat, LabelledImages, Split};

const EMBEDDED: &[u8] = include_bytes!("../../../datasets/digits/digits.csv.gz");

const FORMAT: ImageFormat =
    ImageFormat { channels: 1, height: 8, width: 8, classes: 10, max_value: 16 };

/// The pixels and, after them, the label.
const COLUMNS: usize = 8 * 8 + 1;

/// One row in this many belongs to the test set.
const TEST_EVERY: u32 = 5;

/// The digits, part of this crate: 1,437 for training and 360 for the test, every fifth row.
///
/// # Examples
///
/// ```
/// let digits = data::digits();
/// assert_eq!((digits.train.len(), digits.test.len()), (1_437, 360));
/// assert_eq!(digits.train.format().max_value, 16);
/// ```
pub fn digits() -> Split {
    let all = parse(MultiGzDecoder::new(EMBEDDED), "digits.csv.gz")
        .expect("the file is part of this crate and was read whole by its tests");
    let rows = 0..u32::try_from(all.len()).expect("1,797 rows");
    let (test, train): (Vec<u32>, Vec<u32>) = rows.partition(is_test_row);
    Split { name: "digits", train: all.subset(&train), test: all.subset(&test) }
}

/// Reads digits from a table without a header: 64 pixels of 0 to 16, row by row, then the digit;
/// `name` is the table's name in errors.
///
/// # Errors
///
/// [`DataErrorKind::Csv`] if the text is not a table, [`DataErrorKind::Line`] if a line is not 65
/// values that fit a byte, [`DataErrorKind::Pixel`] for a pixel above 16, [`DataErrorKind::Label`]
/// for a label above 9.
///
/// # Examples
///
/// ```
/// let table = "0,".repeat(64) + "7\n";
/// let images = data::digits::parse(table.as_bytes(), "seven.csv")?;
/// assert_eq!(images.labels(), [7]);
/// # Ok::<(), data::DataError>(())
/// ```
pub fn parse(reader: impl Read, name: &str) -> Result<LabelledImages, DataError> {
    let mut table = ReaderBuilder::new().has_headers(false).from_reader(reader);
    let (mut pixels, mut labels) = (Vec::new(), Vec::new());
    for row in table.records() {
        let row = row.map_err(|source| DataErrorKind::Csv { source }.in_file(name))?;
        let [image @ .., label] = values(&row, name)?;
        pixels.extend(image);
        labels.push(label);
    }
    LabelledImages::new(name, FORMAT, pixels, labels)
}

/// The values of one line: the pixels and the label.
fn values(row: &StringRecord, name: &str) -> Result<[u8; COLUMNS], DataError> {
    let error = |expected, found| {
        let line = row.position().map_or(0, |position| position.line());
        DataErrorKind::Line { line, expected, found }.in_file(name)
    };
    let mut values = [0; COLUMNS];
    if row.len() != COLUMNS {
        return Err(error("65 values are", format!("{} values", row.len())));
    }
    for (value, field) in values.iter_mut().zip(row) {
        let parsed = field.parse();
        *value = parsed.map_err(|_| error("a number from 0 to 255 is", format!("{field:?}")))?;
    }
    Ok(values)
}

/// Whether a row, counted from 0, is the first of its five.
fn is_test_row(row: &u32) -> bool {
    row.is_multiple_of(TEST_EVERY)
}
