use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded, small_integers};

/// `dy`, its shape, and the shape of b.
struct Case {
    dy: Vec<f64>,
    shape: [usize; 2],
    b: [usize; 2],
}

impl Case {
    fn dy(&self, i: usize, j: usize) -> f64 {
        self.dy[i * self.shape[1] + j]
    }

    /// For each element of b, what `f` makes of all elements of `dy` that it went into.
    fn reduced(&self, f: impl Fn(&[f64]) -> f64) -> Vec<f64> {
        let range = |axis: usize, at: usize| {
            if self.b[axis] == self.shape[axis] { at..at + 1 } else { 0..self.shape[axis] }
        };
        let element = |index: usize| {
            let (rows, columns) = (range(0, index / self.b[1]), range(1, index % self.b[1]));
            let all = rows.flat_map(|i| columns.clone().map(move |j| (i, j)));
            f(&all.map(|(i, j)| self.dy(i, j)).collect::<Vec<_>>())
        };
        (0..self.b[0] * self.b[1]).map(element).collect()
    }

    /// The same values, read as if they were held column after column.
    fn misread(&self) -> Case {
        let [rows, columns] = self.shape;
        let dy = (0..rows * columns).map(|n| self.dy[n % columns * rows + n / columns]);
        Case { dy: dy.collect(), ..*self }
    }
}

fn sum(values: &[f64]) -> f64 {
    values.iter().sum()
}

/// Names the slip that gives this gradient, if exactly one does.
fn slip(case: &Case, found: &[f64]) -> Option<&'static str> {
    if case.dy.is_empty() && found.iter().any(|db| db.is_nan()) {
        return Some(
            "0/0: a mean over no rows or no columns; it is a sum, and a sum of nothing is 0",
        );
    }
    let (Case { shape: [rows, columns], .. }, right) = (case, case.reduced(sum));
    let count = case.b[0] * case.b[1];
    let mean = |values: &[f64]| sum(values) / values.len() as f64;
    let maximum = |values: &[f64]| values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut slips = vec![
        (case.reduced(mean), "that is the mean: an element that was used n times gets the sum"),
        (
            case.reduced(|it| it.first().copied().unwrap_or(0.0)),
            "these are the first elements of dy: each element of b gets the sum of all that it went into",
        ),
        (
            case.reduced(|it| it.last().copied().unwrap_or(0.0)),
            "only the last one is left: add with +=",
        ),
        (case.reduced(maximum), "that is the maximum: add all up"),
        (right.iter().map(|it| -it).collect(), "every sign is turned: ∂y/∂b is 1"),
        (
            case.dy.iter().copied().take(count).collect(),
            "these are the first elements of dy: each element of b gets the sum of all that it went into",
        ),
    ];
    if rows == columns && case.b != case.shape {
        let other = Case { dy: case.dy.clone(), b: [case.b[1], case.b[0]], ..*case };
        let words = "added up along the wrong axis, or dy read column after column: b has length 1 along \
                     the axis that is added up";
        slips.push((other.reduced(sum), words));
    }
    if case.b == case.shape {
        let mut without_stride = vec![0.0; count];
        for (n, dy) in case.dy.iter().enumerate() {
            without_stride[n / columns + n % columns] += dy;
        }
        slips.push((without_stride, "element (i, j) of b is `i * b_columns + j`"));
    }
    if rows != columns {
        let words = "dy was read column after column: it is dy[i * columns + j]";
        slips.push((case.misread().reduced(sum), words));
    }
    let mut fitting = slips.iter().filter(|(slip, _)| slip == found).map(|(_, words)| *words);
    let first = fitting.next()?;
    fitting.all(|words| words == first).then_some(first)
}

#[track_caller]
fn check_gradient(case: &Case, expected: &[f64]) {
    let ([rows, columns], [b_rows, b_columns]) = (case.shape, case.b);
    let name =
        format!("the gradient of b, {b_rows} × {b_columns}, for dy of shape {rows} × {columns}");
    let db = guarded(|| name.clone(), || unbroadcast(&case.dy, rows, columns, b_rows, b_columns));
    let note = if db == case.dy {
        ": this is dy itself; what was repeated forward is added up backward"
    } else if case.b == case.shape {
        ": nothing was repeated: nothing is added up"
    } else if case.b == [1, 1] {
        ": a scalar went into all elements: add up along both axes"
    } else {
        ": is it added up along the axis where b has length 1?"
    };
    assert!(
        db.len() == expected.len(),
        "{name} has {} elements, expected {}{note}",
        db.len(),
        expected.len()
    );
    let mismatch = compare(&name, &case.b, &db, expected, Tolerance::EXACT);
    assert_or_name_slip(mismatch, || slip(case, &db));
}

/// Small integers: every order of adding gives the same sums.
fn example(shape: [usize; 2], b: [usize; 2]) -> Case {
    Case { dy: small_integers(shape[0] * shape[1], 4), shape, b }
}

#[test]
fn agrees_with_paper() {
    let case = |b| Case { dy: vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0], shape: [2, 3], b };
    let signed = Case { dy: vec![1.0, -2.0, 3.0, 4.0, 5.0, -6.0], ..case([1, 3]) };
    check_gradient(&signed, &[5.0, 3.0, -3.0]);
    check_gradient(&case([1, 3]), &[5.0, 7.0, 9.0]);
    check_gradient(&case([2, 1]), &[6.0, 15.0]);
    check_gradient(&case([1, 1]), &[21.0]);
}

#[test]
fn without_broadcasting_the_gradient_is_dy() {
    for shape in [[2, 3], [3, 3], [1, 4], [4, 1], [1, 1]] {
        let case = example(shape, shape);
        check_gradient(&case, &case.dy);
    }
}

#[test]
fn it_agrees_with_the_definition_at_odd_sizes() {
    for [rows, columns] in [[4, 7], [7, 4], [5, 1], [1, 5], [33, 20]] {
        for b in [[1, columns], [rows, 1], [1, 1]] {
            let case = example([rows, columns], b);
            check_gradient(&case, &case.reduced(sum));
        }
    }
}

/// There the wrong axis gives the right number of elements.
#[test]
fn square_gradients_are_added_up_along_the_right_axis() {
    let case = |b| Case { dy: vec![1.0, 2.0, -10.0, 4.0], shape: [2, 2], b };
    check_gradient(&case([1, 2]), &[-9.0, 6.0]);
    check_gradient(&case([2, 1]), &[3.0, -6.0]);
    for b in [[1, 5], [5, 1]] {
        let case = example([5, 5], b);
        check_gradient(&case, &case.reduced(sum));
    }
}

#[test]
fn signs_that_cancel_give_zero() {
    let case = Case { dy: vec![1.5, -2.0, -1.5, 2.0], shape: [2, 2], b: [1, 2] };
    check_gradient(&case, &[0.0, 0.0]);
}

/// No row: no element of b was used, so each has the gradient 0.
#[test]
fn empty_gradients_are_right() {
    check_gradient(&Case { dy: vec![], shape: [0, 3], b: [1, 3] }, &[0.0; 3]);
    check_gradient(&Case { dy: vec![], shape: [3, 0], b: [3, 1] }, &[0.0; 3]);
    check_gradient(&Case { dy: vec![], shape: [0, 3], b: [1, 1] }, &[0.0]);
    check_gradient(&Case { dy: vec![], shape: [0, 3], b: [0, 1] }, &[]);
}

#[test]
fn large_and_tiny_elements_are_added_as_they_are() {
    for size in [2f64.powi(600), 2f64.powi(-600)] {
        let mut case = example([3, 4], [1, 4]);
        case.dy.iter_mut().for_each(|dy| *dy *= size);
        check_gradient(&case, &case.reduced(sum));
    }
}
