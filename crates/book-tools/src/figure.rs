//! Figures: the drawing that a run kept, put into the page, so that it has the page's colours.

use crate::html::escaped;

/// The SVG of a figure's file as it may stand in a page.
///
/// Its style is left out, since the page brings the same (`figures::STYLE`), and its size becomes
/// the greatest width. Where a figure is shown for the `occurrence`-th time, its ids get that number.
///
/// # Errors
/// If the file is not one that `Figure::save` wrote, or has no description.
pub(crate) fn inline(svg: &str, occurrence: usize) -> Result<String, String> {
    let start = svg.find("<svg").ok_or("it holds no <svg")?;
    let svg = without_style(svg[start..].trim());
    let (tag, rest) = svg.split_once('>').ok_or("its <svg> does not end")?;
    let described = rest.split_once("<desc").and_then(|(_, rest)| rest.split_once('>'));
    let described = described.and_then(|(_, rest)| rest.split_once("</desc>"));
    if described.is_none_or(|(text, _)| text.trim().is_empty()) {
        return Err("it has no <desc>: say in words what it shows, for who cannot see it".into());
    }
    let (tag, width) = take_attribute(tag, "width");
    let (tag, _) = take_attribute(&tag, "height");
    let width = width.ok_or("its <svg> has no width")?;
    let svg = format!("{tag} style=\"max-width:{}px\">{rest}", escaped(&width));
    // A blank line would end the block of HTML.
    let lines: Vec<&str> = svg.lines().filter(|line| !line.trim().is_empty()).collect();
    Ok(numbered(&lines.join("\n"), occurrence))
}

fn without_style(svg: &str) -> String {
    let parts = svg.split_once("<style").and_then(|(before, rest)| {
        let (_, after) = rest.split_once("</style>")?;
        Some(format!("{before}{}", after.trim_start()))
    });
    parts.unwrap_or_else(|| svg.to_owned())
}

/// The tag without an attribute, and the attribute's value.
fn take_attribute(tag: &str, name: &str) -> (String, Option<String>) {
    let key = format!(" {name}=\"");
    let Some(start) = tag.find(&key) else { return (tag.into(), None) };
    let value = start + key.len();
    let Some(end) = tag[value..].find('"').map(|at| value + at) else { return (tag.into(), None) };
    (format!("{}{}", &tag[..start], &tag[end + 1..]), Some(tag[value..end].into()))
}

/// Ids are unique in the book, since one page holds all chapters for printing.
fn numbered(svg: &str, occurrence: usize) -> String {
    if occurrence < 2 {
        return svg.into();
    }
    let ids = svg.split(" id=\"").skip(1).filter_map(|rest| rest.split_once('"'));
    let mut ids: Vec<&str> = ids.map(|(id, _)| id).collect();
    // An id may be the beginning of another.
    ids.sort_by_key(|id| std::cmp::Reverse(id.len()));
    ids.iter().fold(svg.to_owned(), |svg, id| {
        let ends = ['"', ' ', ')'];
        ends.iter().fold(svg, |svg, end| {
            svg.replace(&format!("{id}{end}"), &format!("{id}-{occurrence}{end}"))
        })
    })
}
