//! A file's bytes in order, decompressed where they are gzip, in memory that grows as they arrive.

use std::io::{self, Cursor, ErrorKind, Read};

use flate2::read::MultiGzDecoder;

use crate::{DataError, DataErrorKind};

/// The two bytes with which every gzip file begins (RFC 1952, section 2.3.1).
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// The memory for the first bytes of an unknown length.
const FIRST_STEP: usize = 1 << 16;

/// Reads a file, plain or gzip, from its beginning to its end, and counts the bytes.
pub(crate) struct ByteReader<'a> {
    reader: Box<dyn Read + 'a>,
    name: &'a str,
    position: u64,
}

impl<'a> ByteReader<'a> {
    /// A reader at the beginning of a file; `name` is the file's name in errors.
    pub(crate) fn new(reader: impl Read + 'a, name: &'a str) -> Result<Self, DataError> {
        let reader = decompressed(reader).map_err(|error| read_error(name, error))?;
        Ok(Self { reader, name, position: 0 })
    }

    /// The next `count` bytes.
    ///
    /// `count` comes from the file and may be wrong, so that memory is allocated in steps, each at
    /// most as large as what has been read already.
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
                let found = self.position;
                return Err(DataErrorKind::Truncated { expected, found }.in_file(self.name));
            }
        }
        Ok(bytes)
    }

    /// Fills `record` with the next bytes; returns `false` if the file ended before the first of
    /// them.
    pub(crate) fn read_record(&mut self, record: &mut [u8]) -> Result<bool, DataError> {
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
            let start = self.position;
            let (expected, found) = (start + record.len() as u64, start + found as u64);
            return Err(DataErrorKind::Truncated { expected, found }.in_file(self.name));
        }
        self.position += found as u64;
        Ok(found > 0)
    }

    /// Checks that nothing follows; the checksum of a gzip file is only verified here.
    pub(crate) fn expect_end(self) -> Result<(), DataError> {
        let mut next = Vec::new();
        let read = self.reader.take(1).read_to_end(&mut next);
        match read.map_err(|error| read_error(self.name, error))? {
            0 => Ok(()),
            _ => Err(DataErrorKind::TrailingBytes { expected: self.position }.in_file(self.name)),
        }
    }
}

/// The bytes of a file, decompressed if they are gzip.
///
/// Whether they are is determined by the first bytes, not by the file's name: browsers decompress
/// files in passing and keep the `.gz`.
pub(crate) fn decompressed<'a>(mut reader: impl Read + 'a) -> io::Result<Box<dyn Read + 'a>> {
    let mut magic = Vec::new();
    reader.by_ref().take(2).read_to_end(&mut magic)?;
    let is_gzip = magic == GZIP_MAGIC;
    let whole = Cursor::new(magic).chain(reader);
    Ok(match is_gzip {
        // Gzip files may have several members; a decoder of one would ignore the others.
        true => Box::new(MultiGzDecoder::new(whole)),
        false => Box::new(whole),
    })
}

/// The error of a damaged gzip stream, or of an operating system that refuses to read.
pub(crate) fn read_error(name: &str, source: io::Error) -> DataError {
    let kind = match source.kind() {
        ErrorKind::InvalidInput | ErrorKind::InvalidData | ErrorKind::UnexpectedEof => {
            DataErrorKind::Gzip { source }
        }
        _ => DataErrorKind::Io { source },
    };
    kind.in_file(name)
}
