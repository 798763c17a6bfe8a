//! A file's bytes in order, unpacked where they are packed, in memory that grows as they arrive.

use std::io::{self, Cursor, ErrorKind, Read};

use flate2::read::MultiGzDecoder;

use crate::DataError;

/// The two bytes with which every gzip file begins (RFC 1952, section 2.3.1).
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// The first bytes of an unknown length are read into this much memory.
const FIRST_STEP: usize = 1 << 16;

/// Reads a file from its beginning to its end, plain or gzip, and counts the bytes.
pub(crate) struct ByteReader<'a> {
    reader: Box<dyn Read + 'a>,
    name: &'a str,
    position: u64,
}

impl<'a> ByteReader<'a> {
    /// Begins to read; `name` is what errors call the file.
    pub(crate) fn new(reader: impl Read + 'a, name: &'a str) -> Result<Self, DataError> {
        let reader = unpacked(reader).map_err(|error| read_error(name, error))?;
        Ok(Self { reader, name, position: 0 })
    }

    /// The next `count` bytes.
    ///
    /// `count` comes from the file and may be a lie, so that memory is taken in steps, each at most
    /// as large as what has come already.
    pub(crate) fn take(&mut self, count: usize) -> Result<Vec<u8>, DataError> {
        let expected = self.position + count as u64;
        let mut bytes = Vec::new();
        while bytes.len() < count {
            let step = (count - bytes.len()).min(bytes.len().max(FIRST_STEP));
            bytes.reserve_exact(step);
            let read = self.reader.by_ref().take(step as u64).read_to_end(&mut bytes);
            let found = read.map_err(|error| read_error(self.name, error))?;
            self.position += found as u64;
            if found < step {
                let (file, found) = (self.name.to_string(), self.position);
                return Err(DataError::Truncated { file, expected, found });
            }
        }
        Ok(bytes)
    }

    /// Fills `record` with the next bytes; `false` says that the file ended before the first of
    /// them.
    pub(crate) fn fill(&mut self, record: &mut [u8]) -> Result<bool, DataError> {
        let mut found = 0;
        while found < record.len() {
            match self.reader.read(&mut record[found..]) {
                Ok(0) => break,
                Ok(count) => found += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(read_error(self.name, error)),
            }
        }
        if 0 < found && found < record.len() {
            let (file, at) = (self.name.to_string(), self.position);
            let (expected, found) = (at + record.len() as u64, at + found as u64);
            return Err(DataError::Truncated { file, expected, found });
        }
        self.position += found as u64;
        Ok(found > 0)
    }

    /// Checks that nothing follows; only here does a gzip file show whether its checksum is right.
    pub(crate) fn end(self) -> Result<(), DataError> {
        let mut rest = Vec::new();
        let read = self.reader.take(1).read_to_end(&mut rest);
        match read.map_err(|error| read_error(self.name, error))? {
            0 => Ok(()),
            _ => {
                let file = self.name.to_string();
                Err(DataError::TrailingBytes { file, expected: self.position })
            }
        }
    }
}

/// The bytes of a file, unpacked if they are packed.
///
/// Whether they are is told by the first bytes, not by the file's name: browsers unpack files in
/// passing and keep the `.gz`.
pub(crate) fn unpacked<'a>(mut reader: impl Read + 'a) -> io::Result<Box<dyn Read + 'a>> {
    let mut magic = Vec::new();
    reader.by_ref().take(2).read_to_end(&mut magic)?;
    let packed = magic == GZIP_MAGIC;
    let whole = Cursor::new(magic).chain(reader);
    Ok(match packed {
        // Gzip files may be strung together; a decoder of one member would overlook the rest.
        true => Box::new(MultiGzDecoder::new(whole)),
        false => Box::new(whole),
    })
}

/// Tells a damaged gzip stream from an operating system that refuses to read.
pub(crate) fn read_error(name: &str, source: io::Error) -> DataError {
    let file = name.to_string();
    match source.kind() {
        ErrorKind::InvalidInput | ErrorKind::InvalidData | ErrorKind::UnexpectedEof => {
            DataError::Gzip { file, source }
        }
        _ => DataError::Io { file, source },
    }
}
