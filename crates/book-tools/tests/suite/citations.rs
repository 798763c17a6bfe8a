//! Citations, the bibliography, the glossary, references.

use crate::support::{Fixture, assert_contains};
use rstest::rstest;

const HE: &str = r#"
[he2015a]
authors = ["He, K.", "Zhang, X.", "Ren, S."]
title = "Deep residual learning"
venue = "CVPR"
year = 2015
url = "https://example.org/a"

[he2015b]
authors = ["He, K.", "Zhang, X.", "Ren, S."]
title = "Delving deep"
venue = "ICCV"
year = 2015
url = "https://example.org/b"
note = "Rectifiers & weights."
"#;

#[test]
fn a_citation_names_people_and_year_and_leads_to_the_entry() {
    let fixture = Fixture::with_chapter("As [@rosenblatt1958] says; see [@he2015b; @he2015a].");
    fixture.write("book/bibliography.toml", &(fixture.read("book/bibliography.toml") + HE));
    assert_contains(
        &fixture.chapter(),
        &[
            r#"As <a class="cite" href="bibliography.html#rosenblatt1958">Rosenblatt (1958)</a> says"#,
            r#"href="bibliography.html#he2015b">He et al. (2015b)</a>; <a class="cite""#,
        ],
    );
    let list = fixture.main("bibliography.html");
    assert_contains(
        &list,
        &[
            r#"<li id="he2015a">K. He, X. Zhang and S. Ren (2015a). <cite>Deep residual learning</cite>. CVPR."#,
            "Rectifiers &amp; weights.",
            r#"<a href="https://doi.org/10.1037/h0042519">doi:10.1037/h0042519</a>"#,
        ],
    );
    assert_eq!(fixture.findings(), Vec::<String>::new());
}

#[test]
fn an_unknown_key_names_the_nearest() {
    let mistakes = Fixture::with_chapter("As [@rosenblat58] says.").mistakes();
    assert_contains(
        &mistakes,
        &["md:3: ", "no entry `rosenblat58` (do you mean `rosenblatt1958`?)"],
    );
}

#[test]
fn an_entry_that_nobody_cites_is_found_by_the_check() {
    let fixture = Fixture::with_chapter("Nobody is cited.");
    let findings = fixture.findings();
    assert_eq!(
        findings,
        [
            "book/bibliography.toml: nothing cites `rosenblatt1958`: cite it as [@rosenblatt1958], or leave it out"
        ]
    );
}

#[rstest]
#[case("doi = \"10.1037/h0042519\"", "", "book/bibliography.toml:1: an entry needs a doi or a url")]
#[case("venue", "journal", "book/bibliography.toml:4: unknown field `journal`")]
#[case("[\"Rosenblatt, Frank\"]", "[]", "book/bibliography.toml:1: an entry needs an author")]
fn an_entry_must_be_whole(#[case] old: &str, #[case] new: &str, #[case] message: &str) {
    let fixture = Fixture::new();
    fixture.replace("book/bibliography.toml", old, new);
    assert_contains(&fixture.mistakes(), &[message]);
}

#[test]
fn a_term_leads_to_the_glossary_under_any_form_of_the_word() {
    let page =
        Fixture::with_chapter("A {{#term Neuron}}, two {{#term neuron \"neurons\"}}.").chapter();
    assert_contains(
        &page,
        &[
            r#"A <a class="term" href="glossary.html#neuron-神经元">Neuron</a>,"#,
            r#"<a class="term" href="glossary.html#neuron-神经元">neurons</a>."#,
        ],
    );
}

#[test]
fn a_term_that_is_not_explained_names_the_nearest() {
    let mistakes = Fixture::with_chapter("A {{#term neurone}}.").mistakes();
    assert_contains(&mistakes, &["does not explain `neurone` (do you mean `neuron`?)"]);
}

#[rstest]
#[case("figure ch02 margn", "no page has figure ch02 margn (do you mean `figure ch02 margin`?)")]
#[case("equation nothing", "no page has equation nothing")]
#[case("table x", "write {{#ref figure ch02 name}}")]
fn a_reference_to_nothing_is_a_mistake(#[case] words: &str, #[case] message: &str) {
    let text = format!("{{{{#figure ch02 margin \"c\"}}}}\n\nSee {{{{#ref {words}}}}}.");
    assert_contains(&Fixture::with_chapter(&text).mistakes(), &["md:5: ", message]);
}

#[test]
fn a_reference_leads_to_another_page_and_in_print_to_the_same() {
    let fixture = Fixture::new();
    fixture.build().unwrap();
    let link = r#"<a class="ref" href="ch02-neurons.html#fig-ch02-margin">Figure 2.1</a>"#;
    assert_contains(&fixture.main("preface.html"), &[link]);
    assert_contains(&fixture.main("print.html"), &[r##"href="#fig-ch02-margin">Figure 2.1</a>"##]);
}

#[test]
fn what_is_on_no_chapter_has_no_number() {
    let fixture = Fixture::with_chapter("See {{#ref figure ch02 margin}}.");
    fixture.write("book/src/preface.md", "# Preface\n\n{{#figure ch02 margin \"One.\"}}\n");
    assert_contains(
        &fixture.mistakes(),
        &["figure ch02 margin has no number: preface.md is no chapter"],
    );
    fixture.write("book/src/ch02-neurons.md", "# Neurons\n");
    fixture.build().unwrap();
    assert_contains(&fixture.main("preface.html"), &["<span class=\"label\">Figure</span> One."]);
}

#[test]
fn a_chapter_has_its_number_in_its_title_too() {
    let fixture = Fixture::new();
    fixture.replace("book/src/SUMMARY.md", "2. Neurons", "Neurons");
    assert_contains(
        &fixture.mistakes(),
        &[
            "book/src/SUMMARY.md: the title of ch02-neurons.md must begin with \"2. \", not \"Neurons\"",
        ],
    );
}
