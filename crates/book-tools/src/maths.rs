//! Formulas: KaTeX's HTML, made here and now, so that pages need no script.

use crate::html::{pattern, protected};
use katex::macro_expander::MacroMap;
use katex::macros::MacroDefinition;
use katex::{KatexContext, Settings};
use regex::{Captures, Regex};
use std::collections::HashMap;
use std::sync::LazyLock;

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
    /// What KaTeX does not understand, and what katex-rs draws wrongly: see `BARE_RADICAND`.
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
        if let Some(root) = BARE_RADICAND.find(tex) {
            return Err(format!(
                "in the formula `{tex}`: `{}` would be drawn through its letter: write `\\sqrt{{…}}`",
                root.as_str()
            ));
        }
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
    let tags = TAGS.replace_all(html, |tag: &Captures<'_>| {
        let attributes = ATTRIBUTES.find_iter(&tag[2]).map(|attribute| attribute.as_str());
        let mut attributes: Vec<&str> = attributes.collect();
        attributes.sort_unstable();
        format!("{}{}", &tag[1], attributes.concat())
    });
    tags.into_owned()
}

/// A root whose radicand has no braces, `\sqrt k`: katex-rs 0.3.0 draws it onto the root sign
/// (`findings/katex-rs-bare-radicand.sh`).
static BARE_RADICAND: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\\sqrt(\s*\[[^\]]*\]\s*[^{\s]|\s+[^{\[\s]|[^a-zA-Z{\[\s])"));
static TAGS: LazyLock<Regex> = LazyLock::new(|| pattern(r#"(<\w+)((?: [^ "=>]+="[^"]*")+)"#));
static ATTRIBUTES: LazyLock<Regex> = LazyLock::new(|| pattern(r#" [^"]+"[^"]*""#));
