//! HTML that stands in Markdown, and text that stands in HTML.

use regex::Regex;
use std::fmt::Write;

/// Text for an element or an attribute in quotes.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// HTML whose text Markdown leaves alone.
///
/// Between the tags of inline HTML, Markdown is still Markdown: `_`, `*`, `\` and others become
/// entities, and so does the bar that would end a table's cell. A line break might end the block.
pub(crate) fn protected(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 4);
    let mut tag = false;
    for letter in html.chars() {
        match letter {
            '<' => tag = true,
            '>' => tag = false,
            _ => {}
        }
        match letter {
            '\n' => out.push(' '),
            '|' => out.push_str("&#124;"),
            letter if !tag && is_markdown(letter) => {
                write!(out, "&#{};", u32::from(letter)).expect("a string takes all");
            }
            letter => out.push(letter),
        }
    }
    out
}

fn is_markdown(letter: char) -> bool {
    r#"\_*`[]#~$!{}-+"'.:@^="#.contains(letter)
}

/// The anchor that mdBook gives a heading or a glossary's entry of this text.
pub(crate) fn anchor(text: &str) -> String {
    let letter = |letter: char| match letter {
        letter if letter.is_alphanumeric() || letter == '_' || letter == '-' => Some(letter),
        letter if letter.is_whitespace() => Some('-'),
        _ => None,
    };
    text.trim().to_lowercase().chars().filter_map(letter).collect()
}

/// The address of a page as another page of the book links to it.
pub(crate) fn relative(from: &str, to: &str) -> String {
    "../".repeat(from.matches('/').count()) + to
}

/// Any text as part of an id.
pub(crate) fn slug(text: &str) -> String {
    let letter = |letter: char| if letter.is_alphanumeric() { letter } else { '-' };
    text.to_lowercase().chars().map(letter).collect()
}

/// A pattern that is written in this crate, and so is one.
pub(crate) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("is right")
}
