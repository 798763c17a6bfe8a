//! Figures: the drawing that a run kept, put into the page, so that it has the page's colours.

use crate::html::{escaped, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// The SVG of a figure's file as it may stand in a page.
///
/// Its style is left out, since the page brings the same (`figures::STYLE`), and its size becomes
/// the greatest width. Where a figure is shown for the `occurrence`-th time, its ids get that number.
///
/// # Errors
/// If the file is not one that `Figure::save` wrote, or has no description.
pub(crate) fn inline(svg: &str, occurrence: usize) -> Result<String, String> {
    let start = svg.find("<svg").ok_or("it holds no <svg")?;
    let svg = STYLE.replace(svg[start..].trim(), "");
    let (tag, rest) = svg.split_once('>').ok_or("its <svg> does not end")?;
    let described = rest.split_once("<desc").and_then(|(_, rest)| rest.split_once('>'));
    let described = described.and_then(|(_, rest)| rest.split_once("</desc>"));
    if described.is_none_or(|(text, _)| text.trim().is_empty()) {
        return Err("it has no <desc>: say in words what it shows, for who cannot see it".into());
    }
    let width = &WIDTH.captures(tag).ok_or("its <svg> has no width")?[1];
    let tag = SIZE.replace_all(tag, "");
    let svg = format!("{tag} style=\"max-width:{}px\">{rest}", escaped(width));
    // A blank line would end the block of HTML.
    let lines: Vec<&str> = svg.lines().filter(|line| !line.trim().is_empty()).collect();
    Ok(numbered(&lines.join("\n"), occurrence))
}

/// Ids are unique in the book, since one page holds all chapters for printing.
fn numbered(svg: &str, occurrence: usize) -> String {
    if occurrence < 2 {
        return svg.into();
    }
    let mut ids: Vec<&str> = IDS.captures_iter(svg).map(|id| id.extract::<1>().1[0]).collect();
    // An id may be the beginning of another.
    ids.sort_by_key(|id| std::cmp::Reverse(id.len()));
    ids.iter().fold(svg.to_owned(), |svg, id| {
        let ends = ['"', ' ', ')'];
        ends.iter().fold(svg, |svg, end| {
            svg.replace(&format!("{id}{end}"), &format!("{id}-{occurrence}{end}"))
        })
    })
}

static STYLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?s)<style.*?</style>\s*"));
static WIDTH: LazyLock<Regex> = LazyLock::new(|| pattern(r#" width="([^"]*)""#));
static SIZE: LazyLock<Regex> = LazyLock::new(|| pattern(r#" (?:width|height)="[^"]*""#));
static IDS: LazyLock<Regex> = LazyLock::new(|| pattern(r#" id="([^"]*)""#));
