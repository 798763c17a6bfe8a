//! One column while it is read: which kind it is, and its values as numbers.

use std::collections::HashMap;

use super::source::Rows;
use super::{ColumnKind, Missing, TableError, TableOptions};

/// A column that is read.
pub(super) struct ColumnReader<'a> {
    name: String,
    options: &'a TableOptions,
    pub(super) missing: Missing,
    content: Content,
    /// Where the first row begins in which the value is missing.
    first_missing: Option<usize>,
}

/// The names of categories in their order, and for each index of a value the one in that order.
pub(super) type Categories = (Vec<String>, Vec<usize>);

/// What a column holds, as far as it is read.
enum Content {
    /// No value yet.
    Unknown,
    Numbers,
    /// Each category with its index in the order of appearance; the first value and where its row
    /// begins, unless numbers are categories too.
    Categories {
        index: HashMap<String, usize>,
        first: Option<(String, usize)>,
    },
    /// Known categories.
    Among(Vec<String>),
}

impl<'a> ColumnReader<'a> {
    pub(super) fn new(name: &str, options: &'a TableOptions) -> Self {
        let content = match options.kind_of(name) {
            ColumnKind::Infer => Content::Unknown,
            ColumnKind::Number => Content::Numbers,
            ColumnKind::Categories => Content::Categories { index: HashMap::new(), first: None },
            ColumnKind::Among(categories) => Content::Among(categories),
        };
        let missing = options.missing_of(name);
        Self { name: name.into(), options, missing, content, first_missing: None }
    }

    /// Whether this text means that the column's value is missing.
    pub(super) fn is_missing(&self, text: &str) -> bool {
        let is_category = match &self.content {
            Content::Among(known) => known.iter().any(|category| category == text),
            _ => false,
        };
        self.options.is_missing(text) && !is_category
    }

    /// The value of the row that begins at `start`: a number, the index of a category, or NaN if it is
    /// missing.
    pub(super) fn value(
        &mut self,
        text: &str,
        start: usize,
        rows: &Rows,
    ) -> Result<f64, TableError> {
        let column = || self.name.clone();
        let (line, found) = (|| rows.line_at(start), || shorten(text));
        if self.is_missing(text) {
            if self.missing == Missing::Refuse {
                let (line, column, found) = (line(), column(), found());
                return Err(TableError::Missing { line, column, found });
            }
            self.first_missing.get_or_insert(start);
            return Ok(f64::NAN);
        }
        let number = self.options.number(text);
        if matches!(self.content, Content::Unknown) {
            self.content = match number {
                None if !is_number_with_comma(text) => {
                    Content::Categories { index: HashMap::new(), first: Some((text.into(), start)) }
                }
                _ => Content::Numbers,
            };
        }
        match (&mut self.content, number) {
            (Content::Numbers, Some(value)) if value.is_finite() => Ok(value),
            (Content::Numbers, None)
                if is_number_with_comma(text) && self.options.decimal == b'.' =>
            {
                Err(TableError::Comma { line: line(), column: column(), found: found() })
            }
            (Content::Numbers, _) => {
                Err(TableError::Value { line: line(), column: column(), found: found() })
            }
            (Content::Categories { first: Some((first, start)), .. }, Some(_)) => {
                let (line, column, found) = (line(), column(), found());
                let (first_line, first) = (rows.line_at(*start), shorten(first));
                Err(TableError::Number { line, column, found, first_line, first })
            }
            (Content::Categories { index, .. }, _) => {
                let next = index.len();
                Ok(match index.get(text) {
                    Some(&known) => known,
                    None => *index.entry(text.into()).or_insert(next),
                } as f64)
            }
            (Content::Among(known), _) => {
                match known.iter().position(|category| category == text) {
                    Some(index) => Ok(index as f64),
                    None => {
                        let (line, column, found) = (line(), column(), found());
                        Err(TableError::Category { line, column, found, known: known.clone() })
                    }
                }
            }
            (Content::Unknown, _) => unreachable!("it was decided above"),
        }
    }

    /// The column's categories; `None` for numbers.
    pub(super) fn finish(self, rows: &Rows) -> Result<Option<Categories>, TableError> {
        let (categories, order) = match self.content {
            Content::Unknown | Content::Numbers => return Ok(None),
            Content::Among(known) => {
                let order = (0..known.len()).collect();
                (known, order)
            }
            Content::Categories { index, .. } => sorted(index),
        };
        match self.first_missing {
            None => Ok(Some((categories, order))),
            Some(start) => {
                Err(TableError::MissingText { line: rows.line_at(start), column: self.name })
            }
        }
    }
}

/// The categories in their order: by value if all are numbers,
/// else by code point.
fn sorted(index: HashMap<String, usize>) -> Categories {
    let mut categories: Vec<(String, usize)> = index.into_iter().collect();
    categories.sort();
    let number = |text: &str| text.replace(',', ".").parse::<f64>().ok();
    if categories.iter().all(|(category, _)| number(category).is_some()) {
        categories.sort_by(|(a, _), (b, _)| {
            let (a, b) = (number(a).unwrap_or_default(), number(b).unwrap_or_default());
            a.total_cmp(&b)
        });
    }
    let mut order = vec![0; categories.len()];
    for (position, (_, index)) in categories.iter().enumerate() {
        order[*index] = position;
    }
    (categories.into_iter().map(|(category, _)| category).collect(), order)
}

/// Whether a text is a number but for commas, of which it has at least one.
fn is_number_with_comma(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-']).replace(['.', ','], "");
    text.contains(',') && digits.parse::<f64>().is_ok_and(f64::is_finite)
}

/// The text as a message shows it.
pub(super) fn shorten(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into(),
    }
}
