//! Tables of numbers: comma-separated values with the columns' names in the first line.
//!
//! The format is that of RFC 4180: values separated by commas, a line for each row, quotes around a
//! value that holds a comma. Files may be packed with gzip.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use csv::{Reader, ReaderBuilder, StringRecord};

use crate::DataError;
use crate::bytes::{read_error, unpacked};

mod error;

pub use error::TableError;

/// A file that unpacks to more is refused: a few kilobytes of gzip can unpack to all the memory
/// there is.
const MAX_BYTES: u64 = 1 << 28;

/// Rows of numbers under the names of their columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    name: String,
    columns: Vec<String>,
    values: Vec<f64>,
}

/// Reads a table whose columns all hold numbers.
///
/// # Errors
///
/// A [`DataError`] that names the file if it cannot be read or is no table; and a [`TableError`] that
/// names line and column of a value that is not a finite number, a column's name that is there
/// twice, or an empty table.
///
/// # Examples
///
/// ```no_run
/// # fn main() -> Result<(), data::DataError> {
/// let houses = data::table::read("houses.csv".as_ref())?;
/// let prices = houses.column("price")?;
/// # Ok(())
/// # }
/// ```
pub fn read(path: &Path) -> Result<Table, DataError> {
    open(path).and_then(|file| parse(file, &path.display().to_string()))
}

/// Reads some columns of a table, in this order. The others may hold anything.
///
/// # Errors
///
/// As [`read`], and [`TableError::NoColumn`] if there is no column of one of the names.
pub fn read_columns(path: &Path, columns: &[&str]) -> Result<Table, DataError> {
    open(path).and_then(|file| parse_columns(file, &path.display().to_string(), columns))
}

/// Reads a table from anything that gives bytes; `name` is what errors call it.
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
/// let error = data::table::parse("age,bmi\n59,?\n".as_bytes(), "patients").unwrap_err();
/// let text = "patients, line 2, column `bmi`: found \"?\" where a finite number is expected";
/// assert!(error.to_string().starts_with(text));
/// # Ok::<(), data::DataError>(())
/// ```
pub fn parse(reader: impl Read, name: &str) -> Result<Table, DataError> {
    let text = text(reader, name)?;
    let mut source = Source::new(&text, name, &ReaderBuilder::new());
    let columns = source.header()?;
    let places: Vec<usize> = (0..columns.len()).collect();
    source.table(columns, &places)
}

/// Reads some columns of a table, in this order; `name` is what errors call it.
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
    let text = text(reader, name)?;
    let mut source = Source::new(&text, name, &ReaderBuilder::new());
    let header = source.header()?;
    let place = |column: &&str| error::place(&header, column, name);
    let places = columns.iter().map(place).collect::<Result<Vec<_>, _>>()?;
    let columns = columns.iter().map(|column| column.to_string()).collect();
    source.table(columns, &places)
}

/// Reads a table without a header, whose values are separated by spaces.
pub(crate) fn parse_spaced(
    reader: impl Read,
    name: &str,
    columns: &[&str],
) -> Result<Table, DataError> {
    let mut builder = ReaderBuilder::new();
    builder.delimiter(b' ').has_headers(false);
    let text = text(reader, name)?;
    let source = Source::new(&text, name, &builder);
    let places: Vec<usize> = (0..columns.len()).collect();
    source.table(columns.iter().map(|column| column.to_string()).collect(), &places)
}

impl Table {
    /// The names of the columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.values.len() / self.columns.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The numbers of one row.
    ///
    /// # Panics
    ///
    /// Panics if there is no row of that number.
    #[track_caller]
    pub fn row(&self, index: usize) -> &[f64] {
        &self.values[index * self.columns.len()..][..self.columns.len()]
    }

    /// All numbers, row by row: `[n, columns]`.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The numbers of one column.
    ///
    /// # Errors
    ///
    /// [`TableError::NoColumn`] if there is no column of that name.
    pub fn column(&self, column: &str) -> Result<Vec<f64>, DataError> {
        let place = error::place(&self.columns, column, &self.name)?;
        Ok(self.values.chunks_exact(self.columns.len()).map(|row| row[place]).collect())
    }
}

/// A table that is being read.
struct Source<'a> {
    text: &'a [u8],
    reader: Reader<&'a [u8]>,
    name: &'a str,
}

impl<'a> Source<'a> {
    fn new(text: &'a [u8], name: &'a str, builder: &ReaderBuilder) -> Self {
        Source { text, reader: builder.from_reader(text), name }
    }

    /// The names in the first line.
    fn header(&mut self) -> Result<Vec<String>, DataError> {
        let damaged = |source| DataError::Csv { file: self.name.to_string(), source };
        let header = self.reader.headers().map_err(damaged)?;
        let names: Vec<String> = header.iter().map(|name| name.trim().to_string()).collect();
        error::check_names(&names, self.name)?;
        Ok(names)
    }

    /// The rows, of which the values at these places are kept.
    fn table(mut self, columns: Vec<String>, places: &[usize]) -> Result<Table, DataError> {
        let name = self.name.to_string();
        let damaged = |source| DataError::Csv { file: name.clone(), source };
        let (mut row, mut values) = (StringRecord::new(), Vec::new());
        while self.reader.read_record(&mut row).map_err(damaged)? {
            for (column, &place) in columns.iter().zip(places) {
                let found = row.get(place).unwrap_or_default();
                let number = number(found).ok_or_else(|| TableError::Value {
                    file: name.clone(),
                    line: self.line(&row),
                    column: column.clone(),
                    found: found.to_string(),
                })?;
                values.push(number);
            }
        }
        match values.is_empty() {
            true => Err(TableError::Empty { file: name }.into()),
            false => Ok(Table { name, columns, values }),
        }
    }

    /// The number of the line in which a row begins. (The reader's own count is of where it began to
    /// look for the row, which may be before empty lines.)
    fn line(&self, row: &StringRecord) -> usize {
        let start = row.position().map_or(0, |position| position.byte() as usize);
        let (before, rest) = self.text.split_at(start);
        let empty = rest.iter().take_while(|byte| b"\r\n".contains(byte));
        1 + before.iter().chain(empty).filter(|&&byte| byte == b'\n').count()
    }
}

/// The number that a value stands for, if it can be counted with.
fn number(value: &str) -> Option<f64> {
    value.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// The whole text, unpacked if it is packed, without the mark with which some programs begin UTF-8.
fn text(reader: impl Read, name: &str) -> Result<Vec<u8>, DataError> {
    let mut text = Vec::new();
    let read = unpacked(reader).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut text));
    if read.map_err(|error| read_error(name, error))? as u64 > MAX_BYTES {
        return Err(TableError::TooLarge { file: name.to_string(), limit: MAX_BYTES }.into());
    }
    if text.starts_with("\u{feff}".as_bytes()) {
        text.drain(..3);
    }
    Ok(text)
}

/// The file, opened.
fn open(path: &Path) -> Result<File, DataError> {
    let error = |source| DataError::Io { file: path.display().to_string(), source };
    File::open(path).map_err(error)
}
