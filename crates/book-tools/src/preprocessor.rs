//! The step between the author's pages and mdBook: as a library, or as a program that mdBook calls.

use crate::bibliography::Bibliography;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::glossary::Glossary;
use crate::maths::Formulas;
use crate::numbering::{Numbering, Page, title_diagnostic};
use crate::render::{BIBLIOGRAPHY, Renderer};
use crate::{Workspace, sources};
use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::errors::Result;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::path::Path;
use std::rc::Rc;

/// Replaces maths, listings, outputs, results, figures, exercises, citations, terms and references.
///
/// mdBook knows it as `gradus`. A clone shares with it what has been typeset, so that only new
/// formulas cost time when the book is built again.
#[derive(Clone, Default)]
pub struct Gradus {
    formulas: Rc<RefCell<Formulas>>,
    uncited: Rc<RefCell<Vec<Diagnostic>>>,
}

impl Preprocessor for Gradus {
    fn name(&self) -> &str {
        "gradus"
    }

    fn supports_renderer(&self, renderer: &str) -> Result<bool> {
        Ok(renderer == "html")
    }

    fn run(&self, context: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let root = context.root.parent().filter(|it| !it.as_os_str().is_empty());
        let workspace = Workspace::at(root.unwrap_or(Path::new(".")));
        let mut numbering = Numbering::default();
        let mut pages = Vec::new();
        for chapter in book.chapters() {
            if let Some(path) = chapter.path.as_deref().map(slashed) {
                numbering.diagnostics.extend(title_diagnostic(&path, &chapter.name));
                pages.push(numbering.page(path, chapter.content.clone()));
            }
        }
        let (texts, quoted) = self.render(&workspace, &pages, numbering)?;
        sources::write(&workspace, &quoted, &stylesheets(context))?;
        let mut texts = texts.into_iter();
        book.for_each_chapter_mut(|chapter| {
            if chapter.path.is_some() {
                chapter.content = texts.next().unwrap_or_default();
            }
        });
        Ok(book)
    }
}

impl Gradus {
    /// What is written in the bibliography and cited nowhere, as the last build found it.
    pub fn uncited(&self) -> Vec<Diagnostic> {
        self.uncited.borrow().clone()
    }

    /// The pages as mdBook shall read them, and the files they quote.
    fn render(
        &self,
        workspace: &Workspace,
        pages: &[Page],
        numbering: Numbering,
    ) -> Result<(Vec<String>, BTreeMap<String, String>), Diagnostics> {
        let Numbering { labels, mut diagnostics, .. } = numbering;
        let bibliography = bibliography(workspace, &mut diagnostics);
        let glossary = pages.iter().find(|page| page.path.ends_with("glossary.md"));
        let glossary = glossary.map(|page| Glossary::parse(&page.path, &page.text));
        let mut renderer = Renderer {
            workspace,
            labels: &labels,
            bibliography: &bibliography,
            bibliography_page: pages.iter().find(|it| it.lists_works()).map(|it| it.path.clone()),
            glossary: &glossary.unwrap_or_default(),
            formulas: &mut self.formulas.borrow_mut(),
            sources: BTreeMap::new(),
            cited: BTreeSet::new(),
            diagnostics,
        };
        let texts: Vec<String> = pages.iter().map(|page| renderer.page(page)).collect();
        let Renderer { sources, cited, diagnostics, .. } = renderer;
        if !diagnostics.is_empty() {
            return Err(Diagnostics(diagnostics));
        }
        let list = bibliography.list(&cited);
        let texts = texts.into_iter().map(|text| text.replace(BIBLIOGRAPHY, &list)).collect();
        let uncited = bibliography.uncited(&cited).into_iter().map(uncited).collect();
        self.uncited.replace(uncited);
        Ok((texts, sources))
    }
}

/// Speaks the protocol of mdBook's preprocessors: the book comes as JSON and goes as JSON.
///
/// # Errors
/// If what comes is no book, or the book has mistakes.
pub fn preprocess(input: impl Read, mut output: impl Write) -> Result<()> {
    let (context, book) = mdbook_preprocessor::parse_input(input)?;
    let book = Gradus::default().run(&context, book)?;
    serde_json::to_writer(&mut output, &book)?;
    Ok(output.flush()?)
}

fn bibliography(workspace: &Workspace, diagnostics: &mut Vec<Diagnostic>) -> Bibliography {
    let path = workspace.book().join("bibliography.toml");
    let parsed = match path.exists() {
        false => Ok(Bibliography::default()),
        true => workspace
            .read(&path)
            .map_err(|reason| (0, reason))
            .and_then(|text| Bibliography::parse(&text)),
    };
    parsed.unwrap_or_else(|(line, message)| {
        diagnostics.push(Diagnostic { file: workspace.display(&path), line, message });
        Bibliography::default()
    })
}

fn uncited(key: &str) -> Diagnostic {
    let message = format!("nothing cites `{key}`: cite it as [@{key}], or leave it out");
    Diagnostic { file: "book/bibliography.toml".into(), line: 0, message }
}

/// The style sheets of the book's pages, which the pages of source files use too.
fn stylesheets(context: &PreprocessorContext) -> Vec<String> {
    let html = context.config.html_config().unwrap_or_default();
    let own = ["css/variables.css", "css/general.css", "fonts/fonts.css"].map(String::from);
    own.into_iter().chain(html.additional_css.iter().map(|path| slashed(path))).collect()
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
