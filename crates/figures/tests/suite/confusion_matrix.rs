//! What a confusion matrix shows, and that it can be read.

use crate::common::{
    THEMES, assert_inside, bounds, contrast, elements, text_node, texts, variable,
};
use figures::{ConfusionMatrix, FigureError, STYLE};
use roxmltree::{Document, Node};

fn matrix(counts: Vec<Vec<u32>>) -> ConfusionMatrix {
    let classes = (0..counts.len()).map(|k| format!("class{k}")).collect();
    ConfusionMatrix { description: "Some confusion.".into(), classes, counts }
}

fn digits() -> ConfusionMatrix {
    let count = |row: usize, column: usize| match (row, column) {
        (5, 5) => 600,
        (r, c) if r == c => 950 + r as u32,
        (4, 9) => 30,
        (r, c) => ((r * 7 + c * 5) % 11).saturating_sub(6) as u32,
    };
    matrix((0..10).map(|row| (0..10).map(|column| count(row, column)).collect()).collect())
}

fn opacity(cell: Node) -> f64 {
    cell.attribute("opacity").map_or(1.0, |text| text.parse().unwrap())
}

/// The cell on which a text is printed.
fn cell_below<'a>(document: &'a Document, text: Node) -> Node<'a, 'a> {
    let (x, y) = (crate::common::number(text, "x"), crate::common::number(text, "y"));
    let holds = |cell: &Node| {
        let b = bounds(*cell);
        (b.left..b.right).contains(&x) && (b.top..b.bottom).contains(&y)
    };
    elements(document, "rect").into_iter().find(holds).expect("a cell below the count")
}

fn counts<'a>(document: &'a Document) -> Vec<(Node<'a, 'a>, &'a str)> {
    texts(document).into_iter().filter(|(_, text)| text.parse::<u32>().is_ok()).collect()
}

#[test]
fn counts_can_be_read_on_every_cell_in_every_theme() {
    let svg = digits().draw().unwrap().inline();
    let document = Document::parse(&svg).unwrap();
    // Besides the house's pages those of mdBook: rust, coal, navy, ayu.
    let pages = [
        vec![[0.882, 0.882, 0.859]],
        vec![[0.075, 0.082, 0.086], [0.086, 0.098, 0.137], [0.059, 0.078, 0.098]],
    ];
    let mut strengths = Vec::new();
    for (text, count) in counts(&document) {
        let cell = cell_below(&document, text);
        let name =
            |node: Node| node.attribute("fill").unwrap().replace("var(", "").replace(')', "");
        for (theme, pages) in THEMES.into_iter().zip(&pages) {
            let own = variable(&STYLE, theme, "--fig-page");
            for page in pages.iter().copied().chain([own]) {
                let full = variable(&STYLE, theme, &name(cell));
                let share = opacity(cell);
                let shade = [0, 1, 2].map(|k| share * full[k] + (1.0 - share) * page[k]);
                let found = contrast(variable(&STYLE, theme, &name(text)), shade);
                assert!(found >= 4.5, "{count} in {theme}: {found:.2}");
            }
        }
        strengths.push(opacity(cell));
    }
    assert!(strengths.contains(&1.0) && strengths.iter().any(|&s| s < 0.4), "{strengths:?}");
}

#[test]
fn right_is_blue_by_its_share_and_wrong_is_orange() {
    let svg = matrix(vec![vec![60, 40], vec![0, 7]]).draw().unwrap().inline();
    let document = Document::parse(&svg).unwrap();
    for (text, color, strength) in [
        ("60", "var(--fig-heat-1)", 0.6),
        ("40", "var(--fig-heat-2)", 1.0),
        ("7", "var(--fig-heat-1)", 1.0),
    ] {
        let cell = cell_below(&document, text_node(&document, text));
        assert_eq!(cell.attribute("fill"), Some(color));
        assert_eq!(opacity(cell), strength);
    }
}

#[test]
fn the_worst_error_is_the_one_with_the_largest_share_of_its_class() {
    // Of the rare class 3 of 6 are wrong: worse than 20 of 1000.
    let svg = matrix(vec![vec![980, 20], vec![3, 4]]).draw().unwrap().inline();
    let document = Document::parse(&svg).unwrap();
    let strength = |count| opacity(cell_below(&document, text_node(&document, count)));
    assert_eq!(strength("3"), 1.0);
    assert!(strength("20") < 0.3);
}

#[test]
fn only_errors_that_never_happened_are_blank() {
    let svg = matrix(vec![vec![5, 0, 2], vec![0, 0, 0], vec![0, 1, 9]]).draw().unwrap().inline();
    let document = Document::parse(&svg).unwrap();
    let mut printed: Vec<&str> = counts(&document).into_iter().map(|(_, text)| text).collect();
    printed.sort();
    assert_eq!(printed, ["0", "1", "2", "5", "9"], "the one zero is on the diagonal");
    assert_eq!(elements(&document, "rect").len(), 9);
    assert!(!svg.contains("NaN"), "a class without samples has no shares");
}

#[test]
fn a_matrix_without_errors_is_drawn() {
    let svg = matrix(vec![vec![5, 0], vec![0, 6]]).draw().unwrap().inline();
    assert!(!svg.contains("NaN") && !svg.contains("heat-2"));
}

#[test]
fn rows_are_true_classes_and_columns_predicted_ones() {
    let svg = matrix(vec![vec![10, 77], vec![0, 10]]).draw().unwrap().inline();
    let document = Document::parse(&svg).unwrap();
    let count = bounds(text_node(&document, "77"));
    let names: Vec<_> =
        texts(&document).into_iter().filter(|(_, t)| t.starts_with("class")).collect();
    let beside = |name: &str| {
        names.iter().any(|(node, text)| {
            let b = bounds(*node);
            *text == name && b.right < count.left && b.top < count.bottom && b.bottom > count.top
        })
    };
    let above = |name: &str| {
        names.iter().any(|(node, text)| {
            let b = bounds(*node);
            *text == name && b.bottom < count.top && b.left < count.right && b.right > count.left
        })
    };
    assert!(beside("class0") && !beside("class1"), "the row is the first class");
    assert!(above("class1") && !above("class0"), "the column is the second class");
    assert!(bounds(text_node(&document, "predicted class")).bottom < count.top);
    assert!(bounds(text_node(&document, "true class")).right < count.left);
}

#[test]
#[ignore = "slow: `cargo test -- --include-ignored` runs it"]
fn everything_fits_for_any_number_of_classes() {
    for classes in [2, 3, 5, 10, 17, 30] {
        for name in ["7", "automobile", "WWWWWWWWWWWWWWWWWWWWWWWWW"] {
            for count in [1, 12_345, u32::MAX] {
                let figure = ConfusionMatrix {
                    description: "Large and small.".into(),
                    classes: vec![name.into(); classes],
                    counts: vec![vec![count; classes]; classes],
                }
                .draw()
                .unwrap();
                assert_inside(&figure);
                let svg = figure.inline();
                let document = Document::parse(&svg).unwrap();
                let middle = format!("{count}");
                for text in elements(&document, "text") {
                    if text.text() == Some(&middle) && name != middle {
                        let (cell, text) = (bounds(cell_below(&document, text)), bounds(text));
                        assert!(
                            cell.left <= text.left && text.right <= cell.right,
                            "{classes} {count}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn ten_classes_are_a_small_file() {
    let bytes = digits().draw().unwrap().inline().len();
    assert!(bytes < 20_000, "{bytes} bytes");
}

#[test]
fn names_do_not_overlap() {
    for classes in [2, 10, 20, 30] {
        let mut many = matrix(vec![vec![1; classes]; classes]);
        many.classes = (0..classes).map(|k| format!("automobile{k}")).collect();
        let svg = many.draw().unwrap().inline();
        let document = Document::parse(&svg).unwrap();
        let names: Vec<_> = texts(&document)
            .into_iter()
            .filter(|(_, text)| text.starts_with("auto"))
            .map(|(node, _)| bounds(node))
            .collect();
        for (k, a) in names.iter().enumerate() {
            for b in &names[..k] {
                let apart = a.right <= b.left
                    || b.right <= a.left
                    || a.bottom <= b.top
                    || b.bottom <= a.top;
                assert!(apart, "{classes} classes: {a:?} and {b:?}");
            }
        }
    }
}

#[test]
fn counts_that_do_not_fit_the_classes_are_an_error() {
    let names = |n: usize| (0..n).map(|k| k.to_string()).collect::<Vec<_>>();
    let draw = |classes: usize, counts: Vec<Vec<u32>>| {
        let description = "Wrong.".to_owned();
        ConfusionMatrix { description, classes: names(classes), counts }.draw().unwrap_err()
    };
    for found in [0, 1, 31] {
        let error = draw(found, vec![vec![1; found]; found]);
        assert!(matches!(error, FigureError::ClassCount { found: f, max: 30 } if f == found));
    }
    let ragged = draw(2, vec![vec![1, 2], vec![3]]);
    assert!(matches!(ragged, FigureError::NotSquare { row: 1, found: 1, classes: 2 }), "{ragged}");
    let missing = draw(3, vec![vec![1; 3]; 2]);
    assert!(
        matches!(missing, FigureError::NotSquare { row: 2, found: 0, classes: 3 }),
        "{missing}"
    );
    let surplus = draw(2, vec![vec![1; 2]; 3]);
    assert!(
        matches!(surplus, FigureError::NotSquare { row: 2, found: 2, classes: 2 }),
        "{surplus}"
    );
    assert!(matches!(draw(2, vec![vec![0; 2]; 2]), FigureError::NoCounts));
}

#[test]
fn a_matrix_without_description_is_an_error() {
    let error = ConfusionMatrix { description: " ".into(), ..digits() }.draw().unwrap_err();
    assert!(matches!(error, FigureError::NoDescription));
}
