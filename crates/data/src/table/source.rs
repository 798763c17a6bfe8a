//! Reading a table's text, with the line numbers of invalid values.

use std::io::Read;

use csv::{Reader, ReaderBuilder, StringRecord};

use super::{Table, TableError};
use crate::bytes::{decompressed, read_error};
use crate::{DataError, DataErrorKind, table_error};

/// A file that decompresses to more is refused: a few kilobytes of gzip can decompress to more than
/// the memory of the machine.
const MAX_BYTES: u64 = 1 << 28;

/// Reads a table from its text.
pub(super) struct TableReader<'a> {
    text: &'a [u8],
    reader: Reader<&'a [u8]>,
    name: &'a str,
}

impl<'a> TableReader<'a> {
    pub(super) fn new(text: &'a [u8], name: &'a str, builder: &ReaderBuilder) -> Self {
        TableReader { text, reader: builder.from_reader(text), name }
    }

    /// The names in the first line.
    pub(super) fn header(&mut self) -> Result<Vec<String>, DataError> {
        let name = self.name;
        let header = self.reader.headers().map_err(|error| csv_error(name, error))?;
        let names: Vec<String> = header.iter().map(|name| name.trim().to_string()).collect();
        table_error::check_names(&names).map_err(|error| in_file(name, error))?;
        Ok(names)
    }

    /// The table with the columns at these indices.
    pub(super) fn table(
        mut self,
        columns: Vec<String>,
        indices: &[usize],
    ) -> Result<Table, DataError> {
        let name = self.name;
        let (mut row, mut values) = (StringRecord::new(), Vec::new());
        while self.reader.read_record(&mut row).map_err(|error| csv_error(name, error))? {
            for (column, &index) in columns.iter().zip(indices) {
                let found = row.get(index).unwrap_or_default();
                let value = parse_finite(found).ok_or_else(|| {
                    let (column, found) = (column.clone(), found.to_string());
                    in_file(name, TableError::Value { line: self.line(&row), column, found })
                })?;
                values.push(value);
            }
        }
        match values.is_empty() {
            true => Err(in_file(name, TableError::Empty)),
            false => Ok(Table { name: name.to_string(), columns, values }),
        }
    }

    /// The number of the line in which a row begins. (The reader's own position is where it began
    /// to look for the row, which may be before empty lines.)
    fn line(&self, row: &StringRecord) -> usize {
        let start = row.position().map_or(0, |position| position.byte() as usize);
        let (before, rest) = self.text.split_at(start);
        let empty = rest.iter().take_while(|byte| b"\r\n".contains(byte));
        1 + before.iter().chain(empty).filter(|&&byte| byte == b'\n').count()
    }
}

fn csv_error(name: &str, source: csv::Error) -> DataError {
    DataErrorKind::Csv { source }.in_file(name)
}

/// An error of the table `name`.
pub(super) fn in_file(name: &str, error: TableError) -> DataError {
    DataErrorKind::Table(error).in_file(name)
}

/// The value of a text, if it is a finite number.
fn parse_finite(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|value: &f64| value.is_finite())
}

/// The whole text, decompressed if it is gzip, without a byte order mark.
pub(super) fn read_text(reader: impl Read, name: &str) -> Result<Vec<u8>, DataError> {
    let mut text = Vec::new();
    let read =
        decompressed(reader).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut text));
    if read.map_err(|error| read_error(name, error))? as u64 > MAX_BYTES {
        return Err(in_file(name, TableError::TooLarge { limit: MAX_BYTES }));
    }
    if text.starts_with("\u{feff}".as_bytes()) {
        text.drain(..3);
    }
    Ok(text)
}
