//! Formulas: typeset when the book is built, the same each time, untouched by Markdown.

use crate::support::{Fixture, assert_contains};
use std::collections::BTreeMap;
use std::fs;

#[test]
fn an_inline_formula_is_html_with_its_source_for_listeners() {
    let page = Fixture::with_chapter(r"Let $`a_{i} * b_{j} \in \R`$ be.").chapter();
    assert_contains(
        &page,
        &[
            r#"Let <span class="katex"><span class="katex-mathml"><math "#,
            r#"<annotation encoding="application/x-tex">a_{i} * b_{j} \in \R</annotation>"#,
        ],
    );
    assert!(!page.contains("<em>"), "{page}");
}

#[test]
fn a_block_is_displayed_and_a_label_gives_it_a_number() {
    let text =
        "```math\nx < y\n```\n\n```math #second\na \\\\\nb\n```\n\nSee {{#ref equation second}}.";
    let page = Fixture::with_chapter(text).chapter();
    assert_contains(
        &page,
        &[
            r#"<div class="equation"><span class="katex-display">"#,
            r#"<div class="equation" id="eq-second"><span class="katex-display">"#,
            r#"<span class="number">(2.1)</span></div>"#,
            r##"<a class="ref" href="#eq-second">equation (2.1)</a>"##,
        ],
    );
}

#[test]
fn formulas_stand_in_tables_lists_quotations_and_headings() {
    let text = "| a |\n| --- |\n| $`\\|x\\|`$ |\n\n- $`y`$\n\n  ```math\n  z\n  ```\n\n> $`w`$\n\n## On $`v`$ {#on-v}";
    let page = Fixture::with_chapter(text).chapter();
    assert_eq!(page.matches("<math ").count(), 5, "{page}");
    assert_contains(&page, &["<td><span class=\"katex\">", "|x|</annotation>", "<h2 id=\"on-v\">"]);
}

#[test]
fn every_macro_of_the_notation_is_understood() {
    for (name, meaning) in book_tools::MACROS {
        let arguments = ["{x}", "{y}"][..meaning.matches('#').count()].concat();
        Fixture::with_chapter(&format!("$`{name}{arguments}`$")).chapter();
    }
}

#[test]
fn a_wrong_formula_is_told_with_its_line() {
    let mistakes = Fixture::with_chapter("one\n\n$`\\frac{1}`$ and $`\\nope`$").mistakes();
    assert_contains(
        &mistakes,
        &["book/src/ch02-neurons.md:5: in the formula `\\frac{1}`", "`\\nope`"],
    );
}

#[test]
fn a_root_without_braces_is_refused() {
    for wrong in [r"\sqrt k", r"\sqrt2", r"\sqrt\alpha", r"\sqrt[3]k", r"\sqrt [3] \pi"] {
        let mistakes = Fixture::with_chapter(&format!("one\n\n$`x + {wrong}`$")).mistakes();
        let message = format!("md:5: in the formula `x + {wrong}`");
        assert_contains(&mistakes, &[&message, "write `\\sqrt{…}`"]);
    }
    Fixture::with_chapter(r"$`\sqrt{k}`$, $`\sqrt {k}`$ and $`\sqrt[3]{k}`$").chapter();
}

#[test]
fn two_labels_of_one_name_are_a_mistake() {
    let text = "```math #a\nx\n```\n\n```math #a\ny\n```";
    assert_contains(&Fixture::with_chapter(text).mistakes(), &["md:7: there is another equation"]);
}

#[test]
fn two_builds_give_the_same_bytes() {
    let built = || {
        let fixture = Fixture::new();
        let folder = fixture.build().unwrap().folder;
        let html = |path: fs::DirEntry| (path.file_name(), fs::read(path.path()).ok());
        let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
        entries.map(html).collect::<BTreeMap<_, _>>()
    };
    assert!(built() == built());
}
