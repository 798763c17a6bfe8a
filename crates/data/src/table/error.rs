//! What can be wrong with a table, and where.

use std::collections::HashSet;

use thiserror::Error;

/// Why a table does not hold the numbers it should.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TableError {
    /// A value is not a number that can be counted with.
    #[error(
        "{file}, line {line}, column `{column}`: found {found:?} where a finite number is expected; \
         correct the value, or leave the row out"
    )]
    Value {
        /// The file of the table.
        file: String,
        /// The number of the line, counted from 1.
        line: usize,
        /// The name of the column.
        column: String,
        /// What is there.
        found: String,
    },

    /// There is no column of this name.
    #[error("{file}: there is no column `{column}`, but `{}`", columns.join("`, `"))]
    NoColumn {
        /// The file of the table.
        file: String,
        /// The column that was asked for.
        column: String,
        /// The columns that there are.
        columns: Vec<String>,
    },

    /// Two columns have the same name.
    #[error("{file}: there are two columns `{column}`; give one of them another name")]
    TwoColumns {
        /// The file of the table.
        file: String,
        /// The name.
        column: String,
    },

    /// There is no row, or no column.
    #[error("{file}: there are no numbers; expected are the columns' names and a row under them")]
    Empty {
        /// The file of the table.
        file: String,
    },

    /// There is more than this crate reads.
    #[error("{file}: unpacks to more than the {limit} bytes that are read; cut it into parts")]
    TooLarge {
        /// The file of the table.
        file: String,
        /// The largest size that is read.
        limit: u64,
    },
}

/// The place of a column.
pub(super) fn column_index(
    columns: &[String],
    column: &str,
    name: &str,
) -> Result<usize, TableError> {
    let place = columns.iter().position(|known| known == column);
    place.ok_or_else(|| TableError::NoColumn {
        file: name.to_string(),
        column: column.to_string(),
        columns: columns.to_vec(),
    })
}

/// Checks that no name is there twice.
pub(super) fn check_names(names: &[String], file: &str) -> Result<(), TableError> {
    let mut known = HashSet::new();
    match names.iter().find(|name| !known.insert(*name)) {
        None => Ok(()),
        Some(name) => Err(TableError::TwoColumns { file: file.to_string(), column: name.clone() }),
    }
}
