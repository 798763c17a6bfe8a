//! A built page, as a browser's tokenizer reads it.

use html5ever::tendril::{ByteTendril, SliceExt};
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;
use std::collections::HashSet;

/// A page: its tags and texts in order.
pub(super) struct Page {
    pub events: Vec<Event>,
    /// Every anchor.
    pub ids: HashSet<String>,
}

/// A tag or a text.
pub(super) enum Event {
    Open(Element),
    Close(String),
    Text(String),
}

/// The opening tag of an element.
pub(super) struct Element {
    pub name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn has_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|it| it.split_whitespace().any(|it| it == class))
    }

    /// Whether it has no content, and so no closing tag.
    pub fn is_void(&self) -> bool {
        let void = [
            "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
            "track", "wbr",
        ];
        void.contains(&self.name.as_str())
    }
}

impl Page {
    pub fn parse(html: &str) -> Self {
        let queue = BufferQueue::default();
        let bytes: ByteTendril = html.as_bytes().to_tendril();
        queue.push_back(bytes.try_reinterpret().expect("a string is UTF-8"));
        let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
        // It stops at the end of each script, as if to run it.
        while !queue.is_empty() {
            let _ = tokenizer.feed(&queue);
        }
        tokenizer.end();
        let events = tokenizer.sink.events.take();
        let elements = events.iter().filter_map(Event::element);
        let ids = elements.filter_map(|it| it.attribute("id")).map(String::from).collect();
        Self { events, ids }
    }

    /// The elements in order.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.events.iter().filter_map(Event::element)
    }

    /// What lies between the tag at this position and its closing tag.
    pub fn inside(&self, open: usize) -> &[Event] {
        let Some(element) = self.events[open].element() else { return &[] };
        let mut depth = 0;
        for (length, event) in self.events[open..].iter().enumerate() {
            match event {
                Event::Open(it) if it.name == element.name && !it.is_void() => depth += 1,
                Event::Close(name) if *name == element.name => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return &self.events[open + 1..(open + length).max(open + 1)];
            }
        }
        &self.events[open + 1..]
    }

    /// The text of the page, without what surrounds it.
    pub fn main(&self) -> &[Event] {
        let open = |event: &Event| event.element().is_some_and(|it| it.name == "main");
        self.events.iter().position(open).map_or(&[], |at| self.inside(at))
    }
}

impl Event {
    pub fn element(&self) -> Option<&Element> {
        match self {
            Event::Open(element) => Some(element),
            _ => None,
        }
    }
}

/// All text of these events.
pub(super) fn text(events: &[Event]) -> String {
    let text = |event: &Event| match event {
        Event::Text(text) => Some(text.clone()),
        _ => None,
    };
    events.iter().filter_map(text).collect()
}

#[derive(Default)]
struct Sink {
    events: RefCell<Vec<Event>>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut events = self.events.borrow_mut();
        match token {
            Token::TagToken(Tag { kind: TagKind::StartTag, name, attrs, self_closing, .. }) => {
                let attribute =
                    |it: html5ever::Attribute| (it.name.local.to_string(), it.value.to_string());
                let attributes = attrs.into_iter().map(attribute).collect();
                let element = Element { name: name.to_string(), attributes };
                let closes = self_closing && !element.is_void();
                events.push(Event::Open(element));
                if closes {
                    events.push(Event::Close(name.to_string()));
                }
                match &*name {
                    "script" => return TokenSinkResult::RawData(RawKind::ScriptData),
                    "style" => return TokenSinkResult::RawData(RawKind::Rawtext),
                    _ => {}
                }
            }
            Token::TagToken(tag) => events.push(Event::Close(tag.name.to_string())),
            Token::CharacterTokens(new) => match events.last_mut() {
                Some(Event::Text(text)) => text.push_str(&new),
                _ => events.push(Event::Text(new.to_string())),
            },
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
