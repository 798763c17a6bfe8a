//! The names of a table's columns.

use std::collections::HashMap;

use super::TableError;

/// The index of a column.
pub(super) fn column_index(columns: &[String], column: &str) -> Result<usize, TableError> {
    let index = columns.iter().position(|known| known == column);
    index.ok_or_else(|| TableError::NoColumn {
        column: column.to_string(),
        columns: columns.to_vec(),
    })
}

/// Checks that no name is there twice.
pub(super) fn check_names(names: &[String]) -> Result<(), TableError> {
    let mut known = HashMap::new();
    for (second, name) in (1..).zip(names) {
        if let Some(first) = known.insert(name, second) {
            return Err(TableError::TwoColumns { column: name.clone(), first, second });
        }
    }
    Ok(())
}
