//! What an attention map shows, and what it refuses.

use crate::common::{assert_inside, elements, texts};
use figures::AttentionMap;
use roxmltree::Document;
use std::collections::BTreeSet;

fn map() -> AttentionMap {
    AttentionMap {
        description: "The order of two words is turned round.".into(),
        rows: ["un", "homme", "riche"].map(String::from).to_vec(),
        columns: ["a", "rich", "man", "<eos>"].map(String::from).to_vec(),
        weights: vec![
            vec![1.0, 0.0, 0.0, 0.0],
            vec![0.0, 0.25, 0.75, 0.0],
            vec![0.0, 0.5, 0.5, 0.0],
        ],
        row_label: "French".into(),
        column_label: "English".into(),
    }
}

#[test]
fn a_cell_is_as_strong_as_its_weight() {
    let figure = map().draw().unwrap();
    assert_inside(&figure);
    let svg = figure.inline();
    let document = Document::parse(&svg).unwrap();
    let cells = elements(&document, "rect");
    let colours: BTreeSet<_> = cells.iter().filter_map(|cell| cell.attribute("fill")).collect();
    assert_eq!(colours.len(), 1, "a cell of another colour looks stronger or fainter than it is");
    let strengths: Vec<f64> = cells
        .into_iter()
        .map(|cell| cell.attribute("opacity").map_or(1.0, |text| text.parse().unwrap()))
        .collect();
    let weights = map().weights.concat();
    let faintest = strengths[1];
    assert!(0.0 < faintest && faintest < 0.1, "an empty cell is there, and faint: {faintest}");
    let expected: Vec<f64> = weights.iter().map(|weight| weight.max(faintest)).collect();
    assert_eq!(strengths, expected);
    let names: Vec<&str> = texts(&document).into_iter().map(|(_, text)| text).collect();
    for name in ["un", "riche", "man", "<eos>", "French", "English"] {
        assert!(names.contains(&name), "{name} is not among {names:?}");
    }
}

#[test]
fn many_tokens_stay_legible() {
    let names: Vec<String> = (0..64).map(|k| format!("token{k}")).collect();
    let map = AttentionMap {
        rows: names.clone(),
        columns: names,
        weights: vec![vec![1.0 / 64.0; 64]; 64],
        ..map()
    };
    assert_inside(&map.draw().unwrap());
}

#[test]
fn what_does_not_fit_is_refused() {
    let refused = |change: fn(&mut AttentionMap)| {
        let mut map = map();
        change(&mut map);
        map.draw().unwrap_err().to_string()
    };
    let none = refused(|map| map.columns.clear());
    assert!(none.contains("has 0 bars, rows or columns: give it 1 to 64"), "{none}");
    let short = refused(|map| _ = map.weights[1].pop());
    assert!(short.contains("row 1 has 3 parts, but 4 names"), "{short}");
    let missing = refused(|map| _ = map.weights.pop());
    assert!(missing.contains("row 2 has 0 parts, but 4 names"), "{missing}");
    let negative = refused(|map| map.weights[0][0] = -0.5);
    assert!(negative.contains("from 0 to 1"), "{negative}");
    let nan = refused(|map| map.weights[0][0] = f64::NAN);
    assert!(nan.contains("from 0 to 1"), "{nan}");
}
