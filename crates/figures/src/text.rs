//! Text without fonts: how wide it will be at most, and how to make it fit.

use crate::units::{TEXT, UNIT};

/// Characters that XML forbids or that would break the line become spaces.
pub(crate) fn printable(text: &str) -> String {
    let forbidden = |c: char| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}');
    text.chars().map(|c| if forbidden(c) { ' ' } else { c }).collect()
}

/// The text with the characters escaped that mean something in XML.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// About how wide the text is in the widest of the common sans-serif fonts.
///
/// The page's font is not known here, so this errs on the wide side. Whole pixels of the page,
/// so that what stands beside the text is on whole pixels, too.
pub(crate) fn width(text: &str, size: i32) -> i32 {
    let ems: f64 = text.chars().map(em).sum();
    UNIT * (ems * f64::from(size) / f64::from(UNIT)).ceil() as i32
}

/// The width of the widest of these texts.
pub(crate) fn widest<'a>(texts: impl IntoIterator<Item = &'a String>) -> i32 {
    texts.into_iter().map(|text| width(text, TEXT)).max().unwrap_or(0)
}

fn em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' | '\u{a0}' => 0.36,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '-' | '/' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '…' | '—' => 1.0,
        'A'..='Z' | '&' => 0.8,
        '×' | '−' | '+' | '=' | '<' | '>' | '#' | '~' | '^' => 0.84,
        // Full-width scripts and pictographs.
        '\u{2e80}'.. => 1.05,
        _ => 0.64,
    }
}

/// The text, cut with an ellipsis where it would be wider than `room`.
pub(crate) fn truncated(text: &str, size: i32, room: i32) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut kept = text.to_owned();
    while kept.pop().is_some() {
        let cut = format!("{}…", kept.trim_end());
        if width(&cut, size) <= room {
            return cut;
        }
    }
    String::new()
}

/// The text in lines at most `room` wide. A percent sign stays with its number.
pub(crate) fn wrapped(text: &str, size: i32, room: i32) -> Vec<String> {
    let text = printable(text).replace(" %", "\u{a0}%");
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match longer {
            Some(line) if width(&line, size) <= room => *lines.last_mut().expect("longer") = line,
            _ => lines.push(truncated(word, size, room)),
        }
    }
    lines
}
