//! How the text of a table is read.

use std::collections::BTreeMap;

/// How the text of a table is read: its format, its columns, and what is done with missing values.
///
/// # Examples
///
/// ```
/// use data::table::{Header, Missing, TableOptions};
///
/// // What a spreadsheet of a German user writes, without a header.
/// let options = TableOptions {
///     delimiter: b';',
///     decimal: b',',
///     header: Header::Names(vec!["rooms".into(), "price".into(), "heating".into()]),
///     missing: Missing::DropRow,
///     ..TableOptions::default()
/// };
/// let houses = options.parse("5;450,5;gas\n7;NA;oil\n4;380;oil\n".as_bytes(), "houses")?;
/// assert_eq!(houses.column("price")?, [450.5, 380.0]);
/// assert_eq!(houses.categories("heating")?, Some(&["gas".to_string(), "oil".into()][..]));
/// assert_eq!(houses.dropped_rows(), 1);
/// # Ok::<(), data::DataError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct TableOptions {
    /// What separates the values of a row: `b','`; others are `b';'` and `b'\t'`.
    pub delimiter: u8,
    /// The decimal mark of numbers: `b'.'`; the other one is `b','`.
    pub decimal: u8,
    /// Where the names of the columns are: [`Header::Detect`].
    pub header: Header,
    /// The columns to read, in this order; the others may hold anything, in any encoding. All if
    /// `None`.
    pub columns: Option<Vec<String>>,
    /// What columns hold, by name; [`ColumnKind::Infer`] for those that are not named.
    pub kinds: BTreeMap<String, ColumnKind>,
    /// What is done with missing values: [`Missing::Refuse`].
    pub missing: Missing,
    /// What is done with missing values in single columns, by name.
    pub missing_in: BTreeMap<String, Missing>,
    /// The texts that mean that a value is missing, in upper or lower case: the empty text, `NA`,
    /// `N/A`, `NaN`, `null` and `?`.
    pub missing_texts: Vec<String>,
}

impl Default for TableOptions {
    fn default() -> Self {
        Self {
            delimiter: b',',
            decimal: b'.',
            header: Header::default(),
            columns: None,
            kinds: BTreeMap::new(),
            missing: Missing::default(),
            missing_in: BTreeMap::new(),
            missing_texts: ["", "NA", "N/A", "NaN", "null", "?"].map(String::from).to_vec(),
        }
    }
}

impl TableOptions {
    /// The kind of a column.
    pub(super) fn kind_of(&self, column: &str) -> ColumnKind {
        self.kinds.get(column).cloned().unwrap_or_default()
    }

    /// What is done with missing values in a column.
    pub(super) fn missing_of(&self, column: &str) -> Missing {
        self.missing_in.get(column).copied().unwrap_or(self.missing)
    }

    /// Whether a text means that a value is missing.
    pub(super) fn is_missing(&self, text: &str) -> bool {
        self.missing_texts.iter().any(|missing| missing.eq_ignore_ascii_case(text))
    }

    /// The value of a text, if it is a number, which may be infinite.
    pub(super) fn number(&self, text: &str) -> Option<f64> {
        match self.decimal {
            b'.' => text.parse().ok(),
            _ if text.contains('.') => None,
            _ => text.replace(',', ".").parse().ok(),
        }
    }

    /// Checks what no table can be read with.
    ///
    /// # Panics
    /// If the decimal mark is neither point nor comma, or if the separator is the decimal mark, a
    /// quote, the end of a line or no ASCII character.
    #[track_caller]
    pub(super) fn check(&self) {
        let (delimiter, decimal) = (char::from(self.delimiter), char::from(self.decimal));
        assert!(
            matches!(decimal, '.' | ','),
            "TableOptions: the decimal mark must be '.' or ',', but is {decimal:?}"
        );
        assert!(
            delimiter.is_ascii() && !['"', '\n', '\r', decimal].contains(&delimiter),
            "TableOptions: {delimiter:?} cannot separate values with the decimal mark {decimal:?}"
        );
    }
}

/// Where the names of the columns are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Header {
    /// In the first line, which is refused if it seems to be a row of values: if it holds a number in
    /// every column in which the second line does.
    #[default]
    Detect,
    /// In the first line, whatever it holds, such as years.
    FirstLine,
    /// Not in the file: these are the names.
    Names(Vec<String>),
}

/// What a column holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ColumnKind {
    /// Numbers if its first value is one, else categories; values of both kinds are refused.
    #[default]
    Infer,
    /// Numbers.
    Number,
    /// Categories, even if they look like numbers, as class numbers and postcodes do. They are sorted:
    /// by value if all of them are numbers, else by their characters' code points.
    Categories,
    /// These categories, in this order; any other text is refused.
    Among(Vec<String>),
}

/// What is done with missing values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Missing {
    /// A missing value is an error.
    #[default]
    Refuse,
    /// The row is left out.
    DropRow,
    /// The value is NaN in the table; a [`Preprocessor`](crate::Preprocessor) replaces it by the mean
    /// of the training rows. For features that are numbers.
    Mean,
    /// As [`Mean`](Self::Mean), with the median.
    Median,
}
