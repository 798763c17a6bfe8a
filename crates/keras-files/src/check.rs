//! Whether a layer's variables are those that its settings ask for.

use crate::{KerasFileErrorKind, KerasLayer};
use serde_json::Value;

impl KerasLayer {
    // ANCHOR: check
    /// Checks the number of variables and their shapes.
    pub(crate) fn check_variables(
        &self,
        expected: &[(&'static str, Vec<usize>)],
    ) -> Result<(), KerasFileErrorKind> {
        let (layer, found) = (self.name.clone(), self.variables.len());
        if found != expected.len() {
            let (class_name, expected) = (self.class_name.clone(), expected.len());
            return Err(KerasFileErrorKind::VariableCount { layer, class_name, expected, found });
        }
        for ((variable, expected), found) in expected.iter().zip(&self.variables) {
            let found = found.shape().dims().to_vec();
            if found != *expected {
                let expected = expected.clone();
                return Err(KerasFileErrorKind::Shape { layer, variable, found, expected });
            }
        }
        Ok(())
    }
    // ANCHOR_END: check

    /// Checks that the layer computes with float32: with bfloat16 its outputs would be others.
    pub(crate) fn check_dtype(&self) -> Result<(), KerasFileErrorKind> {
        let dtype = self.settings.get("dtype");
        let name = match dtype {
            Some(Value::Object(policy)) => policy.get("config").and_then(|c| c.get("name")),
            other => other,
        };
        match name.and_then(Value::as_str) {
            None | Some("float32") => Ok(()),
            Some(other) => Err(self.unsupported(format!("`dtype` {other}"))),
        }
    }
}
