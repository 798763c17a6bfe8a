//! Reading a table from a file or any reader.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::build::build;
use super::source::{in_file, read_text};
use super::{Table, TableOptions};
use crate::{DataError, DataErrorKind};

/// Reads a table with the default options.
///
/// # Errors
///
/// A [`DataError`] if the file cannot be read; with a [`TableError`](crate::TableError) if it is no table: a value that is
/// missing, is not finite, or is a number in a column of text or the other way round, a row of another
/// length, a first line that is no header, a column's name that is there twice, no rows.
///
/// # Examples
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let folder = tempfile::tempdir()?;
/// let file = folder.path().join("houses.csv");
/// std::fs::write(&file, "rooms,price\n5,450\n7,640\n")?;
/// let houses = data::table::read(&file)?;
/// assert_eq!(houses.column("price")?, [450.0, 640.0]);
/// # Ok(())
/// # }
/// ```
pub fn read(path: &Path) -> Result<Table, DataError> {
    TableOptions::default().read(path)
}

/// Reads some columns of a table, in this order. The others may hold anything, in any encoding.
///
/// # Errors
///
/// As [`read`], and [`TableError::NoColumn`](crate::TableError::NoColumn) if there is no column of one of the names.
///
/// # Examples
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let folder = tempfile::tempdir()?;
/// let file = folder.path().join("houses.csv");
/// std::fs::write(&file, "location,rooms,price\nby the sea,5,450\n")?;
/// let houses = data::table::read_columns(&file, &["price", "rooms"])?;
/// assert_eq!(houses.row(0), [450.0, 5.0]);
/// # Ok(())
/// # }
/// ```
pub fn read_columns(path: &Path, columns: &[&str]) -> Result<Table, DataError> {
    TableOptions::of_columns(columns).read(path)
}

/// Reads a table from any reader, with the default options; `name` is the file's name in errors.
///
/// # Errors
///
/// As [`read`].
///
/// # Examples
///
/// ```
/// let table = data::table::parse("age,bmi\n59,32.1\n48,21.6\n".as_bytes(), "patients")?;
/// assert_eq!(table.row(1), [48.0, 21.6]);
/// assert_eq!(table.column("age")?, [59.0, 48.0]);
///
/// let error = data::table::parse("age,bmi\n59,32.1\n48,none\n".as_bytes(), "patients").unwrap_err();
/// let text = "patients, line 3, column `bmi`: found \"none\" where a finite number is expected";
/// assert!(error.to_string().starts_with(text));
/// # Ok::<(), data::DataError>(())
/// ```
pub fn parse(reader: impl Read, name: &str) -> Result<Table, DataError> {
    TableOptions::default().parse(reader, name)
}

/// Reads some columns of a table, in this order, from any reader; `name` is the file's name in
/// errors.
///
/// # Errors
///
/// As [`read_columns`].
///
/// # Examples
///
/// ```
/// let text = "price,by the sea,rooms\n452600,yes,5\n".as_bytes();
/// let table = data::table::parse_columns(text, "houses", &["rooms", "price"])?;
/// assert_eq!(table.row(0), [5.0, 452_600.0]);
/// # Ok::<(), data::DataError>(())
/// ```
pub fn parse_columns(reader: impl Read, name: &str, columns: &[&str]) -> Result<Table, DataError> {
    TableOptions::of_columns(columns).parse(reader, name)
}

impl TableOptions {
    /// The default options, with the columns to read.
    ///
    /// ```
    /// use data::table::TableOptions;
    ///
    /// assert_eq!(TableOptions::of_columns(&["age"]).columns, Some(vec!["age".to_string()]));
    /// ```
    pub fn of_columns(columns: &[&str]) -> Self {
        let columns = columns.iter().map(|column| column.to_string()).collect();
        Self { columns: Some(columns), ..Self::default() }
    }

    /// Reads a table.
    ///
    /// # Errors
    ///
    /// As [`read`](crate::table::read), as far as the options do not permit what is found.
    ///
    /// # Panics
    ///
    /// Panics if the separator is also the decimal mark, a quote or the end of a line, or if the decimal
    /// mark is neither point nor comma.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use data::table::TableOptions;
    ///
    /// let folder = tempfile::tempdir()?;
    /// let file = folder.path().join("houses.tsv");
    /// std::fs::write(&file, "rooms\tprice\n5\t450\n")?;
    /// let houses = TableOptions { delimiter: b'\t', ..TableOptions::default() }.read(&file)?;
    /// assert_eq!(houses.row(0), [5.0, 450.0]);
    /// # Ok(())
    /// # }
    /// ```
    #[track_caller]
    pub fn read(&self, path: &Path) -> Result<Table, DataError> {
        self.check();
        match File::open(path) {
            Ok(file) => self.parse(file, &path.display().to_string()),
            Err(source) => Err(DataErrorKind::Io { source }.in_file(path.display())),
        }
    }

    /// Reads a table from any reader; `name` is the file's name in errors.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    ///
    /// # Panics
    ///
    /// As [`read`](Self::read).
    ///
    /// # Examples
    ///
    /// ```
    /// use data::table::{ColumnKind, TableOptions};
    ///
    /// let kinds = [("postcode".to_string(), ColumnKind::Categories)].into();
    /// let options = TableOptions { kinds, ..TableOptions::default() };
    /// let table = options.parse("postcode,price\n8001,640\n3000,450\n".as_bytes(), "houses")?;
    /// assert_eq!(table.categories("postcode")?, Some(&["3000".to_string(), "8001".into()][..]));
    /// # Ok::<(), data::DataError>(())
    /// ```
    #[track_caller]
    pub fn parse(&self, reader: impl Read, name: &str) -> Result<Table, DataError> {
        self.check();
        let text = read_text(reader, name)?;
        build(&text, name, self).map_err(|error| in_file(name, error))
    }
}
