//! Exact match and F1 are those of SQuAD's definition.

use serde::Deserialize;
use text::metrics::squad::{exact_match, f1, normalize_answer};

use crate::support::{assert_near, golden};

#[derive(Deserialize)]
struct Golden {
    squad: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    prediction: String,
    answers: Vec<String>,
    normalized: String,
    exact: bool,
    f1: f64,
}

#[test]
fn answers_are_compared_as_in_squads_script() {
    let golden: Golden = golden("scores");
    assert!(golden.squad.len() > 20);
    for Row { prediction, answers, normalized, exact, f1: expected } in golden.squad {
        assert_eq!(normalize_answer(&prediction), normalized, "{prediction:?}");
        assert_eq!(exact_match(&prediction, &answers), exact, "{prediction:?} for {answers:?}");
        assert_near(f1(&prediction, &answers), expected, &prediction);
    }
}

#[test]
fn nothing_left_of_both_is_right() {
    assert!(exact_match("a", &["the"]));
    assert_eq!(f1("a", &["the"]), 1.0);
}
