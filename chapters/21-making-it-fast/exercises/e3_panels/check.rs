use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

/// Rows, columns, and the width of a panel.
type Case = [usize; 3];

/// The width divides the columns.
const WHOLE: [Case; 4] = [[2, 6, 3], [3, 4, 2], [1, 8, 4], [5, 3, 1]];

/// It does not.
const CUT: [Case; 5] = [[2, 5, 3], [3, 7, 4], [4, 1, 8], [1, 9, 8], [6, 17, 16]];

/// A matrix of different numbers, none of them 0.
fn matrix(k: usize, n: usize) -> Vec<f32> {
    (1..=k * n).map(|value| value as f32).collect()
}

/// What stands at each index if the column in the panel, the row and the panel are counted so.
fn panels(case: Case, element: impl Fn([usize; 3]) -> Option<[usize; 2]>) -> Vec<f32> {
    let ([k, n, width], b) = (case, matrix(case[0], case[1]));
    let value = |at: usize| {
        let found = element([at / (k * width), at / width % k, at % width]);
        found.and_then(|[p, j]| b.get(p * n + j).copied().filter(|_| j < n)).unwrap_or(0.0)
    };
    (0..n.div_ceil(width) * k * width).map(value).collect()
}

/// The slip that gives these panels.
fn slip(case: Case, found: &[f32]) -> Option<&'static str> {
    let ([k, n, width], b) = (case, matrix(case[0], case[1]));
    let row_major: Vec<f32> = (0..k * n.next_multiple_of(width))
        .map(|at| {
            let [p, j] = [at / n.next_multiple_of(width), at % n.next_multiple_of(width)];
            if j < n { b[p * n + j] } else { 0.0 }
        })
        .collect();
    let columns = |[panel, row, column]: [usize; 3]| {
        let at = row * width + column;
        Some([at % k, panel * width + at / k])
    };
    let last = |[panel, row, column]: [usize; 3]| Some([row, (panel * width + column).min(n - 1)]);
    let on = panels(case, |[panel, row, column]| {
        let at = row * n + panel * width + column;
        Some([at / n, at % n])
    });
    let slips = [
        (
            row_major,
            "the rows of B lie one after the other, with zeros behind each; a panel should hold its part of all rows first",
        ),
        (
            panels(case, columns),
            "in a panel the columns lie one after the other; they should be the rows, `width` elements each",
        ),
        (
            panels(case, last),
            "the last panel is filled up with its last column; zeros should stand there",
        ),
        (
            on,
            "where the last panel should be filled up with zeros, a row reads on into the next one",
        ),
    ];
    slips.into_iter().find(|(panels, _)| *panels == found).map(|(_, words)| words)
}

/// Compares the panels with what the formula says, and names the slip if it can.
#[track_caller]
fn check_pack(case: Case) {
    let [k, n, width] = case;
    let about = format!("{k} rows, {n} columns, panels of {width}");
    let b = matrix(k, n);
    let found = guarded(|| about.clone(), || pack(&b, [k, n], width));
    let mut expected = vec![0.0; n.div_ceil(width) * k * width];
    for p in 0..k {
        for j in 0..n {
            expected[j / width * k * width + p * width + j % width] = b[p * n + j];
        }
    }
    assert!(
        found.len() == expected.len(),
        "{about}: there are {} elements, expected {}{}",
        found.len(),
        expected.len(),
        if found.len() == k * n { ": the last panel is not filled up with zeros" } else { "" }
    );
    let shape = [n.div_ceil(width), k, width];
    let name = format!("{about}, entry [panel, row, column in the panel]");
    let mismatch = compare(&name, &shape, &found, &expected, Tolerance::EXACT);
    assert_or_name_slip(mismatch, || slip(case, &found));
}

/// Asserts that `element_at` is right for each index.
#[track_caller]
fn check_element_at(case: Case) {
    let [k, n, width] = case;
    for at in 0..n.div_ceil(width) * k * width {
        let about = format!("index {at} of {k} rows, {n} columns, panels of {width}");
        let found = guarded(|| about.clone(), || element_at(at, [k, n], width));
        let [panel, row, column] = [at / (k * width), at / width % k, at % width];
        let expected = Some([row, panel * width + column]).filter(|[_, column]| *column < n);
        let slip = match found {
            Some([row, column]) if column >= n && row < k => {
                format!(": there are no more than {n} columns, so a zero stands there")
            }
            found if found == Some([panel * width + column, row]) => ": the row comes first".into(),
            found if found == Some([row, column]) && panel > 0 => {
                format!(": that is the column in panel {panel}, and {panel} panels are before it")
            }
            found if found == Some([at / n, at % n]) => {
                ": that is its place in a row-major matrix".into()
            }
            Some([row, _]) if row >= k => format!(": there are no more than {k} rows"),
            None => ": it is an element".into(),
            _ => String::new(),
        };
        assert!(found == expected, "{about}: {found:?}, expected {expected:?}{slip}");
    }
}

#[test]
fn agrees_with_the_picture() {
    let b = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0];
    let packed = [1.0, 2.0, 3.0, 6.0, 7.0, 8.0, 4.0, 5.0, 0.0, 9.0, 10.0, 0.0];
    let found = guarded(|| "the picture".into(), || pack(&b, [2, 5], 3));
    assert!(found == packed, "the picture: {found:?}, expected {packed:?}");
}

#[test]
fn whole_panels_lie_one_after_the_other() {
    for case in WHOLE {
        check_pack(case);
    }
}

#[test]
fn the_last_panel_is_filled_up_with_zeros() {
    for case in CUT {
        check_pack(case);
    }
}

#[test]
fn each_element_is_found_again_in_whole_panels() {
    for case in WHOLE {
        check_element_at(case);
    }
}

#[test]
fn a_zero_that_fills_up_is_no_element() {
    for case in CUT {
        check_element_at(case);
    }
}
