//! The errors of reading a data set.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::table_error::TableError;

/// Why a data set could not be read: the file, and what is wrong with it.
///
/// The message names the file, what was expected, what was found and what to do. The cause from the
/// operating system or a decoder, if there is one, is the error's [`source`](Error::source).
///
/// ```
/// use data::DataErrorKind;
///
/// let error = data::idx::parse(&b"<html>"[..], "labels.gz").unwrap_err();
/// assert!(error.to_string().starts_with("labels.gz: not an IDX file"));
/// assert_eq!(error.file, "labels.gz");
/// assert!(matches!(error.kind, DataErrorKind::NotIdx { .. }));
/// ```
#[derive(Debug)]
pub struct DataError {
    /// The file, or the name of the data set.
    pub file: String,
    /// What is wrong with it.
    pub kind: DataErrorKind,
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let separator = if self.kind.begins_with_line() { "," } else { ":" };
        write!(f, "{}{separator} {}", self.file, self.kind)
    }
}

impl Error for DataError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        // The kind is part of this error's own message; its cause is not.
        self.kind.source()
    }
}

/// What is wrong with a file of a data set.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DataErrorKind {
    /// The operating system refused to open the file or to read it.
    #[error("cannot be read; check that it is a file and that you may read it")]
    Io {
        /// The operating system's error.
        source: io::Error,
    },

    /// Files of a data set are missing.
    #[error("no {} in {}; {install_hint}", files.join(", "), folder.display())]
    Missing {
        /// The missing files.
        files: Vec<String>,
        /// The folder that was searched.
        folder: PathBuf,
        /// Where to get them and where to put them.
        install_hint: &'static str,
    },

    /// The gzip stream is cut off, fails its checksum, or has trailing bytes.
    #[error("the gzip data are damaged; delete the file and fetch it again")]
    Gzip {
        /// The decoder's error.
        source: io::Error,
    },

    /// The file is shorter than its header says.
    #[error(
        "needs at least {expected} bytes (unpacked) and ends after {found}; delete the file and \
         fetch it again"
    )]
    Truncated {
        /// The number of bytes that the part read so far calls for.
        expected: u64,
        /// The number of bytes in the file.
        found: u64,
    },

    /// The file is longer than its header says.
    #[error(
        "must end after {expected} bytes (unpacked) and goes on; delete the file and fetch it again"
    )]
    TrailingBytes {
        /// The length according to the header, the header included.
        expected: u64,
    },

    /// The file does not begin as an IDX file does.
    #[error(
        "not an IDX file: begins with the bytes {found:02x?} where two zeros are expected (is it a \
         web page saved under this name?); delete the file and fetch it again"
    )]
    NotIdx {
        /// Its first bytes.
        found: Vec<u8>,
    },

    /// The elements of the IDX file are of another type than expected, or of none of the format's.
    #[error(
        "holds elements of type {found:#04x} ({}) where {expected} expected; check that it is the \
         file its name says, or fetch it again",
        idx_type_name(*found)
    )]
    ElementType {
        /// The type's code.
        found: u8,
        /// The expected types, with their verb.
        expected: &'static str,
    },

    /// The number of dimensions of the IDX file is not supported.
    #[error(
        "announces {found} dimensions where 1 to 4 are expected; delete the file and fetch it again"
    )]
    Rank {
        /// The number of dimensions in the header.
        found: u8,
    },

    /// The size in the header of the IDX file is above the limit.
    #[error(
        "announces elements of shape {dims:?}, more than the {limit} bytes that are read; the file \
         is probably damaged: delete it and fetch it again"
    )]
    TooLarge {
        /// The dimensions in the header.
        dims: Vec<usize>,
        /// The limit in bytes.
        limit: usize,
    },

    /// The data have another shape than the data set's.
    #[error(
        "holds data of shape {found:?} where {expected} is expected; check that it is the file its \
         name says, or fetch it again"
    )]
    Shape {
        /// The expected shape, in words.
        expected: &'static str,
        /// The shape in the file.
        found: Vec<usize>,
    },

    /// The numbers of labels and images differ.
    #[error(
        "holds {labels} labels, but {images_file} {images} images; they are not of one data set: \
         delete both and fetch them again"
    )]
    Count {
        /// The number of labels.
        labels: usize,
        /// The file of the images.
        images_file: String,
        /// The number of images.
        images: usize,
    },

    /// The number of bytes does not fit the number and size of the images.
    #[error(
        "{labels} images of {channels}×{height}×{width} values do not have {pixels} bytes; check \
         the size of the images and that each has one label"
    )]
    Pixels {
        /// The number of bytes.
        pixels: usize,
        /// The number of labels, and therefore of images.
        labels: usize,
        /// The channels of an image.
        channels: usize,
        /// The height of an image.
        height: usize,
        /// The width of an image.
        width: usize,
    },

    /// A label is out of range.
    #[error(
        "image {image} is labelled {label}, but the {classes} classes are numbered from 0; correct \
         the label, or fetch the data set again"
    )]
    Label {
        /// The index of the image.
        image: usize,
        /// Its label.
        label: u8,
        /// The number of classes.
        classes: usize,
    },

    /// A pixel is brighter than white.
    #[error(
        "image {image} has a pixel of {pixel}, but white is {max_value}; correct the pixel, or \
         fetch the data set again"
    )]
    Pixel {
        /// The index of the image.
        image: usize,
        /// The pixel's byte.
        pixel: u8,
        /// The byte that means white.
        max_value: u8,
    },

    /// The archive cannot be read to its end, or holds a file twice.
    #[error("not the tar archive that it should be; delete the file and fetch it again")]
    Archive {
        /// What is wrong with it.
        source: io::Error,
    },

    /// The archive cannot be read, or lacks the file that is needed.
    #[error("not the zip archive that it should be; delete the file and fetch it again")]
    Zip {
        /// What is wrong with it.
        source: io::Error,
    },

    /// The text is not UTF-8.
    #[error("line {line}: not UTF-8; save the file as UTF-8, or fetch it again")]
    NotUtf8 {
        /// The number of the first such line, counted from 1.
        line: u64,
    },

    /// The file is a table, but its values are not as they should be.
    #[error(transparent)]
    Table(#[from] TableError),

    /// The text is not comma-separated values, or not every line has the length of the first.
    #[error("not a table of comma-separated values; fetch the file again")]
    Csv {
        /// What is wrong, and in which line.
        source: csv::Error,
    },

    /// The text is not JSON, or not the values that the data set consists of.
    #[error("not the JSON of this data set; fetch the file again")]
    Json {
        /// What is wrong, and in which line.
        source: serde_json::Error,
    },

    /// A line of a table does not hold the values it should.
    #[error("line {line}: found {found} where {expected} expected; fetch the file again")]
    Line {
        /// The line number, counted from 1.
        line: u64,
        /// What the line should hold, with its verb.
        expected: &'static str,
        /// What it holds.
        found: String,
    },
}

impl DataErrorKind {
    /// The error of this kind for a file, or a data set, of this name.
    pub(crate) fn in_file(self, file: impl fmt::Display) -> DataError {
        DataError { file: file.to_string(), kind: self }
    }

    /// Whether the message begins with the number of a line.
    fn begins_with_line(&self) -> bool {
        match self {
            Self::Line { .. } | Self::NotUtf8 { .. } => true,
            Self::Table(error) => error.line().is_some(),
            _ => false,
        }
    }
}

/// The name of an element type of an IDX file: its third byte.
fn idx_type_name(code: u8) -> &'static str {
    match code {
        0x08 => "unsigned byte",
        0x09 => "signed byte",
        0x0b => "16-bit integer",
        0x0c => "32-bit integer",
        0x0d => "32-bit float",
        0x0e => "64-bit float",
        _ => "unknown to the format",
    }
}
