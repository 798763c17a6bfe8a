//! Finds in a page's Markdown what is ours: formulas, directives, citations. Code stays text.

use crate::directive::Directive;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Something to be replaced, and where it stands.
#[derive(Debug)]
pub(crate) struct Token {
    pub range: Range<usize>,
    /// The line of its first letter, from 1.
    pub line: usize,
    pub kind: Kind,
}

/// What can be replaced.
#[derive(Debug)]
pub(crate) enum Kind {
    Formula {
        tex: String,
        display: bool,
        label: Option<String>,
    },
    /// What was understood, or why it was not.
    Directive(Result<Directive, String>),
    Citation {
        keys: Vec<String>,
    },
}

/// The Markdown that mdBook reads.
pub(crate) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

/// The tokens of a page, in order.
pub(crate) fn scan(text: &str) -> Vec<Token> {
    let (formulas, mut opaque) = parse(text);
    opaque.sort_by_key(|range| range.start);
    let mut tokens = Vec::new();
    let mut from = 0;
    while let Some(found) = marks(&text[from..]).map(|offset| from + offset) {
        if let Some(code) = opaque.iter().find(|range| range.contains(&found)) {
            from = code.end.max(found + 1);
            continue;
        }
        let (end, kind) = read(text, found);
        if let Some(kind) = kind {
            tokens.push((found..end, kind));
        }
        from = end;
    }
    // A formula inside a caption belongs to the caption.
    let free = |range: &Range<usize>| !tokens.iter().any(|(it, _)| it.contains(&range.start));
    let free: Vec<_> = formulas.into_iter().filter(|(range, _)| free(range)).collect();
    tokens.extend(free);
    tokens.sort_by_key(|(range, _)| range.start);
    let line = |at: usize| text[..at].matches('\n').count() + 1;
    let token = |(range, kind): Found| Token { line: line(range.start), range, kind };
    tokens.into_iter().map(token).collect()
}

/// Where the next directive or citation may begin.
fn marks(text: &str) -> Option<usize> {
    let found = [text.find("{{#"), text.find("[@")];
    found.into_iter().flatten().min()
}

/// Reads the directive or citation at `start`: where it ends, and what it is, if it is one.
fn read(text: &str, start: usize) -> (usize, Option<Kind>) {
    let rest = &text[start..];
    if let Some(inner) = rest.strip_prefix("{{#") {
        let Some(length) = closing(inner) else {
            let reason = "`{{#` without its `}}`, or with a quote that is not closed";
            return (start + 3, Some(Kind::Directive(Err(reason.into()))));
        };
        let directive = Directive::parse(&inner[..length]);
        return (start + 3 + length + 2, Some(Kind::Directive(directive)));
    }
    let Some(end) = rest.find(']').filter(|&end| !rest[..end].contains('\n')) else {
        return (start + 2, None);
    };
    let keys = rest[1..end].split(';').map(|key| key.trim().strip_prefix('@').map(String::from));
    let kind = keys.collect::<Option<Vec<_>>>().map(|keys| Kind::Citation { keys });
    (start + end + 1, kind)
}

/// Where the `}}` is that closes a directive: not one in its caption, which may hold formulas.
fn closing(text: &str) -> Option<usize> {
    let mut quoted = false;
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        match letter {
            '"' if before != '\\' => quoted = !quoted,
            '}' if !quoted && text[at..].starts_with("}}") => return Some(at),
            _ => {}
        }
        before = letter;
    }
    None
}

/// Where something stands in a text, and what it is.
type Found = (Range<usize>, Kind);

/// The formulas of a text, and its code and comments: what is not looked into.
fn parse(text: &str) -> (Vec<Found>, Vec<Range<usize>>) {
    let (mut formulas, mut opaque) = (Vec::new(), Vec::new());
    let mut events = Parser::new_ext(text, options()).into_offset_iter();
    while let Some((event, range)) = events.next() {
        match event {
            // `` $`x`$ `` is a formula; other code stays as it is.
            Event::Code(code) => {
                if text[..range.start].ends_with('$') && text[range.end..].starts_with('$') {
                    let kind = Kind::Formula { tex: code.into(), display: false, label: None };
                    formulas.push((range.start - 1..range.end + 1, kind));
                }
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                let block = events.by_ref().map(|(event, _)| event);
                let texts = block.take_while(|it| *it != Event::End(TagEnd::CodeBlock));
                let text = |event| if let Event::Text(text) = event { text } else { "".into() };
                let code = texts.map(text).map(CowStr::into_string).collect();
                formulas.extend(displayed(&kind, code).map(|kind| (range.clone(), kind)));
            }
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_)
                if ["<!--", "<pre", "<script", "<style"]
                    .iter()
                    .any(|start| text[range.clone()].trim_start().starts_with(start)) => {}
            _ => continue,
        }
        opaque.push(range);
    }
    (formulas, opaque)
}

/// A fenced block of language `math` is a displayed formula, and may have a label.
fn displayed(kind: &CodeBlockKind<'_>, code: String) -> Option<Kind> {
    let CodeBlockKind::Fenced(info) = kind else { return None };
    let mut words = info.split_whitespace();
    words.next().filter(|language| *language == "math")?;
    let label = words.next().map(|word| word.trim_start_matches('#').to_owned());
    Some(Kind::Formula { tex: code, display: true, label })
}
