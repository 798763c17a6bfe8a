//! Special tokens that are written out in a text.

use std::cmp::Reverse;

/// Finds the special tokens of a text from left to right, of several at one position the longest: gives the text
/// before each, and its number.
pub(crate) struct SpecialTokens<'a> {
    text: &'a str,
    /// What is before it was given.
    position: usize,
    searches: Vec<Search<'a>>,
}

struct Search<'a> {
    spelling: &'a str,
    id: u32,
    /// Where it comes next; none if it does not.
    next: Option<usize>,
}

impl<'a> SpecialTokens<'a> {
    pub(crate) fn new(text: &'a str, special: &'a [(String, u32)]) -> Self {
        let search = |(spelling, id): &'a (String, u32)| Search {
            spelling,
            id: *id,
            next: text.find(&spelling[..]),
        };
        SpecialTokens { text, position: 0, searches: special.iter().map(search).collect() }
    }

    /// The text after the last special token that was given.
    pub(crate) fn rest(&self) -> &'a str {
        &self.text[self.position..]
    }
}

impl<'a> Iterator for SpecialTokens<'a> {
    type Item = (&'a str, u32);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest();
        for search in &mut self.searches {
            // Only what was passed is searched again: a text with many of one is not read for another each time.
            if search.next.is_some_and(|start| start < self.position) {
                search.next = rest.find(search.spelling).map(|start| self.position + start);
            }
        }
        let found = self.searches.iter().filter_map(|search| Some((search.next?, search)));
        let (start, first) =
            found.min_by_key(|(start, it)| (*start, Reverse(it.spelling.len())))?;
        let before = &self.text[self.position..start];
        self.position = start + first.spelling.len();
        Some((before, first.id))
    }
}
