//! Listings, outputs, figures, exercises.

use crate::support::{Fixture, assert_contains, text};
use rstest::rstest;

const AFFINE: &str = "crates/neurons/src/affine.rs";

#[test]
fn a_listing_is_numbered_dedented_and_free_of_anchors() {
    let page = Fixture::with_chapter(
        r#"{{#listing crates/neurons/src/affine.rs:affine "*One* neuron."}}"#,
    )
    .chapter();
    assert_contains(
        &page,
        &[
            r#"<figure class="listing" id="lst-neurons-affine-affine">"#,
            "<span class=\"label\">Listing\u{a0}2.1</span>",
            r#"<a class="file" href="source/crates/neurons/src/affine.rs.html#L5"><code>crates/neurons/src/affine.rs</code></a> <em>One</em> neuron.</figcaption>"#,
            "<pre><code class=\"language-rust noplayground\">/// The weighted sum.",
            "\n    w.iter().zip(x)",
        ],
    );
    assert!(!page.contains("ANCHOR"), "{page}");
    // Backticks in the code do not end the block.
    assert_contains(&page, &["/// ```\n/// assert_eq!", "}</code></pre>\n</figure>"]);
}

#[test]
fn a_quoted_file_has_a_page_of_its_own() {
    let fixture = Fixture::new();
    fixture.build().unwrap();
    let page = fixture.read("target/book/source/crates/neurons/src/affine.rs.html");
    assert_contains(
        &page,
        &[
            r#"<html lang="en" class="light source-page">"#,
            r#"<link rel="stylesheet" href="../../../../theme/extra.css">"#,
            r##"<span class="line" id="L10"><a href="#L10">10</a>    pub fn affine(w: &amp;[f64]"##,
        ],
    );
    // Quoted no more, it goes.
    fixture.write("book/src/ch02-neurons.md", "# Neurons\n");
    fixture.write("book/src/preface.md", "# Preface\n");
    fixture.build().unwrap();
    assert!(!fixture.path("target/book/source/crates/neurons/src/affine.rs.html").exists());
}

#[rstest]
#[case("nothing.rs", "there is no file nothing.rs")]
#[case("crates/neurons/src/affine.rs:affin", "has no anchor `affin`; there are affine, sum")]
#[case(
    "book/book.toml:a",
    "book/book.toml has no anchor `a`; it has none: write `// ANCHOR: name`"
)]
#[case(
    "crates/neurons/src/long.rs:long",
    "long.rs:2: crates/neurons/src/long.rs:long is 36 lines, to line 37; at most 35"
)]
#[case(
    "crates/neurons/src/long.rs:wide",
    "long.rs: at most 100 columns fit on a page; line 40 has 101"
)]
#[case("crates/neurons/src/long.rs:open", "long.rs:42: anchor `open` has no ANCHOR_END")]
#[case("crates/neurons/src/long.rs:twice", "long.rs:43: anchor `twice` is there again in line 46")]
fn a_listing_that_cannot_be_shown_says_why(#[case] source: &str, #[case] message: &str) {
    let fixture = Fixture::with_chapter(&format!("\n\n{{{{#listing {source}}}}}"));
    let (long, wide) = ("x\n".repeat(36), "w".repeat(101));
    let text = format!(
        "// ANCHOR: long\n{long}// ANCHOR_END: long\n// ANCHOR: wide\n{wide}\n// ANCHOR_END: wide\n// ANCHOR: open\n{}",
        "// ANCHOR: twice\nx\n// ANCHOR_END: twice\n".repeat(2)
    );
    fixture.write("crates/neurons/src/long.rs", &text);
    assert_contains(&fixture.mistakes(), &["book/src/ch02-neurons.md:5: ", message]);
}

#[test]
fn an_output_stands_under_its_command() {
    let page =
        Fixture::with_chapter("{{#output ch02 perceptron}}\n\n{{#output ch02 perceptron 2..2}}")
            .chapter();
    let head = "<figure class=\"output\">\n<figcaption><code>sh perceptron.sh</code>";
    assert_contains(
        &page,
        &[
            &format!(
                "{head}</figcaption>\n<pre><code class=\"language-text\">epoch 1: 3 mistakes\nepoch 2: 0 mistakes\n</code></pre>"
            ),
            &format!(
                "{head} <span class=\"excerpt\">line 2 of what it prints</span></figcaption>\n<pre><code class=\"language-text\">epoch 2: 0 mistakes\n</code></pre>"
            ),
        ],
    );
}

#[rstest]
#[case("ch02 perceptro", "has no run `perceptro` (do you mean `perceptron`?)")]
#[case("ch03 a", "there is no chapters/03-…, but there are ch02")]
#[case("two a", "`two` names no chapter: write `ch02`")]
#[case("ch02 perceptron 2..3", "outputs/perceptron.txt has only 2 lines")]
fn an_output_that_is_not_there_says_why(#[case] words: &str, #[case] message: &str) {
    let fixture = Fixture::with_chapter(&format!("{{{{#output {words}}}}}"));
    assert_contains(&fixture.mistakes(), &["ch02-neurons.md:3: ", message]);
}

#[test]
fn a_missing_product_names_the_command_that_makes_it() {
    let fixture =
        Fixture::with_chapter("{{#figure ch02 gone \"c\"}}\n\n{{#result ch02.gone.accuracy}}");
    assert_contains(
        &fixture.mistakes(),
        &[
            "md:3: there is no file chapters/02-neurons/figures/gone.svg; `cargo gradus figures ch02` writes it",
            "md:5: there is no file chapters/02-neurons/results/gone.toml; `cargo gradus results ch02` writes it",
        ],
    );
}

#[test]
fn a_figure_takes_the_colours_of_the_page_and_keeps_its_description() {
    let page =
        Fixture::with_chapter(r#"{{#figure ch02 margin "The *margin* $`\frac{1}{x^{2}}`$."}}"#)
            .chapter();
    assert_contains(
        &page,
        &[
            r#"<figure class="figure" id="fig-ch02-margin">"#,
            "style=\"max-width:600px\"",
            "<desc id=",
            "<span class=\"label\">Figure\u{a0}2.1</span> The <em>margin</em> <span class=\"katex\">",
        ],
    );
    assert!(!page.contains("<style"), "{page}");
    assert!(!page.contains("width=\"600\""), "{page}");
}

#[test]
fn a_figure_shown_twice_has_ids_of_its_own() {
    let fixture = Fixture::with_chapter(
        "- first\n\n  {{#figure ch02 margin \"One.\"}}\n\n> {{#figure ch02 margin \"Two.\"}}\n\n{{#ref figure ch02 margin}} [@rosenblatt1958]",
    );
    let page = fixture.chapter();
    assert_contains(
        &page,
        &[
            "id=\"fig-ch02-margin\"",
            "id=\"fig-ch02-margin-2\"",
            "-title-2 fig-",
            "Figure\u{a0}2.2</span> Two.",
            "href=\"#fig-ch02-margin\">Figure 2.1</a>",
        ],
    );
    assert_eq!(fixture.findings(), Vec::<String>::new());
}

#[test]
fn a_drawing_without_a_description_is_refused() {
    let fixture = Fixture::with_chapter("{{#figure ch02 margin \"One.\"}}");
    fixture.write("chapters/02-neurons/figures/margin.svg", "<svg width=\"1\" height=\"1\"></svg>");
    assert_contains(&fixture.mistakes(), &["figures/margin.svg: it has no <desc>"]);
}

#[test]
fn an_exercise_is_what_its_files_say() {
    let page = Fixture::with_chapter("{{#exercise 2.1}}").chapter();
    assert_contains(
        &page,
        &[
            "<section class=\"exercise\" id=\"ex-2-1\">",
            "<h3>Exercise 2.1: A threshold <span class=\"minutes\">15\u{a0}min</span></h3>",
            "<p>Write a neuron that fires when <span class=\"katex\">",
            "<code class=\"language-console\">cargo test -p ex02 --test ex02_1\n</code>",
            "<details class=\"hint\">\n<summary>Hint 3</summary>\n<p><code>sum &gt; 0.0</code></p>",
        ],
    );
    assert!(text(&page).contains("Edit chapters/02-neurons/exercises/e1_threshold/exercise.rs"));
}

#[test]
fn an_exercise_that_is_not_as_it_should_be_says_why() {
    let fixture = Fixture::with_chapter("{{#exercise 2.2}}\n\n{{#exercise 2.1}}");
    let file = "chapters/02-neurons/exercises/e1_threshold/stub.rs";
    fixture.replace(file, "# 2.1", "# 2.7");
    assert_contains(
        &fixture.mistakes(),
        &[
            "md:3: there is no exercise 2.2: no folder chapters/02-neurons/exercises/e2_…",
            "md:5: chapters/02-neurons/exercises/e1_threshold/stub.rs: the first line must be `//! # 2.1 Title`",
        ],
    );
}

#[test]
fn the_part_of_a_listing_can_be_listed_too() {
    let page = Fixture::with_chapter(&format!("{{{{#listing {AFFINE}:sum}}}}")).chapter();
    assert_contains(
        &page,
        &["noplayground\">w.iter().zip(x)", "id=\"lst-neurons-affine-sum\"", "#L12\""],
    );
}

/// The fixture's figure with two frames.
fn with_frames(shown: [&str; 2]) -> Fixture {
    let fixture = Fixture::new();
    let file = "chapters/02-neurons/figures/margin.svg";
    let frame = |hidden: &str| format!("<g class=\"frame\" data-value=\"&lt;1\"{hidden}></g>\n");
    let svg = fixture.read(file).replace("<svg ", "<svg data-slider=\"rate\" ");
    let svg = svg.replace("</svg>", &format!("{}</svg>", shown.map(frame).concat()));
    fixture.write(file, &svg);
    fixture
}

const HIDDEN: &str = " display=\"none\"";

#[test]
fn a_slider_is_hidden_until_a_script_moves_it() {
    let fixture = with_frames([HIDDEN, ""]);
    let page = fixture.read("book/src/ch02-neurons.md").replace("{{#figure ", "{{#slider ");
    fixture.write("book/src/ch02-neurons.md", &page);
    assert_contains(
        &fixture.chapter(),
        &[
            r#"<div class="slider" hidden=""><label for="fig-ch02-margin-slider">rate</label>"#,
            r#"min="0" max="1" value="1" aria-valuetext="&lt;1">"#,
            r#"<output for="fig-ch02-margin-slider">&lt;1</output></div>"#,
            "Figure\u{a0}2.1</span> The <em>margin</em>",
        ],
    );
}

#[rstest]
#[case::no_frames(None, "slider", "margin.svg: it has no frames")]
#[case::frames(Some([HIDDEN, ""]), "figure", "margin.svg: it has frames to move through: write {{#slider …}}")]
#[case::all(Some(["", ""]), "slider", "2 of its 2 frames are shown: it must be one")]
#[case::none(Some([HIDDEN, HIDDEN]), "slider", "0 of its 2 frames are shown")]
fn a_slider_needs_frames_and_frames_a_slider(
    #[case] frames: Option<[&str; 2]>,
    #[case] directive: &str,
    #[case] message: &str,
) {
    let fixture = frames.map_or_else(Fixture::new, with_frames);
    let page = format!("# Neurons\n\n{{{{#{directive} ch02 margin \"Drag.\"}}}}\n");
    fixture.write("book/src/ch02-neurons.md", &page);
    assert_contains(&fixture.mistakes(), &[message]);
}
