//! The fields of a JSON object, each of which must be known.

use serde_json::{Map, Value};

use crate::bpe::TokenizerErrorKind;

/// The fields of an object that were not looked at yet.
pub(super) struct Fields {
    /// The names around it, each with a point behind it.
    path: String,
    fields: Map<String, Value>,
}

impl Fields {
    /// The fields of a value, which must be an object; `path` is its name in errors.
    pub(super) fn of(value: Value, path: &str) -> Result<Self, TokenizerErrorKind> {
        match value {
            Value::Object(fields) => Ok(Fields { path: format!("{path}."), fields }),
            other => Err(unsupported(path, &other, "an object")),
        }
    }

    /// The fields of the file itself.
    pub(super) fn of_file(fields: Map<String, Value>) -> Self {
        Fields { path: String::new(), fields }
    }

    /// Takes a field; null if there is none.
    pub(super) fn take(&mut self, name: &str) -> Value {
        self.fields.remove(name).unwrap_or_default()
    }

    /// The name of a field, with the names around it.
    pub(super) fn name(&self, name: &str) -> String {
        format!("{}{name}", self.path)
    }

    /// Takes a field that must be missing or have one of these values.
    pub(super) fn expect(
        &mut self,
        name: &str,
        values: &[Value],
    ) -> Result<(), TokenizerErrorKind> {
        match self.fields.remove(name) {
            Some(value) if !values.contains(&value) => {
                let expected: Vec<String> = values.iter().map(Value::to_string).collect();
                Err(unsupported(&self.name(name), &value, &expected.join(" or ")))
            }
            _ => Ok(()),
        }
    }

    /// Takes a field that must be a text.
    pub(super) fn text(&mut self, name: &str) -> Result<String, TokenizerErrorKind> {
        match self.take(name) {
            Value::String(text) => Ok(text),
            other => Err(unsupported(&self.name(name), &other, "a text")),
        }
    }

    /// Takes a field that must be an array.
    pub(super) fn array(&mut self, name: &str) -> Result<Vec<Value>, TokenizerErrorKind> {
        match self.take(name) {
            Value::Array(values) => Ok(values),
            other => Err(unsupported(&self.name(name), &other, "an array")),
        }
    }

    /// Checks that no field is left.
    pub(super) fn finish(self) -> Result<(), TokenizerErrorKind> {
        match self.fields.keys().next() {
            Some(name) => Err(TokenizerErrorKind::UnknownField { field: self.name(name) }),
            None => Ok(()),
        }
    }
}

/// The error of a value that is not as it must be, of which the beginning is shown.
pub(super) fn unsupported(field: &str, found: &Value, expected: &str) -> TokenizerErrorKind {
    let found = found.to_string().chars().take(60).collect();
    TokenizerErrorKind::Unsupported {
        field: field.to_owned(),
        found,
        expected: expected.to_owned(),
    }
}
