//! Checks of the built pages: what a reader, with or without eyes, with or without a network, would
//! stumble over.

use crate::{Built, Diagnostic, Workspace, sources};
use anyhow::{Context, Result};
use page::Page;
use std::collections::BTreeMap;
use std::fs;

mod external;
mod figures;
mod headings;
mod ids;
mod links;
mod page;
mod prose;

/// Something wrong on a page.
struct Finding {
    message: String,
    /// What to look for in the author's file, to tell the line.
    needles: Vec<String>,
}

impl Finding {
    fn new(message: String, needles: impl IntoIterator<Item = String>) -> Self {
        Self { message, needles: needles.into_iter().collect() }
    }

    /// Whether both are about the same thing, on two pages.
    fn is_like(&self, other: &Self) -> bool {
        let shared = self.needles.iter().any(|needle| other.needles.contains(needle));
        shared || self.message == other.message
    }
}

/// Everything that is wrong with a book that has been built.
///
/// It looks at the pages that mdBook wrote from the author's, at the page for printing, at the pages
/// of quoted files, and at the style sheets:
///
/// - every link leads to a file that is there, and to an anchor that is there;
/// - nothing is loaded from another machine;
/// - every figure has a description and a caption, every image an alternative text;
/// - a page has one title, and no heading skips a level; no id is there twice;
/// - no directive, formula or citation is left as it was typed; no reminder to oneself, no
///   word typed twice;
/// - mdBook itself found nothing odd, such as a tag that is not closed.
///
/// # Errors
/// If a page cannot be read.
pub fn check(workspace: &Workspace, built: &Built) -> Result<Vec<Diagnostic>> {
    let folder = &built.folder;
    let mut pages = BTreeMap::new();
    let mut findings: Vec<(String, Finding)> = Vec::new();
    for file in sources::files(folder) {
        let path = file.strip_prefix(folder).expect("lies in the folder");
        let path = path.to_string_lossy().replace('\\', "/");
        let read = || fs::read_to_string(&file).with_context(|| format!("{}", file.display()));
        if path.ends_with(".html") {
            pages.insert(path, Page::parse(&read()?));
        } else if path.ends_with(".css") {
            findings.extend(external::style(&read()?).into_iter().map(|it| (path.clone(), it)));
        }
    }
    for (path, page) in &pages {
        let mut found = ids::check(page);
        found.extend(links::check(path, page, &pages, folder));
        found.extend(external::check(page));
        if is_chapter(workspace, path) {
            found.extend(figures::check(page));
            found.extend(headings::check(page));
            found.extend(prose::check(page));
        }
        findings.extend(found.into_iter().map(|finding| (path.clone(), finding)));
    }
    leave_out_copies(&mut findings);
    let found = findings.iter().map(|(path, finding)| located(workspace, path, finding));
    let odd = built.warnings.iter().map(|warning| Diagnostic {
        file: "book".into(),
        line: 0,
        message: warning.clone(),
    });
    Ok(found.chain(odd).collect())
}

/// Two pages are made of others: what is wrong there too is told once.
fn leave_out_copies(findings: &mut Vec<(String, Finding)>) {
    let (copies, mut own): (Vec<_>, Vec<_>) = std::mem::take(findings)
        .into_iter()
        .partition(|(path, _)| ["index.html", "print.html"].contains(&path.as_str()));
    for (path, copy) in copies {
        if !own.iter().any(|(_, finding)| finding.is_like(&copy)) {
            own.push((path, copy));
        }
    }
    *findings = own;
}

/// Whether an author wrote this page; the others are put together by a program.
fn is_chapter(workspace: &Workspace, path: &str) -> bool {
    markdown(path).is_some_and(|path| workspace.root().join(path).is_file())
}

/// The author's file of a page.
fn markdown(path: &str) -> Option<String> {
    Some(format!("book/src/{}.md", path.strip_suffix(".html")?))
}

/// The mistake where the author can mend it, if what is wrong is found in the author's file.
fn located(workspace: &Workspace, path: &str, finding: &Finding) -> Diagnostic {
    let message = finding.message.clone();
    let built = Diagnostic { file: path.into(), line: 0, message: message.clone() };
    let Some(file) = markdown(path) else { return built };
    let Ok(text) = workspace.read(&workspace.root().join(&file)) else { return built };
    let holds = |needle: &String| text.lines().position(|line| line.contains(needle.as_str()));
    let line = finding.needles.iter().find_map(holds).map_or(0, |line| line + 1);
    Diagnostic { file, line, message }
}
