//! Formulas: KaTeX's HTML, made here and now, so that pages need no script.

use crate::html::protected;
use katex::macro_expander::MacroMap;
use katex::macros::MacroDefinition;
use katex::{KatexContext, Settings};
use std::collections::HashMap;

mod macros;

pub use macros::MACROS;

/// Typesets formulas, each only once.
#[derive(Default)]
pub(crate) struct Formulas {
    context: KatexContext,
    known: HashMap<(String, bool), Result<String, String>>,
}

impl Formulas {
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
        Ok(protected(&with_sorted_attributes(&html)))
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

/// The same HTML, with the attributes of every tag in alphabetical order.
///
/// katex-rs keeps attributes in hash maps, and writes them in another order each time. A book that is
/// built twice shall be the same twice.
fn with_sorted_attributes(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let Some(length) = rest[start..].find('>') else { break };
        out.push_str(&rest[..=start]);
        out.push_str(&sorted_tag(&rest[start + 1..start + length]));
        out.push('>');
        rest = &rest[start + length + 1..];
    }
    out.push_str(rest);
    out
}

/// What stands between `<` and `>`, sorted.
fn sorted_tag(tag: &str) -> String {
    let (tag, close) = tag.strip_suffix('/').map_or((tag, ""), |tag| (tag, "/"));
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut attributes = Vec::new();
    while let Some(value) = rest.find("=\"").map(|at| at + 2) {
        let Some(end) = rest[value..].find('"').map(|at| value + at + 1) else { break };
        attributes.push(rest[..end].trim());
        rest = &rest[end..];
    }
    attributes.sort_unstable();
    let attributes: String = attributes.iter().map(|it| format!(" {it}")).collect();
    format!("{name}{attributes}{close}")
}
