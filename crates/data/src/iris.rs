//! The embedded table with text in it: measurements of 150 irises of three species.
//!
//! Source: R. A. Fisher, "The use of multiple measurements in taxonomic problems", Annals of Eugenics 7
//! (1936); UCI Machine Learning Repository (1988), <https://doi.org/10.24432/C56C76>, licence CC BY
//! 4.0. The data sheet is `datasets/iris/README.md`.

use crate::Table;
use crate::table::{Header, TableOptions};

const EMBEDDED: &[u8] = include_bytes!("../../../datasets/iris/iris.data");

/// The columns, which the file itself does not name.
const COLUMNS: [&str; 5] =
    ["sepal_length", "sepal_width", "petal_length", "petal_width", "species"];

/// The 150 irises, part of this crate: length and width of a sepal and of a petal, in centimetres, and
/// the species, of which there are three.
///
/// # Examples
///
/// ```
/// let iris = data::iris();
/// assert_eq!(iris.len(), 150);
/// assert_eq!(iris.row(0), [5.1, 3.5, 1.4, 0.2, 0.0]);
/// assert_eq!(iris.categories("species")?.unwrap()[0], "Iris-setosa");
/// # Ok::<(), data::DataError>(())
/// ```
pub fn iris() -> Table {
    let names = COLUMNS.map(String::from).to_vec();
    let options = TableOptions { header: Header::Names(names), ..TableOptions::default() };
    options
        .parse(EMBEDDED, "iris.data")
        .expect("the file is part of this crate and was read whole by its tests")
}
