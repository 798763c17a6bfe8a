//! The rows of a table's text, with the numbers of their lines.

use std::io::Read;

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::TableError;
use crate::bytes::{decompressed, read_error};
use crate::{DataError, DataErrorKind};

/// A file that decompresses to more is refused: a few kilobytes of gzip can decompress to more than
/// the memory of the machine.
const MAX_BYTES: u64 = 1 << 28;

/// How files begin that are often taken for tables.
const NO_TABLES: [(&[u8], &str); 6] = [
    (b"PK\x03\x04", "a spreadsheet or another ZIP archive"),
    (&[0xff, 0xfe], "text in UTF-16"),
    (&[0xfe, 0xff], "text in UTF-16"),
    (b"<!", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "a file of XML"),
];

/// The rows of a table's text.
pub(super) struct Rows<'a> {
    text: &'a [u8],
    delimiter: u8,
    reader: Reader<&'a [u8]>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(text: &'a [u8], delimiter: u8) -> Self {
        let mut rows_of_any_length = ReaderBuilder::new();
        rows_of_any_length.delimiter(delimiter).has_headers(false).flexible(true);
        Rows { text, delimiter, reader: rows_of_any_length.from_reader(text) }
    }

    /// The next row, if there is one, in the memory of an earlier one.
    pub(super) fn next(&mut self, mut row: ByteRecord) -> Result<Option<ByteRecord>, TableError> {
        match self.reader.read_byte_record(&mut row) {
            Ok(true) if self.is_open(&row) => Err(TableError::OpenQuote { line: self.line(&row) }),
            Ok(true) => Ok(Some(row)),
            // Nothing fails in reading rows of any length, of any bytes, from memory.
            Ok(false) | Err(_) => Ok(None),
        }
    }

    /// Whether a quote of the row that was just read is not closed where its value ends, so that it
    /// has swallowed the ends of lines, and perhaps the rest of the file.
    fn is_open(&self, row: &ByteRecord) -> bool {
        let end = self.reader.position().byte() as usize;
        let is_multiline = row.as_slice().iter().any(|byte| b"\r\n".contains(byte));
        match (is_multiline, end == self.text.len()) {
            (false, false) => false,
            (is_multiline, _) => match quotes(&self.text[start(row)..end], self.delimiter) {
                Quotes::Closed => false,
                Quotes::Junk => is_multiline,
                Quotes::Open => true,
            },
        }
    }

    /// The number of the line in which a row begins. (The reader's own position is where it began
    /// to look for the row, which may be before empty lines.)
    pub(super) fn line(&self, row: &ByteRecord) -> usize {
        self.line_at(start(row))
    }

    /// The number of the line in which the row begins that was looked for from this byte on.
    pub(super) fn line_at(&self, start: usize) -> usize {
        let empty = self.text[start..].iter().take_while(|byte| b"\r\n".contains(byte)).count();
        1 + line_ends(&self.text[..start + empty])
    }
}

/// Where the reader began to look for a row.
pub(super) fn start(row: &ByteRecord) -> usize {
    row.position().map_or(0, |position| position.byte() as usize)
}

/// How values in quotes end.
enum Quotes {
    /// Each with a quote, then a separator or the end of the row.
    Closed,
    /// One with a quote and more behind it.
    Junk,
    /// One not at all.
    Open,
}

/// How the values in quotes of a row's text end. A quote begins a value only as its first character;
/// inside, it is written twice.
fn quotes(row: &[u8], delimiter: u8) -> Quotes {
    let is_end = |byte: &u8| *byte == delimiter || b"\r\n".contains(byte);
    let mut rest = row;
    loop {
        while let [b'"', inside @ ..] = rest {
            let Some(quote) = inside.iter().position(|&byte| byte == b'"') else {
                return Quotes::Open;
            };
            rest = &inside[quote + 1..];
            match rest.first() {
                Some(b'"') => {}
                Some(byte) if !is_end(byte) => return Quotes::Junk,
                _ => break,
            }
        }
        match rest.iter().position(is_end) {
            Some(end) => rest = &rest[end + 1..],
            None => return Quotes::Closed,
        }
    }
}

/// The number of ends of lines: `\n`, `\r\n`, or `\r` as in files of old Macs.
fn line_ends(text: &[u8]) -> usize {
    let newlines = text.iter().filter(|&&byte| byte == b'\n').count();
    let returns = text.windows(2).filter(|pair| pair[0] == b'\r' && pair[1] != b'\n').count();
    newlines + returns + usize::from(text.last() == Some(&b'\r'))
}

/// Refuses a text whose first two lines are divided by another separator.
pub(super) fn check_delimiter(text: &[u8], delimiter: u8) -> Result<(), TableError> {
    let lines = text.split(|byte| b"\r\n".contains(byte)).filter(|line| !line.is_empty());
    let lines: Vec<&[u8]> = lines.take(2).collect();
    let count = |line: &[u8], delimiter| line.iter().filter(|&&byte| byte == delimiter).count();
    let divides = |found: &u8| {
        let first = count(lines[0], *found);
        *found != delimiter && first > 0 && lines.iter().all(|line| count(line, *found) == first)
    };
    match lines.first() {
        Some(first) if count(first, delimiter) == 0 => {
            match [b';', b'\t', b',', b'|'].into_iter().find(divides) {
                Some(found) => Err(TableError::Delimiter { delimiter, found }),
                None => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// An error of the table `name`.
pub(super) fn in_file(name: &str, error: TableError) -> DataError {
    DataErrorKind::Table(error).in_file(name)
}

/// The whole text, decompressed if it is gzip, without a byte order mark.
pub(super) fn read_text(reader: impl Read, name: &str) -> Result<Vec<u8>, DataError> {
    let mut text = Vec::new();
    let read =
        decompressed(reader).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut text));
    if read.map_err(|error| read_error(name, error))? as u64 > MAX_BYTES {
        return Err(in_file(name, TableError::TooLarge { limit: MAX_BYTES }));
    }
    if let Some((_, found)) = NO_TABLES.iter().find(|(begin, _)| text.starts_with(begin)) {
        return Err(in_file(name, TableError::NotText { found }));
    }
    if text.starts_with("\u{feff}".as_bytes()) {
        text.drain(..3);
    }
    Ok(text)
}
