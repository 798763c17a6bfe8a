//! Exercises on a page, whatever the reader has done to them.

use crate::support::Fixture;
use rstest::rstest;

#[rstest]
#[case::emptied("")]
#[case::commented_out("// pub fn fires() {}")]
#[case::another_heading("//! # 9.9 Another\n")]
fn a_page_does_not_depend_on_the_readers_file(#[case] answer: &str) {
    let fixture = Fixture::with_chapter("{{#exercise 2.1}}");
    let page = fixture.chapter();
    fixture.write("chapters/02-neurons/exercises/e1_threshold/exercise.rs", answer);
    assert_eq!(fixture.chapter(), page);
}
