//! What an author left unfinished, or typed twice.

use super::Finding;
use super::page::{Event, Page};

/// What should have become something else.
const LEFTOVERS: [(&str, &str); 4] = [
    ("{{#", "a directive is left as it was typed"),
    ("$`", "a formula is left as it was typed: in a table write \\| for |"),
    ("`$", "a formula is left as it was typed"),
    ("[@", "a citation is left as it was typed"),
];

/// Notes to oneself.
const REMINDERS: [&str; 5] = ["TODO", "FIXME", "XXX", "TBD", "WIP"];

/// Words that may well stand twice in a row.
const TWICE: [&str; 3] = ["that", "had", "is"];

/// Where text is not prose.
const OPAQUE: [&str; 6] = ["code", "pre", "script", "style", "svg", "math"];

pub(super) fn check(page: &Page) -> Vec<Finding> {
    let mut findings = Vec::new();
    for text in blocks(page) {
        for (mark, message) in LEFTOVERS {
            if let Some(at) = text.find(mark) {
                let rest: String = text[at..].chars().take(40).collect();
                findings.push(Finding::new(format!("{message} (\"{rest}\")"), [rest]));
            }
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        let bare = |word: &&&str| word.trim_matches(|it: char| !it.is_alphanumeric()).to_owned();
        for word in words.iter().filter(|word| REMINDERS.contains(&bare(word).as_str())) {
            findings
                .push(Finding::new(format!("a reminder is left: {word}"), [(*word).to_owned()]));
        }
        for pair in words.windows(2).filter(|pair| doubled(pair[0], pair[1])) {
            let both = pair.join(" ");
            findings.push(Finding::new(format!("a word is there twice: \"{both}\""), [both]));
        }
    }
    findings
}

fn doubled(first: &str, second: &str) -> bool {
    let second = second.trim_end_matches(|it: char| !it.is_alphanumeric());
    let word = first.len() > 1 && first.chars().all(|it| it.is_ascii_alphabetic());
    word && first.eq_ignore_ascii_case(second) && !TWICE.contains(&second.to_lowercase().as_str())
}

/// The prose of each paragraph, cell or item; code and formulas leave a gap.
fn blocks(page: &Page) -> Vec<String> {
    let mut blocks = vec![String::new()];
    let mut opaque: Option<(&str, usize)> = None;
    for event in page.main() {
        match (event, &mut opaque) {
            (Event::Open(element), Some((name, depth))) if element.name == *name => *depth += 1,
            (Event::Close(closed), Some((name, depth))) if closed == name => {
                *depth -= 1;
                if *depth == 0 {
                    opaque = None;
                }
            }
            (_, Some(_)) => {}
            (Event::Open(element), None) => {
                let typeset = element.has_class("katex");
                if typeset || OPAQUE.contains(&element.name.as_str()) {
                    blocks.last_mut().expect("there is one").push_str(" · ");
                    opaque = Some((&element.name, 1));
                } else if !is_inline(&element.name) {
                    blocks.push(String::new());
                }
            }
            (Event::Text(text), None) => blocks.last_mut().expect("there is one").push_str(text),
            (Event::Close(name), None) if !is_inline(name) => blocks.push(String::new()),
            (Event::Close(_), None) => {}
        }
    }
    blocks.retain(|block| !block.trim().is_empty());
    blocks
}

/// Whether the text goes on across such a tag.
fn is_inline(name: &str) -> bool {
    ["a", "em", "strong", "span", "cite", "sup", "sub", "del", "q", "small", "i", "b"]
        .contains(&name)
}
