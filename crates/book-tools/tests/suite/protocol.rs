//! The step as mdBook calls it: the book comes as JSON and goes as JSON.

use crate::support::{Fixture, assert_contains};
use serde_json::{Value, json};

/// What an installed mdBook sends.
fn question(fixture: &Fixture, content: &str) -> String {
    let chapter = json!({
        "name": "2. Neurons", "content": content, "number": null, "sub_items": [],
        "path": "ch02-neurons.md", "source_path": "ch02-neurons.md", "parent_names": []
    });
    let context = json!({
        "root": fixture.path("book"), "renderer": "html", "mdbook_version": "0.5.4",
        "config": { "book": { "title": "Fixture" }, "output": { "html": {} } }
    });
    json!([context, { "items": [{ "Chapter": chapter }] }]).to_string()
}

#[test]
fn the_book_comes_back_with_its_pieces_replaced() {
    let fixture = Fixture::new();
    let mut answer = Vec::new();
    let question = question(&fixture, "# Neurons\n\n{{#figure ch02 margin \"One.\"}}\n");
    book_tools::preprocess(question.as_bytes(), &mut answer).unwrap();
    let book: Value = serde_json::from_slice(&answer).unwrap();
    let content = book["items"][0]["Chapter"]["content"].as_str().unwrap();
    assert_contains(content, &["# Neurons\n\n<figure class=\"figure\" id=\"fig-ch02-margin\">"]);
}

#[test]
fn a_mistake_is_an_error_and_nothing_is_answered() {
    let fixture = Fixture::new();
    let mut answer = Vec::new();
    let question = question(&fixture, "# Neurons\n\n{{#nope}}\n");
    let error = book_tools::preprocess(question.as_bytes(), &mut answer).unwrap_err();
    assert_contains(
        &error.to_string(),
        &["book/src/ch02-neurons.md:3: there is no directive `nope`"],
    );
    assert!(answer.is_empty());
}
