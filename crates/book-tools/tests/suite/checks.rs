//! Each check, on a page that it must find fault with.

use crate::support::{Fixture, assert_contains};
use rstest::rstest;

#[test]
fn the_fixture_has_no_fault() {
    assert_eq!(Fixture::new().findings(), Vec::<String>::new());
}

#[rstest]
#[case::file("[a](nowhere.md)", "the link `nowhere.html` leads to no file of the book")]
#[case::anchor("[a](preface.md#nowhere)", "leads to no anchor: preface.html has no `nowhere`")]
#[case::own_anchor("[a](#nowhere)", "ch02-neurons.html has no `nowhere`")]
#[case::source("[a](source/crates/neurons/src/affine.rs.html#L99)", "affine.rs.html has no `L99`")]
#[case::absolute("[a](/preface.html)", "begins with `/`")]
#[case::alternative("![](assets/a.png)", "an image has no alternative text")]
#[case::image("![a](assets/gone.png)", "`assets/gone.png` leads to no file")]
#[case::drawing("<svg class=\"fig\"><title>a</title></svg>", "a drawing has no description")]
#[case::caption(
    "<figure id=\"f\"><p>a</p></figure>",
    "a figure has no caption: no <figcaption> (f)"
)]
#[case::jump("## a\n\n#### b", "a heading of level 4 follows one of level 2 (\"b\")")]
#[case::titles("# a", "a page has one title (\"a\")")]
#[case::formula_in_heading("## On $`v`$", "a heading with a formula needs an id of its own")]
#[case::empty_id("## …", "a heading without letters needs an id: `## … {#name}` (\"…\")")]
#[case::ids("<p id=\"x\">a</p>\n\n<p id=\"x\">b</p>", "the id `x` is there twice")]
#[case::script(
    "<script src=\"https://example.org/a.js\"></script>",
    "loads https://example.org/a.js from another"
)]
#[case::frame("<iframe src=\"//example.org/a\" title=\"a\"></iframe>", "loads //example.org/a")]
#[case::picture("![a](https://example.org/a.png)", "loads https://example.org/a.png")]
#[case::set(
    "<img alt=\"a\" src=\"assets/a.png\" srcset=\"https://example.org/b.png 2x\">",
    "loads https://example.org/b.png"
)]
#[case::style(
    "<p style=\"background:url('https://example.org/c.png')\">a</p>",
    "loads https://example.org/c.png"
)]
#[case::import(
    "<style>@import \"https://example.org/d.css\";</style>",
    "loads https://example.org/d.css"
)]
#[case::directive("<p>{</p>\n\nand &#123;{#figure x}}", "a directive is left as it was typed")]
#[case::formula("| a |\n|---|\n| $`|x|`$ |", "a formula is left as it was typed")]
#[case::citation("&#91;@a]", "a citation is left as it was typed (\"[@a]\")")]
#[case::reminder("This is TODO: write.", "a reminder is left: TODO:")]
#[case::twice("This is the the end.", "a word is there twice: \"the the\"")]
#[case::unclosed("<div>\n\na", "unclosed HTML tag `<div>`")]
fn a_fault_is_found(#[case] text: &str, #[case] message: &str) {
    let fixture = Fixture::new();
    fixture.write("book/src/assets/a.png", "");
    let page = fixture.read("book/src/ch02-neurons.md");
    fixture.write("book/src/ch02-neurons.md", &format!("{page}\n\n{text}\n"));
    assert_contains(&fixture.findings().join("\n"), &[message]);
}

#[test]
fn a_page_without_a_title_is_found() {
    let fixture = Fixture::new();
    fixture.write("book/src/preface.md", "No title.\n");
    let message = "preface.md: the page has no title: write `# Title` first";
    assert_contains(&fixture.findings().join("\n"), &[message]);
}

#[test]
fn a_style_sheet_may_load_nothing_from_elsewhere() {
    let fixture = Fixture::new();
    let css =
        "@font-face { src: url(https://example.org/f.woff2) }\n.a { background: url(data:a) }";
    fixture.write("book/theme/extra.css", css);
    let message = "theme/extra.css: loads https://example.org/f.woff2 from another machine: put the file into the book";
    assert_eq!(fixture.findings(), [message]);
}

#[test]
fn a_fault_is_told_once_with_the_line_in_the_authors_file() {
    let fixture = Fixture::new();
    fixture.write("book/src/preface.md", "# Preface\n\nOne.\n\nA [link](ch02-neurons.md#gone).\n");
    let findings = fixture.findings();
    let message = "book/src/preface.md:5: the link `ch02-neurons.html#gone` leads to no anchor: ch02-neurons.html has no `gone`";
    assert!(findings.iter().any(|it| it == message), "{findings:?}");
}

#[rstest]
#[case("A [link](https://example.org/) to the web.")]
#[case("Write to <a@example.org>.")]
#[case("`TODO` and `the the` in code, `{{#figure}}` too.")]
#[case("It had had that that, one one-layer, no. No.")]
#[case("## A\n\n### B\n\n## C")]
#[case("<script>const a = \"{{#x}} https://example.org\";</script>")]
fn what_is_right_is_left_in_peace(#[case] text: &str) {
    let fixture = Fixture::new();
    let page = fixture.read("book/src/preface.md");
    fixture.write("book/src/preface.md", &format!("{page}\n\n{text}\n"));
    assert_eq!(fixture.findings(), Vec::<String>::new());
}
