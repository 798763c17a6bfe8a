//! Reading a table's text, and telling where a value is that is no number.

use std::io::Read;

use csv::{Reader, ReaderBuilder, StringRecord};

use super::{Table, TableError, error};
use crate::DataError;
use crate::bytes::{read_error, unpacked};

/// A file that unpacks to more is refused: a few kilobytes of gzip can unpack to all the memory
/// there is.
const MAX_BYTES: u64 = 1 << 28;

/// A table that is being read.
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
        let damaged = |source| DataError::Csv { file: self.name.to_string(), source };
        let header = self.reader.headers().map_err(damaged)?;
        let names: Vec<String> = header.iter().map(|name| name.trim().to_string()).collect();
        error::check_names(&names, self.name)?;
        Ok(names)
    }

    /// The rows, of which the values at these places are kept.
    pub(super) fn table(
        mut self,
        columns: Vec<String>,
        places: &[usize],
    ) -> Result<Table, DataError> {
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

    /// The number of the line in which a row begins. (The reader's own count is of where it began
    /// to look for the row, which may be before empty lines.)
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
pub(super) fn read_text(reader: impl Read, name: &str) -> Result<Vec<u8>, DataError> {
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
