//! A table made from its text.

use csv::ByteRecord;

use super::column::{ColumnReader, shorten};
use super::names::{check_names, column_index};
use super::source::{Rows, check_delimiter, start};
use super::{Header, Missing, Table, TableError, TableOptions};

/// The table of a text.
pub(super) fn build(text: &[u8], name: &str, options: &TableOptions) -> Result<Table, TableError> {
    check_delimiter(text, options.delimiter)?;
    let mut rows = Rows::new(text, options.delimiter);
    let (header, mut next) = header(&mut rows, options)?;
    let indices = selected(&header, options)?;
    let column = |&index: &usize| ColumnReader::new(&header[index], options);
    let mut columns: Vec<ColumnReader> = indices.iter().map(column).collect();
    let (mut values, mut dropped) = (Vec::new(), 0);
    while let Some(row) = next {
        let texts = texts(&row, &header, &indices, &rows)?;
        let start = start(&row);
        let mut fields = columns.iter().zip(&texts);
        if fields
            .any(|(column, text)| column.missing == Missing::DropRow && column.is_missing(text))
        {
            dropped += 1;
        } else {
            for (column, text) in columns.iter_mut().zip(texts) {
                values.push(column.value(text, start, &rows)?);
            }
        }
        next = rows.next(row)?;
    }
    if values.is_empty() {
        return Err(TableError::Empty { dropped });
    }
    let missing = columns.iter().map(|column| column.missing).collect();
    let mut categories = Vec::new();
    for (i, column) in columns.into_iter().enumerate() {
        let (names, order) = column.finish(&rows)?.unzip();
        if let Some(order) = order {
            let all = values.iter_mut().skip(i).step_by(indices.len());
            all.for_each(|value: &mut f64| *value = order[*value as usize] as f64);
        }
        categories.push(names);
    }
    let columns = indices.iter().map(|&index| header[index].clone()).collect();
    Ok(Table { name: name.into(), columns, categories, missing, values, dropped })
}

/// The names of all columns, and the first row of values.
fn header(
    rows: &mut Rows,
    options: &TableOptions,
) -> Result<(Vec<String>, Option<ByteRecord>), TableError> {
    let Some(first) = rows.next(ByteRecord::new())? else {
        return Err(TableError::Empty { dropped: 0 });
    };
    if let Header::Names(names) = &options.header {
        return match names.len() == first.len() {
            true => Ok((names.clone(), Some(first))),
            false => Err(TableError::Names { given: names.len(), found: first.len() }),
        };
    }
    let texts: Vec<_> = first.iter().map(String::from_utf8_lossy).collect();
    let broken = first.iter().position(|name| std::str::from_utf8(name).is_err());
    if let (Some(index), None) = (broken, &options.columns) {
        let (line, column) = (rows.line(&first), (index + 1).to_string());
        return Err(TableError::Encoding { line, column, found: shorten(&texts[index]) });
    }
    let names: Vec<String> = texts.iter().map(|name| name.trim().to_string()).collect();
    let is_asked_for = |name| options.columns.as_ref().is_some_and(|asked| asked.contains(name));
    let second = rows.next(ByteRecord::new())?;
    if options.header == Header::Detect
        && !names.iter().any(is_asked_for)
        && let Some(found) = number_in_header(&first, second.as_ref(), options)
    {
        return Err(TableError::NoHeader { found });
    }
    Ok((names, second))
}

/// The first number in the first line, if it has one in each column in which the second line (without
/// one, the first itself) does.
fn number_in_header(
    first: &ByteRecord,
    second: Option<&ByteRecord>,
    options: &TableOptions,
) -> Option<String> {
    let is_number = |text: &&[u8]| {
        std::str::from_utf8(text).is_ok_and(|text| options.number(text.trim()).is_some())
    };
    let mut above_numbers = first.iter().zip(second.unwrap_or(first)).filter(|(_, x)| is_number(x));
    let found = above_numbers.clone().next()?.0;
    above_numbers.all(|(name, _)| is_number(&name)).then(|| String::from_utf8_lossy(found).into())
}

/// The indices of the columns that are read.
fn selected(header: &[String], options: &TableOptions) -> Result<Vec<usize>, TableError> {
    let indices = match &options.columns {
        None => {
            check_names(header)?;
            (0..header.len()).collect()
        }
        Some(columns) => {
            check_names(columns)?;
            let index = |column: &String| unique_index(header, column);
            columns.iter().map(index).collect::<Result<_, _>>()?
        }
    };
    for named in options.kinds.keys().chain(options.missing_in.keys()) {
        column_index(header, named)?;
    }
    Ok(indices)
}

/// The index of a column whose name is there once.
fn unique_index(header: &[String], column: &str) -> Result<usize, TableError> {
    let first = column_index(header, column)?;
    match header[first + 1..].iter().position(|name| name == column) {
        None => Ok(first),
        Some(after) => Err(TableError::TwoColumns {
            column: column.into(),
            first: first + 1,
            second: first + after + 2,
        }),
    }
}

/// The texts of the columns that are read, of a row that has as many values as there are columns.
fn texts<'r>(
    row: &'r ByteRecord,
    header: &[String],
    indices: &[usize],
    rows: &Rows,
) -> Result<Vec<&'r str>, TableError> {
    let (found, expected) = (row.len(), header.len());
    if found != expected {
        let hint = match found > expected {
            true => "a value that holds the separator must stand in quotes",
            false => "where a value is missing, write the separator all the same",
        };
        return Err(TableError::RowLength { line: rows.line(row), found, expected, hint });
    }
    let text = |&index: &usize| {
        let text = std::str::from_utf8(&row[index]).map_err(|_| TableError::Encoding {
            line: rows.line(row),
            column: header[index].clone(),
            found: shorten(&String::from_utf8_lossy(&row[index])),
        });
        text.map(str::trim)
    };
    indices.iter().map(text).collect()
}
