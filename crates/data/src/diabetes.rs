//! The embedded regression data set: the progression of diabetes after a year.
//!
//! Source: B. Efron, T. Hastie, I. Johnstone, R. Tibshirani, "Least angle regression", Annals of
//! Statistics 32 (2004), <https://doi.org/10.1214/009053604000000067>. The data sheet is
//! `datasets/diabetes/README.md`.

use crate::table::{Header, TableOptions};
use crate::{DataError, RegressionDataset, Table};

const FEATURES: &[u8] = include_bytes!("../../../datasets/diabetes/diabetes_data_raw.csv.gz");

const TARGET: &[u8] = include_bytes!("../../../datasets/diabetes/diabetes_target.csv.gz");

/// The columns of the features' file, as the authors call them.
const COLUMNS: [&str; 10] = ["age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"];

/// The target.
const PROGRESSION: &str = "progression";

/// The 442 patients, part of this crate: ten measurements of each, in their own units, and a
/// measure of the progression of the disease a year later.
///
/// # Examples
///
/// ```
/// let patients = data::diabetes();
/// assert_eq!(patients.len(), 442);
/// assert_eq!(patients.features()[..4], ["age", "sex", "bmi", "bp"]);
/// ```
pub fn diabetes() -> RegressionDataset {
    read().expect("the files are part of this crate and were read whole by its tests")
}

fn read() -> Result<RegressionDataset, DataError> {
    let features = read_table(FEATURES, "diabetes_data_raw.csv.gz", &COLUMNS)?;
    let target = read_table(TARGET, "diabetes_target.csv.gz", &[PROGRESSION])?;
    RegressionDataset::from_table(&Table::hstack(features, target), PROGRESSION)
}

/// A table without a header, its values separated by spaces.
fn read_table(file: &[u8], name: &str, columns: &[&str]) -> Result<Table, DataError> {
    let names = columns.iter().map(|column| column.to_string()).collect();
    let header = Header::Names(names);
    TableOptions { delimiter: b' ', header, ..TableOptions::default() }.parse(file, name)
}
