//! Every link leads somewhere: to a file that is there, and to an anchor that is there.

use super::Finding;
use super::page::{Element, Page};
use crate::html::pattern;
use percent_encoding::percent_decode_str;
use regex::Regex;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

pub(super) fn check(
    path: &str,
    page: &Page,
    pages: &BTreeMap<String, Page>,
    folder: &Path,
) -> Vec<Finding> {
    // mdBook's page for what is not found may be shown at any address, and says so.
    let base = page.elements().any(|element| element.name == "base");
    let mut findings = Vec::new();
    for element in page.elements() {
        for link in addresses(element) {
            if let Some(problem) = problem(path, link, base, pages, folder) {
                findings.push(Finding::new(format!("the link `{link}` {problem}"), needles(link)));
            }
        }
    }
    findings
}

/// What an element links to or loads.
pub(super) fn addresses(element: &Element) -> impl Iterator<Item = &str> {
    let names: &[&str] = match element.name.as_str() {
        "base" => &[],
        "object" => &["data"],
        "image" | "use" => &["href", "xlink:href"],
        "video" => &["src", "poster"],
        _ => &["href", "src"],
    };
    names.iter().filter_map(|name| element.attribute(name))
}

/// Whether an address begins with `https:`, `mailto:` or the like, or names another machine.
pub(super) fn is_elsewhere(address: &str) -> bool {
    static ELSEWHERE: LazyLock<Regex> = LazyLock::new(|| pattern("^(?:[0-9A-Za-z+.-]+:|//)"));
    ELSEWHERE.is_match(address)
}

/// What is wrong with a link, if anything is.
fn problem(
    path: &str,
    link: &str,
    base: bool,
    pages: &BTreeMap<String, Page>,
    folder: &Path,
) -> Option<String> {
    if is_elsewhere(link) {
        return None;
    }
    let (file, anchor) = link.split_once('#').map_or((link, None), |(file, it)| (file, Some(it)));
    let file = file.split('?').next().unwrap_or("");
    if file.starts_with('/') && !base {
        return Some(
            "begins with `/`, which leads elsewhere when the book is opened from disk".into(),
        );
    }
    let target = match file {
        "" => path.to_owned(),
        _ if base => resolved("", file.trim_start_matches('/')),
        _ => resolved(path, file),
    };
    let decoded = |text| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let target = decoded(&target);
    let target = if target.is_empty() { "index.html".into() } else { target };
    let Some(page) = pages.get(&target) else {
        return (!folder.join(&target).is_file()).then(|| "leads to no file of the book".into());
    };
    let anchor = anchor.map(decoded).filter(|it| !it.is_empty())?;
    (!page.ids.contains(&anchor)).then(|| format!("leads to no anchor: {target} has no `{anchor}`"))
}

/// The path of a link that stands on the page at `from`.
fn resolved(from: &str, link: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// How the author may have written the link.
fn needles(link: &str) -> Vec<String> {
    let source = link.replace(".html", ".md");
    let anchor = link.split_once('#').map(|(_, anchor)| format!("#{anchor}"));
    [Some(source), Some(link.to_owned()), anchor].into_iter().flatten().collect()
}
