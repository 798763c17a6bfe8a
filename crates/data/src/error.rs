//! What can go wrong with a data set through no fault of the program.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::table::TableError;

/// Why a data set could not be read.
///
/// Each message names the file, what was expected, what was found and what to do. The cause that
/// the operating system or a decoder gave, if there is one, is the error's
/// [`source`](std::error::Error::source).
///
/// ```
/// let error = data::idx::parse(&b"<html>"[..], "labels.gz").unwrap_err();
/// assert!(error.to_string().starts_with("labels.gz: not an IDX file"));
/// ```
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DataError {
    /// The operating system refused to open the file or to read it.
    #[error("{file}: cannot be read; check that it is a file and that you may read it")]
    Io {
        /// The file that was asked for.
        file: String,
        /// The operating system's answer.
        source: io::Error,
    },

    /// Files of a data set are not where they were sought.
    #[error("{set}: no {} in {}; {remedy}", files.join(", "), folder.display())]
    Missing {
        /// The data set's name.
        set: &'static str,
        /// The files that are missing.
        files: Vec<String>,
        /// The folder in which they were sought.
        folder: PathBuf,
        /// Where they can be had and where to put them.
        remedy: &'static str,
    },

    /// The gzip stream is cut off, fails its checksum, or has something behind it.
    #[error("{file}: the gzip data are damaged; delete the file and fetch it again")]
    Gzip {
        /// The damaged file.
        file: String,
        /// The decoder's complaint.
        source: io::Error,
    },

    /// The file ends before all that it announces has come.
    #[error(
        "{file}: needs at least {expected} bytes (unpacked) and ends after {found}; \
         delete the file and fetch it again"
    )]
    Truncated {
        /// The file that is too short.
        file: String,
        /// How many bytes the part read so far calls for.
        expected: u64,
        /// How many bytes there are.
        found: u64,
    },

    /// The file goes on after all that it announces has come.
    #[error(
        "{file}: must end after {expected} bytes (unpacked) and goes on; \
         delete the file and fetch it again"
    )]
    TrailingBytes {
        /// The file that is too long.
        file: String,
        /// How many bytes the header announces, the header included.
        expected: u64,
    },

    /// The file does not begin as an IDX file does.
    #[error(
        "{file}: not an IDX file: begins with the bytes {found:02x?} where two zeros are expected \
         (is it a web page saved under this name?); delete the file and fetch it again"
    )]
    NotIdx {
        /// The file of some other kind.
        file: String,
        /// Its first bytes.
        found: Vec<u8>,
    },

    /// The IDX file holds numbers of a type that is not read.
    #[error(
        "{file}: holds elements of type {found:#04x} ({}); only 0x08 (unsigned byte) is read: \
         convert the file, or fetch the original data set",
        crate::idx::type_name(*found)
    )]
    ElementType {
        /// The file with another type.
        file: String,
        /// The type's code.
        found: u8,
    },

    /// The IDX file announces a number of dimensions that is not read.
    #[error(
        "{file}: announces {found} dimensions where 1 to 4 are expected; \
         delete the file and fetch it again"
    )]
    Rank {
        /// The file with another rank.
        file: String,
        /// How many dimensions it announces.
        found: u8,
    },

    /// The IDX file announces more data than this crate reads.
    #[error(
        "{file}: announces elements of shape {dims:?}, more than the {limit} bytes that are read; \
         the file is probably damaged: delete it and fetch it again"
    )]
    TooLarge {
        /// The file whose header asks for too much.
        file: String,
        /// The sizes it announces.
        dims: Vec<usize>,
        /// The largest size that is read.
        limit: usize,
    },

    /// The file holds data of another shape than the data set has.
    #[error(
        "{file}: holds data of shape {found:?} where {expected} is expected; \
         check that it is the file its name says, or fetch it again"
    )]
    Shape {
        /// The file of another shape.
        file: String,
        /// The expected shape, in words.
        expected: &'static str,
        /// The shape that was found.
        found: Vec<usize>,
    },

    /// There are not as many labels as images.
    #[error(
        "{images_file} holds {images} images but {labels_file} {labels} labels; \
         they are not of one data set: delete both and fetch them again"
    )]
    Count {
        /// The file of the images.
        images_file: String,
        /// How many images it holds.
        images: usize,
        /// The file of the labels.
        labels_file: String,
        /// How many labels it holds.
        labels: usize,
    },

    /// The bytes are not as many as the images need.
    #[error(
        "{name}: {labels} images of {channels}×{height}×{width} values do not have {pixels} bytes; \
         check the size of the images and that each has one label"
    )]
    Pixels {
        /// The file or the data set.
        name: String,
        /// How many bytes there are.
        pixels: usize,
        /// How many labels, and therefore images, there are.
        labels: usize,
        /// The channels of an image.
        channels: usize,
        /// The height of an image.
        height: usize,
        /// The width of an image.
        width: usize,
    },

    /// A label is not the number of a class.
    #[error(
        "{name}: image {image} is labelled {label}, but the {classes} classes are numbered from 0; \
         correct the label, or fetch the data set again"
    )]
    Label {
        /// The file or the data set.
        name: String,
        /// The index of the image.
        image: usize,
        /// Its label.
        label: u8,
        /// How many classes there are.
        classes: usize,
    },

    /// A pixel is brighter than white.
    #[error(
        "{name}: image {image} has a pixel of {pixel}, but white is {white}; \
         correct the pixel, or fetch the data set again"
    )]
    Pixel {
        /// The file or the data set.
        name: String,
        /// The index of the image.
        image: usize,
        /// The pixel's byte.
        pixel: u8,
        /// The byte that means white.
        white: u8,
    },

    /// The archive cannot be read to its end, or holds a file twice.
    #[error("{file}: not the tar archive that it should be; delete the file and fetch it again")]
    Archive {
        /// The damaged archive.
        file: String,
        /// What is wrong with it.
        source: io::Error,
    },

    /// The table is one, but does not hold the numbers it should.
    #[error(transparent)]
    Table(#[from] TableError),

    /// The text is not comma-separated values, or not every line has as many as the first.
    #[error("{file}: not a table of comma-separated values; fetch the file again")]
    Csv {
        /// The file that is no table.
        file: String,
        /// What is wrong, and in which line.
        source: csv::Error,
    },

    /// A line of a table does not hold the values it should.
    #[error("{file}, line {line}: found {found} where {expected} expected; fetch the file again")]
    Line {
        /// The file of the table.
        file: String,
        /// The number of the line, counted from 1.
        line: u64,
        /// What the line should hold, with its verb.
        expected: &'static str,
        /// What it holds.
        found: String,
    },
}
