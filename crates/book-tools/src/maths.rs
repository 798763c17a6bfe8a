//! Formulas: KaTeX's HTML, made here and now, so that pages need no script.

use crate::html::protected;
use katex::macro_expander::MacroMap;
use katex::macros::MacroDefinition;
use katex::{KatexContext, Settings};
use std::collections::HashMap;

mod attributes;
mod macros;

pub use macros::MACROS;

/// Typesets formulas, each only once.
pub(crate) struct Formulas {
    context: KatexContext,
    known: HashMap<(String, bool), Result<String, String>>,
}

impl Formulas {
    pub fn new() -> Self {
        Self { context: KatexContext::default(), known: HashMap::new() }
    }

    /// A formula as one line of HTML that may stand in Markdown; `display` sets it large, on a line
    /// of its own.
    ///
    /// # Errors
    /// What KaTeX does not understand.
    pub fn typeset(&mut self, tex: &str, display: bool) -> Result<String, String> {
        let key = (tex.trim().to_owned(), display);
        if let Some(html) = self.known.get(&key) {
            return html.clone();
        }
        let html = self.render(&key.0, display);
        self.known.insert(key, html.clone());
        html
    }

    fn render(&self, tex: &str, display: bool) -> Result<String, String> {
        let mut macros = MacroMap::default();
        for (name, text) in MACROS {
            macros.insert((*name).into(), MacroDefinition::StaticStr(text));
        }
        let settings = Settings::builder().display_mode(display).macros(macros).build();
        let html = katex::render_to_string(&self.context, tex, &settings)
            .map_err(|error| format!("in the formula `{tex}`: {error}"))?;
        Ok(protected(&attributes::sorted(&html)))
    }
}

/// A displayed formula, with its number if it has one.
pub(crate) fn equation(html: &str, number: Option<(&str, &str)>) -> String {
    match number {
        None => format!("<div class=\"equation\">{html}</div>"),
        Some((id, number)) => format!(
            "<div class=\"equation\" id=\"{id}\">{html} <span class=\"number\">({number})</span></div>"
        ),
    }
}
