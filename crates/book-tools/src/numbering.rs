//! Numbers: Figure 2.1, Listing 2.3, equation (2.2); which page has what, under which anchor.
//!
//! A chapter's number is in the name of its file, `ch02-neurons.md`, and in its title in
//! `SUMMARY.md`, "2. Neurons"; they must agree. What stands on another page has no number.

use crate::diagnostic::Diagnostic;
use crate::directive::{Directive, Target};
use crate::html::slug;
use crate::scan::{Kind, Token, scan};
use crate::{exercise, listing};
use std::collections::HashMap;
use std::mem::{Discriminant, discriminant};

/// A page of the book, its tokens found and numbered.
pub(crate) struct Page {
    /// From the root of the book's sources: `ch02-neurons.md`.
    pub path: String,
    pub text: String,
    pub tokens: Vec<Token>,
    /// One for each token: its anchor and number, if it has them.
    pub labels: Vec<Option<Label>>,
}

impl Page {
    /// Whether the list of cited works stands here.
    pub fn lists_works(&self) -> bool {
        let list =
            |token: &Token| matches!(token.kind, Kind::Directive(Ok(Directive::Bibliography)));
        self.tokens.iter().any(list)
    }
}

/// Where something numbered stands.
#[derive(Clone, Debug)]
pub(crate) struct Label {
    pub id: String,
    /// `2.1`; none on a page that is no chapter.
    pub number: Option<String>,
    /// The first, second … time that this is shown in the book.
    pub occurrence: usize,
}

/// Everything that can be referred to: the page, and the label on it.
#[derive(Default)]
pub(crate) struct Labels {
    targets: HashMap<Target, (String, Label)>,
}

impl Labels {
    /// Where something is.
    ///
    /// # Errors
    /// If no page has it, or it has no number.
    pub fn find(&self, target: &Target) -> Result<(&str, &Label), String> {
        let found = self.targets.get(target).ok_or_else(|| {
            let shown: Vec<String> = self.targets.keys().map(Target::display).collect();
            let hint = crate::diagnostic::hint(&target.display(), shown.iter().map(String::as_str));
            format!("no page has {}{hint}", target.display())
        })?;
        Ok((&found.0, &found.1))
    }
}

/// The chapter's number in the name of a page's file.
pub(crate) fn chapter(path: &str) -> Option<u32> {
    let (number, _) = path.rsplit('/').next()?.strip_prefix("ch")?.split_once('-')?;
    number.parse().ok().filter(|_| number.len() == 2)
}

/// What is wrong with a page's title in `SUMMARY.md`, if anything is.
pub(crate) fn title_diagnostic(path: &str, title: &str) -> Option<Diagnostic> {
    let number = chapter(path)?;
    let message = format!("the title of {path} must begin with \"{number}. \", not {title:?}");
    let wrong = !title.starts_with(&format!("{number}. "));
    wrong.then(|| Diagnostic { file: "book/src/SUMMARY.md".into(), line: 0, message })
}

/// Counts what has been numbered.
#[derive(Default)]
pub(crate) struct Numbering {
    /// How many of each kind a chapter has so far.
    counts: HashMap<(Option<u32>, Discriminant<Target>), usize>,
    /// How often an anchor has been given.
    occurrences: HashMap<String, usize>,
    pub labels: Labels,
    pub diagnostics: Vec<Diagnostic>,
}

impl Numbering {
    /// Finds the tokens of a page and numbers them; pages come in the order of the book.
    pub fn page(&mut self, path: String, text: String) -> Page {
        let tokens = scan(&text);
        let chapter = chapter(&path);
        let mut labels = Vec::new();
        for token in &tokens {
            let Some((target, id)) = target(&token.kind) else {
                labels.push(None);
                continue;
            };
            let count = self.counts.entry((chapter, discriminant(&target))).or_default();
            *count += 1;
            let number = match &target {
                Target::Exercise(number) => Some(number.clone()),
                _ => chapter.map(|chapter| format!("{chapter}.{count}")),
            };
            let label = self.label(id, number);
            if label.occurrence > 1 && matches!(target, Target::Equation(_)) {
                let message = format!("there is another equation with the label `{}`", label.id);
                self.diagnostics.push(diagnostic(&path, token.line, message));
            }
            self.labels.targets.entry(target).or_insert_with(|| (path.clone(), label.clone()));
            labels.push(Some(label));
        }
        Page { path, text, tokens, labels }
    }

    fn label(&mut self, id: String, number: Option<String>) -> Label {
        let occurrence = self.occurrences.entry(id.clone()).or_default();
        *occurrence += 1;
        let id = if *occurrence > 1 { format!("{id}-{occurrence}") } else { id };
        Label { id, number, occurrence: *occurrence }
    }
}

/// A mistake on a page.
pub(crate) fn diagnostic(path: &str, line: usize, message: String) -> Diagnostic {
    Diagnostic { file: format!("book/src/{path}"), line, message }
}

/// The name and the anchor of a token that has a number.
fn target(kind: &Kind) -> Option<(Target, String)> {
    match kind {
        Kind::Formula { label: Some(label), .. } => {
            Some((Target::Equation(label.clone()), format!("eq-{}", slug(label))))
        }
        Kind::Directive(Ok(Directive::Listing { source, .. })) => {
            Some((Target::Listing(source.clone()), listing::id(source)))
        }
        Kind::Directive(Ok(Directive::Figure { package, name, .. })) => {
            let id = format!("fig-{}-{}", slug(package), slug(name));
            Some((Target::Figure { package: package.clone(), name: name.clone() }, id))
        }
        Kind::Directive(Ok(Directive::Exercise { number })) => {
            Some((Target::Exercise(number.clone()), exercise::id(number)))
        }
        _ => None,
    }
}
