//! The tokens of a Rust source, without comments and docs.

use crate::Builder;
use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// The tokens of one level, without the attributes that are docs.
///
/// To a parser `/// text` and `//! text` are `#[doc = "text"]` and `#![doc = "text"]`; other
/// comments leave no token.
pub(crate) fn code(stream: TokenStream) -> Vec<TokenTree> {
    let mut code: Vec<TokenTree> = Vec::new();
    for tree in stream {
        match is_about_docs(&tree).then(|| mark_at_end(&code)).flatten() {
            Some(length) => code.truncate(length),
            None => code.push(tree),
        }
    }
    code
}

/// Whether this is the bracket of an attribute `doc`.
fn is_about_docs(tree: &TokenTree) -> bool {
    let TokenTree::Group(group) = tree else { return false };
    let first = group.stream().into_iter().next();
    group.delimiter() == Delimiter::Bracket
        && matches!(first, Some(TokenTree::Ident(name)) if name == "doc")
}

/// How many tokens there are before the `#` or `#!` at the end, if there is one.
fn mark_at_end(code: &[TokenTree]) -> Option<usize> {
    let is = |from_end: usize, mark: char| {
        let tree = code.len().checked_sub(from_end).map(|index| &code[index]);
        matches!(tree, Some(TokenTree::Punct(found)) if found.as_char() == mark)
    };
    if is(1, '#') {
        Some(code.len() - 1)
    } else if is(1, '!') && is(2, '#') {
        Some(code.len() - 2)
    } else {
        None
    }
}

/// Adds all tokens.
pub(crate) fn add(builder: &mut Builder, stream: TokenStream) {
    for tree in code(stream) {
        match tree {
            TokenTree::Group(group) => {
                builder.add(match group.delimiter() {
                    Delimiter::Parenthesis => "(",
                    Delimiter::Brace => "{",
                    Delimiter::Bracket => "[",
                    Delimiter::None => "",
                });
                add(builder, group.stream());
                builder.add("end");
            }
            TokenTree::Ident(name) => builder.add(format!("name {name}")),
            TokenTree::Literal(literal) => builder.add(format!("literal {literal}")),
            // `&&` is one operator, `& &` are two.
            TokenTree::Punct(mark) if mark.spacing() == Spacing::Joint => {
                builder.add(format!("{} joint", mark.as_char()));
            }
            TokenTree::Punct(mark) => builder.add(format!("{} alone", mark.as_char())),
        }
    }
}
