//! The errors of a table's values and columns.

use std::collections::HashSet;

use thiserror::Error;

/// What is wrong with the values or the columns of a table.
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
         correct the value, or leave the row out"
    )]
    Value {
        /// The line number, counted from 1.
        line: usize,
        /// The name of the column.
        column: String,
        /// The text of the value.
        found: String,
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
    #[error("there are two columns `{column}`; give one of them another name")]
    TwoColumns {
        /// The name.
        column: String,
    },

    /// There is no row, or no column.
    #[error("there are no numbers; expected are the columns' names and a row under them")]
    Empty,

    /// The table is larger than the limit.
    #[error("unpacks to more than the {limit} bytes that are read; cut it into parts")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
}

/// The index of a column.
pub(crate) fn column_index(columns: &[String], column: &str) -> Result<usize, TableError> {
    let index = columns.iter().position(|known| known == column);
    index.ok_or_else(|| TableError::NoColumn {
        column: column.to_string(),
        columns: columns.to_vec(),
    })
}

/// Checks that no name is there twice.
pub(crate) fn check_names(names: &[String]) -> Result<(), TableError> {
    let mut known = HashSet::new();
    match names.iter().find(|name| !known.insert(*name)) {
        None => Ok(()),
        Some(name) => Err(TableError::TwoColumns { column: name.clone() }),
    }
}
