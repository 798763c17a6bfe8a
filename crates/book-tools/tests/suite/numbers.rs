//! Measured numbers in the text.

use crate::support::{Fixture, assert_contains};
use rstest::rstest;

#[rstest]
#[case("accuracy", "0.97312")]
#[case("accuracy percent1", "97.3\u{a0}%")]
#[case("accuracy percent0", "97\u{a0}%")]
#[case("accuracy fixed2", "0.97")]
#[case("examples", "60000")]
#[case("examples thousands", "60,000")]
#[case("loss fixed3", "-0.125")]
#[case("many thousands", "1,234,567")]
#[case("few thousands", "−5")]
fn a_number_is_shown_as_asked(#[case] words: &str, #[case] shown: &str) {
    let fixture = Fixture::with_chapter(&format!("It is {{{{#result ch02.perceptron.{words}}}}}!"));
    let file = "chapters/02-neurons/results/perceptron.toml";
    fixture.write(file, &(fixture.read(file) + "loss = -0.125\nmany = 1234567\nfew = -5\n"));
    let title = "sh perceptron.sh, 2026-07-01, AMD EPYC 9R14";
    let span = format!("It is <span class=\"result\" title=\"{title}\">{shown}</span>!");
    assert_contains(&fixture.chapter(), &[&span]);
}

#[rstest]
#[case("acuracy", "there is no value `acuracy` (do you mean `accuracy`?); there are ")]
#[case("accuracy percent", "there is no format `percent`, but percent1, fixed2")]
#[case("date fixed2", "`date` is no number: leave `fixed2` out")]
fn a_number_that_cannot_be_shown_says_why(#[case] words: &str, #[case] message: &str) {
    let fixture = Fixture::with_chapter(&format!("{{{{#result ch02.perceptron.{words}}}}}"));
    assert_contains(
        &fixture.mistakes(),
        &["chapters/02-neurons/results/perceptron.toml: ", message],
    );
}
