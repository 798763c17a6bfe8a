//! The glossary: which words it explains, and where.

use crate::html::anchor;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::collections::BTreeMap;

/// The words of the glossary's page, in lower case, each with its anchor.
#[derive(Debug, Default)]
pub(crate) struct Glossary {
    /// The page, from the root of the book's sources; none if the book has no glossary.
    pub page: Option<String>,
    terms: BTreeMap<String, String>,
}

impl Glossary {
    /// Reads the entries of a page: the titles of a definition list, or headings.
    ///
    /// A title's word ends where a tag or a bracket begins: `neuron <span lang="zh">神经元</span>`
    /// explains "neuron".
    pub fn parse(page: &str, markdown: &str) -> Self {
        let mut terms = BTreeMap::new();
        let mut title: Option<Title> = None;
        for event in Parser::new_ext(markdown, crate::scan::options()) {
            match event {
                Event::Start(Tag::DefinitionListTitle) => title = Some(Title::default()),
                Event::Start(Tag::Heading { id, .. }) => {
                    title = Some(Title { id: id.map(String::from), ..Title::default() });
                }
                Event::End(TagEnd::DefinitionListTitle | TagEnd::Heading(_)) => {
                    terms.extend(title.take().map(Title::entry));
                }
                Event::Text(text) | Event::Code(text) => {
                    if let Some(title) = &mut title {
                        title.push(&text);
                    }
                }
                Event::InlineHtml(_) => {
                    if let Some(title) = &mut title {
                        title.ended = true;
                    }
                }
                _ => {}
            }
        }
        Self { page: Some(page.into()), terms }
    }

    /// The anchor of a word.
    ///
    /// # Errors
    /// If it is not explained, with the word that is most like it.
    pub fn anchor(&self, term: &str) -> Result<&str, String> {
        let found = self.terms.get(&term.to_lowercase()).map(String::as_str);
        found.ok_or_else(|| {
            let hint = crate::diagnostic::hint(term, self.terms.keys().map(String::as_str));
            format!("the glossary (book/src/glossary.md) does not explain `{term}`{hint}")
        })
    }
}

#[derive(Default)]
struct Title {
    id: Option<String>,
    word: String,
    whole: String,
    ended: bool,
}

impl Title {
    fn push(&mut self, text: &str) {
        self.whole.push_str(text);
        if !self.ended {
            self.word.push_str(text);
        }
    }

    fn entry(self) -> (String, String) {
        let word = self.word.split(['(', '（', ',']).next().unwrap_or_default();
        let id = self.id.unwrap_or_else(|| anchor(&self.whole));
        (word.trim().to_lowercase(), id)
    }
}
