//! Code that panics under test.

use check::guarded;
use rstest::rstest;
use std::hint::black_box;
use std::panic::catch_unwind;

/// What is said when this code panics.
fn said(code: fn()) -> String {
    let payload = catch_unwind(|| guarded(|| "a case".into(), code)).expect_err("it panics");
    let owned = payload.downcast_ref::<String>().cloned();
    owned.or_else(|| payload.downcast_ref::<&str>().map(ToString::to_string)).expect("words")
}

#[rstest]
#[case(|| { let _ = [1, 2][black_box(2)]; }, "an index is past the end")]
#[case(|| { let _ = &[1, 2][..black_box(3)]; }, "an index is past the end")]
#[case(|| { let _ = black_box(1usize) - 2; }, "a `usize` cannot go below 0")]
#[case(|| { let _ = black_box(200u8) + 100; }, "compute in a wider one")]
#[case(|| { let _ = 1 / black_box(0); }, "which size is 0 here?")]
#[case(|| { let _ = 1 % black_box(0); }, "which size is 0 here?")]
#[case(|| { black_box(None::<u8>).unwrap(); }, "there was nothing to unwrap")]
#[case(|| panic!("of its own"), "a case: your code panics: of its own")]
fn a_panic_is_explained(#[case] code: fn(), #[case] meaning: &str) {
    let said = said(code);
    assert!(said.starts_with("a case: your code panics: ") && said.contains(meaning), "{said}");
}

#[test]
fn what_is_to_be_written_stays_as_it_is() {
    assert_eq!(said(|| todo!("2.1: a sum")), "not yet implemented: 2.1: a sum");
}
