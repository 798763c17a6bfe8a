//! Every picture can be had in words.

use super::Finding;
use super::page::{Element, Event, Page, text};

pub(super) fn check(page: &Page) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, event) in page.events.iter().enumerate() {
        let Event::Open(element) = event else { continue };
        let problem = match element.name.as_str() {
            "img" => image(element),
            "svg" if element.has_class("fig") => drawing(element, page.inside(at)),
            "figure" => figure(page.inside(at)),
            _ => None,
        };
        let name = element.attribute("src").or(element.attribute("id"));
        findings.extend(problem.map(|problem| match name {
            Some(name) => Finding::new(format!("{problem} ({name})"), [name.to_owned()]),
            None => Finding::new(problem.into(), []),
        }));
    }
    findings
}

fn image(image: &Element) -> Option<&'static str> {
    let alt = image.attribute("alt").unwrap_or_default();
    alt.trim().is_empty().then_some("an image has no alternative text: ![what it shows](file)")
}

fn drawing(svg: &Element, inside: &[Event]) -> Option<&'static str> {
    let named = svg.attribute("aria-label").is_some_and(|label| !label.trim().is_empty());
    (!named && has_no_text(inside, "desc")).then_some("a drawing has no description: no <desc>")
}

fn figure(inside: &[Event]) -> Option<&'static str> {
    has_no_text(inside, "figcaption").then_some("a figure has no caption: no <figcaption>")
}

/// Whether there is no such element with a text among these events.
fn has_no_text(events: &[Event], name: &str) -> bool {
    let open = |event: &Event| event.element().is_some_and(|it| it.name == name);
    let close = |event: &Event| matches!(event, Event::Close(closed) if closed == name);
    let Some(start) = events.iter().position(open) else { return true };
    let end = events[start..].iter().position(close).map_or(events.len(), |length| start + length);
    text(&events[start..end]).trim().is_empty()
}
