//! Headings are the table of contents of those who listen to a page.

use super::Finding;
use super::page::{Event, Page, text};
use crate::html::anchor;

pub(super) fn check(page: &Page) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut before = 0;
    let main = page.main();
    for (at, event) in page.events.iter().enumerate() {
        let Some(level) = event.element().and_then(|it| level(&it.name)) else { continue };
        // The book's title, in the bar above the page, is none of its headings.
        if !main.as_ptr_range().contains(&std::ptr::from_ref(event)) {
            continue;
        }
        let inside = page.inside(at);
        let title = text(inside).trim().to_owned();
        let problem = match (before, level) {
            _ if has_made_up_id(event, inside, &title) => Some(
                "a heading with a formula needs an id of its own: `## On $`w`$ {#on-w}`".into(),
            ),
            _ if event.element().is_some_and(|it| it.attribute("id") == Some("")) => {
                Some("a heading without letters needs an id: `## … {#name}`".into())
            }
            (0, 1) => None,
            (0, _) => Some("the page does not begin with its title: write `# Title` first".into()),
            (_, 1) => Some("a page has one title".into()),
            (before, level) if level > before + 1 => {
                Some(format!("a heading of level {level} follows one of level {before}"))
            }
            _ => None,
        };
        let finding = |problem| Finding::new(format!("{problem} (\"{title}\")"), [title.clone()]);
        findings.extend(problem.map(finding));
        before = level;
    }
    if before == 0 {
        let problem = "the page has no title: write `# Title` first";
        findings.push(Finding::new(problem.into(), []));
    }
    findings
}

/// Whether a heading's id was made of its formula: mdBook takes all text, and a formula has it twice.
fn has_made_up_id(event: &Event, inside: &[Event], title: &str) -> bool {
    let formula = |event: &Event| event.element().is_some_and(|it| it.has_class("katex"));
    let id = event.element().and_then(|it| it.attribute("id"));
    inside.iter().any(formula) && id == Some(anchor(title).as_str())
}

fn level(name: &str) -> Option<u32> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}
