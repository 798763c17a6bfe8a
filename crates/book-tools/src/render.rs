//! Replaces the tokens of a page by HTML, or by Markdown that mdBook turns into HTML.

use crate::Workspace;
use crate::bibliography::Bibliography;
use crate::diagnostic::Diagnostic;
use crate::directive::Directive;
use crate::glossary::Glossary;
use crate::maths::{Formulas, equation};
use crate::numbering::{Label, Labels, Page, diagnostic};
use crate::scan::{Kind, Token, options, scan};
use pulldown_cmark::{Options, Parser};
use std::collections::{BTreeMap, BTreeSet};

mod blocks;
mod inline;

/// Stands for the list of cited works until all pages are read.
pub(crate) const BIBLIOGRAPHY: &str = "<!--gradus:bibliography-->";

/// Turns pages into what mdBook reads, and gathers what the whole book needs.
pub(crate) struct Renderer<'a> {
    pub workspace: &'a Workspace,
    pub labels: &'a Labels,
    pub bibliography: &'a Bibliography,
    /// The page that lists the cited works.
    pub bibliography_page: Option<String>,
    pub glossary: &'a Glossary,
    pub formulas: &'a mut Formulas,
    /// The quoted files and their text.
    pub sources: BTreeMap<String, String>,
    pub cited: BTreeSet<String>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Renderer<'_> {
    /// The page with every token replaced.
    pub fn page(&mut self, page: &Page) -> String {
        let mut out = String::with_capacity(page.text.len() * 2);
        let mut done = 0;
        for (token, label) in page.tokens.iter().zip(&page.labels) {
            match self.token(page, token, label.as_ref()) {
                Ok(html) => {
                    out.push_str(&page.text[done..token.range.start]);
                    out.push_str(&html);
                    done = token.range.end;
                }
                Err(message) => self.diagnostics.push(diagnostic(&page.path, token.line, message)),
            }
        }
        out.push_str(&page.text[done..]);
        out
    }

    fn token(
        &mut self,
        page: &Page,
        token: &Token,
        label: Option<&Label>,
    ) -> Result<String, String> {
        match (&token.kind, label) {
            (Kind::Directive(Ok(Directive::Bibliography)), _) => {
                prefix(&page.text, token)?;
                Ok(BIBLIOGRAPHY.into())
            }
            (Kind::Directive(Ok(directive)), label) if directive.is_block() => {
                let prefix = prefix(&page.text, token)?;
                let block = self.block(&page.path, directive, label)?;
                Ok(block.trim_end().replace('\n', &format!("\n{prefix}")))
            }
            (Kind::Formula { tex, display: true, .. }, label) => {
                let html = self.formulas.typeset(tex, true)?;
                let number = label.map(|it| (it.id.as_str(), it.number.as_deref().unwrap_or("")));
                if let Some((_, "")) = number {
                    return Err("a labelled equation needs a chapter: chNN-name.md".into());
                }
                Ok(equation(&html, number))
            }
            (kind, _) => self.inline(&page.path, kind),
        }
    }

    /// Markdown inside a caption or an exercise, its tokens replaced: only what stands in a line.
    fn markdown(&mut self, path: &str, text: &str) -> Result<String, String> {
        let mut out = String::new();
        let mut done = 0;
        for token in scan(text) {
            out.push_str(&text[done..token.range.start]);
            let html = match &token.kind {
                Kind::Formula { tex, display: true, label: None } => {
                    equation(&self.formulas.typeset(tex, true)?, None)
                }
                kind => self.inline(path, kind)?,
            };
            out.push_str(&html);
            done = token.range.end;
        }
        out.push_str(&text[done..]);
        Ok(out)
    }

    /// A caption as HTML, without a paragraph around it.
    fn caption(&mut self, path: &str, text: &str) -> Result<String, String> {
        let markdown = self.markdown(path, text)?;
        let options = options() | Options::ENABLE_SMART_PUNCTUATION;
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, Parser::new_ext(&markdown, options));
        let html = html.trim();
        let inner = html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>"));
        let inner = inner.filter(|inner| !inner.contains("<p>"));
        if text.trim().is_empty() {
            return Ok(String::new());
        }
        inner.map(|inner| inner.replace('\n', " ")).ok_or("a caption is one paragraph".into())
    }
}

impl Directive {
    /// Whether it becomes a block, and so stands alone on its line.
    fn is_block(&self) -> bool {
        match self {
            Self::Listing { .. }
            | Self::Output { .. }
            | Self::Figure { .. }
            | Self::Exercise { .. }
            | Self::Bibliography => true,
            Self::Result { .. } | Self::Ref(_) | Self::Term { .. } => false,
        }
    }
}

/// What stands before a block on its line, in a list or a quotation, and must stand before each of
/// its lines.
fn prefix<'t>(text: &'t str, token: &Token) -> Result<&'t str, String> {
    let start = text[..token.range.start].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[start..token.range.start];
    let after = text[token.range.end..].lines().next().unwrap_or("");
    let alone = before.chars().all(|it| it == ' ' || it == '>') && after.trim().is_empty();
    alone
        .then_some(before)
        .ok_or_else(|| format!("write {} on a line of its own", &text[token.range.clone()]))
}
