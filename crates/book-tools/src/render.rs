//! Replaces the pieces of a page by HTML, or by Markdown that mdBook turns into HTML.

use crate::Workspace;
use crate::bibliography::Bibliography;
use crate::directive::Directive;
use crate::glossary::Glossary;
use crate::maths::{Formulas, equation};
use crate::mistake::Mistake;
use crate::numbering::{Labels, Page, Spot, mistake};
use crate::scan::{Kind, Piece, options, scan};
use pulldown_cmark::{Options, Parser};
use std::collections::{BTreeMap, BTreeSet};

mod blocks;
mod inline;

/// Stands for the list of cited works until all pages are read.
pub(crate) const BIBLIOGRAPHY: &str = "<!--gradus:bibliography-->";

/// What the pages of a book refer to.
pub(crate) struct Context<'a> {
    pub workspace: &'a Workspace,
    pub labels: &'a Labels,
    pub bibliography: &'a Bibliography,
    /// The page that lists the cited works.
    pub bibliography_page: Option<String>,
    pub glossary: &'a Glossary,
}

/// Turns pages into what mdBook reads, and gathers what the whole book needs.
pub(crate) struct Renderer<'a> {
    pub context: Context<'a>,
    pub formulas: &'a mut Formulas,
    /// The quoted files and their text.
    pub sources: BTreeMap<String, String>,
    pub cited: BTreeSet<String>,
    pub mistakes: Vec<Mistake>,
}

impl Renderer<'_> {
    /// The page with every piece replaced.
    pub fn page(&mut self, page: &Page) -> String {
        let mut out = String::with_capacity(page.text.len() * 2);
        let mut done = 0;
        for (piece, spot) in page.pieces.iter().zip(&page.spots) {
            match self.piece(page, piece, spot.as_ref()) {
                Ok(html) => {
                    out.push_str(&page.text[done..piece.range.start]);
                    out.push_str(&html);
                    done = piece.range.end;
                }
                Err(message) => self.mistakes.push(mistake(&page.path, piece.line, message)),
            }
        }
        out.push_str(&page.text[done..]);
        out
    }

    fn piece(&mut self, page: &Page, piece: &Piece, spot: Option<&Spot>) -> Result<String, String> {
        match (&piece.kind, spot) {
            (Kind::Directive(Ok(Directive::Bibliography)), _) => {
                prefix(&page.text, piece)?;
                Ok(BIBLIOGRAPHY.into())
            }
            (Kind::Directive(Ok(directive)), spot) if directive.is_block() => {
                let prefix = prefix(&page.text, piece)?;
                let block = self.block(&page.path, directive, spot)?;
                Ok(block.trim_end().replace('\n', &format!("\n{prefix}")))
            }
            (Kind::Formula { tex, display: true, .. }, spot) => {
                let html = self.formulas.typeset(tex, true)?;
                let number = spot.map(|it| (it.id.as_str(), it.number.as_deref().unwrap_or("")));
                if let Some((_, "")) = number {
                    return Err("a labelled equation needs a chapter: chNN-name.md".into());
                }
                Ok(equation(&html, number))
            }
            (kind, _) => self.inline(&page.path, kind),
        }
    }

    /// Markdown inside a caption or an exercise, its pieces replaced: only what stands in a line.
    fn markdown(&mut self, path: &str, text: &str) -> Result<String, String> {
        let mut out = String::new();
        let mut done = 0;
        for piece in scan(text) {
            out.push_str(&text[done..piece.range.start]);
            let html = match &piece.kind {
                Kind::Formula { tex, display: true, label: None } => {
                    equation(&self.formulas.typeset(tex, true)?, None)
                }
                kind => self.inline(path, kind)?,
            };
            out.push_str(&html);
            done = piece.range.end;
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
fn prefix<'t>(text: &'t str, piece: &Piece) -> Result<&'t str, String> {
    let start = text[..piece.range.start].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[start..piece.range.start];
    let after = text[piece.range.end..].lines().next().unwrap_or("");
    let alone = before.chars().all(|it| it == ' ' || it == '>') && after.trim().is_empty();
    alone
        .then_some(before)
        .ok_or_else(|| format!("write {} on a line of its own", &text[piece.range.clone()]))
}
