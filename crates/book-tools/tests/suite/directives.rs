//! Directives: what is one, what is none, what is wrong with one.

use crate::support::{Fixture, assert_contains};
use rstest::rstest;

#[test]
fn code_and_comments_stay_as_they_are() {
    let text = "`{{#figure x}}` and `[@nobody]`\n\n```text\n{{#listing a/b.rs}}\n$`x`$ [@c]\n```\n\n    {{#output z}}\n\n<!-- {{#nope}} -->\n\n<pre>\n{{#nope}}\n</pre>";
    let page = Fixture::with_chapter(text).chapter();
    assert_contains(
        &page,
        &[
            "<code>{{#figure x}}</code>",
            "<code>[@nobody]</code>",
            "{{#listing a/b.rs}}\n$`x`$ [@c]",
            "{{#output z}}",
        ],
    );
}

#[rstest]
#[case(
    "{{#listin a}}",
    "there is no directive `listin` (do you mean `listing`?), but listing, output"
)]
#[case("{{#include a.md}}", "there is no directive `include`")]
#[case(
    "{{#figure ch02 margin}}",
    "write {{#figure ch02 name \"caption\"}} instead of {{#figure ch02 margin}}"
)]
#[case(
    "{{#figure ch02 margin \"a\" b}}",
    "a caption ends with a quote, and nothing comes after it"
)]
#[case("{{#figure ch02 margin \"a}}", "`{{#` without its `}}`, or with a quote that is not closed")]
#[case("{{#output ch02 a 3..1}}", "write {{#output ch02 run}} or")]
#[case("{{#result ch02.a}}", "write {{#result ch02.run.value}} or")]
#[case("{{#listing ../secret}}", "a listing's path begins at the root of the workspace")]
#[case("{{#listing /etc/passwd}}", "a listing's path begins at the root of the workspace")]
#[case("{{#listing crates//a.rs}}", "write {{#listing crates/")]
#[case("{{#figure ch02 ../../made \"a\"}}", "write {{#figure ch02 name")]
#[case("{{#output ch02 ../artefacts}}", "write {{#output ch02 run}} or")]
#[case("{{#result ch02.a/b.c}}", "write {{#result ch02.run.value}}")]
#[case("text {{#exercise 2.1}}", "write {{#exercise 2.1}} on a line of its own")]
#[case("{{#output ch02 perceptron}} text", "on a line of its own")]
fn a_wrong_directive_says_what_to_write(#[case] text: &str, #[case] message: &str) {
    let mistakes = Fixture::with_chapter(&format!("one\n\n{text}")).mistakes();
    assert_contains(&mistakes, &["book/src/ch02-neurons.md:5: ", message]);
}

#[test]
fn all_mistakes_are_told_at_once() {
    let fixture = Fixture::with_chapter("{{#nope}}\n\n[@nobody]\n\n$`\\nope`$");
    fixture.write("book/src/preface.md", "# Preface\n\n{{#term nothing}}\n");
    let mistakes = fixture.mistakes();
    assert_eq!(mistakes.lines().count(), 4, "{mistakes}");
    assert_contains(
        &mistakes,
        &["preface.md:3: ", "neurons.md:3: ", "neurons.md:5: ", "neurons.md:7: "],
    );
}
