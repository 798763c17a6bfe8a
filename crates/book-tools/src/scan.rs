//! Finds in a page's Markdown what is ours: formulas, directives, citations. Code stays text.

use crate::directive::Directive;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
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
    let Parsed { formulas, mut opaque } = parse(text);
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
    let token =
        |(range, kind): (Range<usize>, Kind)| Token { line: line(range.start), range, kind };
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

#[derive(Default)]
struct Parsed {
    formulas: Vec<(Range<usize>, Kind)>,
    /// Code, comments: what is not looked into.
    opaque: Vec<Range<usize>>,
}

fn parse(text: &str) -> Parsed {
    let mut parsed = Parsed::default();
    let mut events = Parser::new_ext(text, options()).into_offset_iter();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Code(code) => parsed.code(text, &code, range),
            Event::Start(Tag::CodeBlock(kind)) => {
                let mut code = String::new();
                for (event, _) in events.by_ref() {
                    match event {
                        Event::Text(part) => code.push_str(&part),
                        Event::End(TagEnd::CodeBlock) => break,
                        _ => {}
                    }
                }
                parsed.block(&kind, code, range);
            }
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_)
                if ["<!--", "<pre", "<script", "<style"]
                    .iter()
                    .any(|start| text[range.clone()].trim_start().starts_with(start)) =>
            {
                parsed.opaque.push(range);
            }
            _ => {}
        }
    }
    parsed
}

impl Parsed {
    /// `` $`x`$ `` is a formula; other code stays as it is.
    fn code(&mut self, text: &str, code: &str, range: Range<usize>) {
        let dollars = text[..range.start].ends_with('$') && text[range.end..].starts_with('$');
        if dollars {
            let kind = Kind::Formula { tex: code.into(), display: false, label: None };
            self.formulas.push((range.start - 1..range.end + 1, kind));
        }
        self.opaque.push(range);
    }

    /// A fenced block of language `math` is a displayed formula, and may have a label.
    fn block(&mut self, kind: &CodeBlockKind<'_>, code: String, range: Range<usize>) {
        if let CodeBlockKind::Fenced(info) = kind {
            let mut words = info.split_whitespace();
            if words.next() == Some("math") {
                let label = words.next().map(|word| word.trim_start_matches('#').to_owned());
                self.formulas
                    .push((range.clone(), Kind::Formula { tex: code, display: true, label }));
            }
        }
        self.opaque.push(range);
    }
}
