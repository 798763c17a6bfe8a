//! Nothing is loaded from another machine: the book can be read in a train, and nobody is told who
//! reads it. A link that the reader may follow is no such thing.

use super::Finding;
use super::links::{addresses, is_elsewhere};
use super::page::{Element, Event, Page};
use crate::html::pattern;
use regex::Regex;
use std::sync::LazyLock;

pub(super) fn check(page: &Page) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut in_style = false;
    for event in &page.events {
        match event {
            Event::Open(element) => {
                in_style = element.name == "style";
                findings.extend(loaded(element).into_iter().map(finding));
                let style = element.attribute("style").unwrap_or_default();
                findings.extend(self::style(style));
            }
            Event::Text(text) if in_style => findings.extend(style(text)),
            Event::Text(_) => {}
            Event::Close(_) => in_style = false,
        }
    }
    findings
}

/// What a style sheet names behind `url(` or `@import`, or both.
static LOADED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"(?:@import|url\()\s*(?:url\()?["' ]*([^"'); ]*)"#));

/// What a style sheet loads from elsewhere.
pub(super) fn style(css: &str) -> Vec<Finding> {
    let addresses = LOADED.captures_iter(css).map(|loaded| loaded.extract::<1>().1[0]);
    let mut found: Vec<&str> = addresses.filter(|address| is_foreign(address)).collect();
    found.dedup();
    found.into_iter().map(finding).collect()
}

/// The addresses from which an element loads something, unless they are the book's.
fn loaded(element: &Element) -> Vec<&str> {
    let link = ["a", "area"].contains(&element.name.as_str())
        || element.attribute("rel").is_some_and(|rel| rel == "canonical");
    if link {
        return Vec::new();
    }
    let srcset = element.attribute("srcset").unwrap_or_default();
    let srcset = srcset.split(',').filter_map(|it| it.split_whitespace().next());
    addresses(element).chain(srcset).filter(|address| is_foreign(address)).collect()
}

/// An address in `data:` is its own content.
fn is_foreign(address: &str) -> bool {
    is_elsewhere(address) && !address.starts_with("data:")
}

fn finding(address: &str) -> Finding {
    let message = format!("loads {address} from another machine: put the file into the book");
    Finding::new(message, [address.to_owned()])
}
