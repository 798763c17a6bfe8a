//! The errors of a table's text, values and columns.

use thiserror::Error;

/// What is wrong with the text, the values or the columns of a table.
///
/// ```
/// use data::{DataErrorKind, TableError};
///
/// let error = data::table::parse("a,a\n1,2\n".as_bytes(), "table").unwrap_err();
/// assert!(matches!(error.kind, DataErrorKind::Table(TableError::TwoColumns { .. })));
/// ```
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TableError {
    /// A value is not a finite number.
    #[error(
        "line {line}, column `{column}`: found {found:?} where a finite number is expected; \
         correct the value, leave the row out, or read the column as text \
         (`ColumnKind::Categories`)"
    )]
    Value {
        /// The line number, counted from 1.
        line: usize,
        /// The name of the column.
        column: String,
        /// The text of the value.
        found: String,
    },

    /// A value has a comma where the options expect a point.
    #[error(
        "line {line}, column `{column}`: found {found:?}; if the comma is the decimal mark, read the \
         table with `decimal: b','`, if it separates thousands, take it out"
    )]
    Comma {
        /// The line number, counted from 1.
        line: usize,
        /// The name of the column.
        column: String,
        /// The text of the value.
        found: String,
    },

    /// A number is in a column that holds text.
    #[error(
        "line {line}, column `{column}`: found the number {found:?} in a column of text (line \
         {first_line} has {first:?}); correct one of the two, or read the column as text \
         (`ColumnKind::Categories`)"
    )]
    Number {
        /// The line number, counted from 1.
        line: usize,
        /// The name of the column.
        column: String,
        /// The text of the value.
        found: String,
        /// The line of the column's first value.
        first_line: usize,
        /// The first value.
        first: String,
    },

    /// A text is none of the column's categories.
    #[error(
        "line {line}, column `{column}`: found {found:?} where one of `{}` is expected; correct the \
         value, or leave the row out",
        known.join("`, `")
    )]
    Category {
        /// The line number, counted from 1.
        line: usize,
        /// The name of the column.
        column: String,
        /// The text of the value.
        found: String,
        /// The categories.
        known: Vec<String>,
    },

    /// A value is missing.
    #[error(
        "line {line}, column `{column}`: the value is missing (found {found:?}); fill it in, leave \
         the row out, or choose what is done with missing values (`Missing`)"
    )]
    Missing {
        /// The line number, counted from 1.
        line: usize,
        /// The name of the column.
        column: String,
        /// The text of the value.
        found: String,
    },

    /// A value is missing that should be filled with a mean or median, in a column of text.
    #[error(
        "line {line}, column `{column}`: the value is missing, and text has no mean or median; fill \
         it in, or drop the row (`Missing::DropRow`)"
    )]
    MissingText {
        /// The line number, counted from 1.
        line: usize,
        /// The name of the column.
        column: String,
    },

    /// A value that is read is not UTF-8.
    #[error(
        "line {line}, column `{column}`: found {found:?}, which is not UTF-8 (is it Latin-1, \
         Windows-1252?); save the file as UTF-8, or read only the other columns"
    )]
    Encoding {
        /// The line number, counted from 1.
        line: usize,
        /// The name of the column, or its number.
        column: String,
        /// The text of the value, with marks for what is not UTF-8.
        found: String,
    },

    /// A row has more or fewer values than there are columns.
    #[error(
        "line {line}: has {found} {}, but there are {expected} columns; {hint}",
        if *found == 1 { "value" } else { "values" }
    )]
    RowLength {
        /// The line number, counted from 1.
        line: usize,
        /// The number of values.
        found: usize,
        /// The number of columns.
        expected: usize,
        /// What to do.
        hint: &'static str,
    },

    /// A quote is not closed where its value ends, and values or lines are inside of it.
    #[error("line {line}: a quote is not closed where its value ends; close it, or take it out")]
    OpenQuote {
        /// The number of the line in which the row begins, counted from 1.
        line: usize,
    },

    /// The values are separated by something else.
    #[error(
        "the first line has no {:?}, but {:?} as the next one has; read the table with \
         `delimiter: b{:?}`",
        char::from(*delimiter), char::from(*found), char::from(*found)
    )]
    Delimiter {
        /// The separator of the options.
        delimiter: u8,
        /// What seems to be the separator.
        found: u8,
    },

    /// The first line seems to be a row of values.
    #[error(
        "the first line should be the columns' names, but holds numbers, such as {found:?}; give the \
         names (`header: Header::Names`), or say that these are the names (`Header::FirstLine`)"
    )]
    NoHeader {
        /// The first of the numbers.
        found: String,
    },

    /// Another number of names is given than there are columns.
    #[error("{given} names are given, but the first line has {found} values; give each a name")]
    Names {
        /// The number of names in the options.
        given: usize,
        /// The number of values.
        found: usize,
    },

    /// The file is no text of a table.
    #[error("is {found}; save the table as comma-separated values in UTF-8")]
    NotText {
        /// What it seems to be.
        found: &'static str,
    },

    /// There is no column of this name.
    #[error("there is no column `{column}`, but `{}`", columns.join("`, `"))]
    NoColumn {
        /// The name that was asked for.
        column: String,
        /// The names of the table's columns.
        columns: Vec<String>,
    },

    /// Two columns have the same name.
    #[error(
        "there are two columns `{column}`, number {first} and number {second}; give one of them \
         another name"
    )]
    TwoColumns {
        /// The name.
        column: String,
        /// The number of the first, counted from 1.
        first: usize,
        /// The number of the second.
        second: usize,
    },

    /// There is no row, or no column.
    #[error(
        "there are no values; expected are the columns' names and a row under them{}",
        if *dropped > 0 { " in which none is missing" } else { "" }
    )]
    Empty {
        /// The number of rows that were dropped, as a value is missing in them.
        dropped: usize,
    },

    /// The table is larger than the limit.
    #[error("unpacks to more than the {limit} bytes that are read; cut it into parts")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },

    /// A column holds text where numbers are needed, or numbers where text is needed.
    #[error("column `{column}` holds {found}, but {expected} needed{hint}")]
    Kind {
        /// The name of the column.
        column: String,
        /// What it holds.
        found: &'static str,
        /// What is needed, with its verb.
        expected: &'static str,
        /// What to do.
        hint: &'static str,
    },

    /// There is no column besides the target.
    #[error("has no column but the target `{target}`; add columns for the features")]
    NoFeatures {
        /// The name of the target.
        target: String,
    },

    /// A column lacks values that are filled only by a `Preprocessor`, in features.
    #[error(
        "column `{column}` lacks a value in row {row} (counted from 0), which a `Preprocessor` fills \
         in a feature, but nothing in a target: there, drop the row (`Missing::DropRow`)"
    )]
    Unfilled {
        /// The name of the column.
        column: String,
        /// The index of the row.
        row: usize,
    },

    /// A column has no value in the training rows.
    #[error("column `{column}` has no value in any training row; leave the column out")]
    NoValues {
        /// The name of the column.
        column: String,
    },

    /// A category was not among those of the table that was fitted.
    #[error("column `{column}` has the category {found:?}, none of `{}`", known.join("`, `"))]
    UnknownCategory {
        /// The name of the column.
        column: String,
        /// The category.
        found: String,
        /// The categories of the fitted table.
        known: Vec<String>,
    },
}

impl TableError {
    /// The number of the line that is wrong, counted from 1, if it is one line.
    ///
    /// ```
    /// use data::DataErrorKind;
    ///
    /// let error = data::table::parse("a,b\n1,2\n3\n".as_bytes(), "table").unwrap_err();
    /// let DataErrorKind::Table(error) = error.kind else { panic!("{error}") };
    /// assert_eq!(error.line(), Some(3));
    /// ```
    pub fn line(&self) -> Option<usize> {
        match self {
            Self::Value { line, .. }
            | Self::Comma { line, .. }
            | Self::Number { line, .. }
            | Self::Category { line, .. }
            | Self::Missing { line, .. }
            | Self::MissingText { line, .. }
            | Self::Encoding { line, .. }
            | Self::RowLength { line, .. }
            | Self::OpenQuote { line } => Some(*line),
            _ => None,
        }
    }
}
