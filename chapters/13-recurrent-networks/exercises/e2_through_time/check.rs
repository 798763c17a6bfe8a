use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded, small_integers};
use nalgebra::{DMatrix, RowDVector};
use numeric::central_difference;

/// Eighths between −5/8 and 5/8, row after row.
fn eighths(rows: usize, columns: usize, salt: usize) -> DMatrix<f64> {
    DMatrix::from_row_slice(rows, columns, &small_integers(rows * columns, salt)) / 8.0
}

/// A cell, a sequence, and a loss `Σ dh·h` of all states.
#[derive(Clone)]
struct Case {
    cell: Cell,
    x: DMatrix<f64>,
    h0: RowDVector<f64>,
    dh: DMatrix<f64>,
}

/// The five things with respect to which there is a gradient.
const NAMES: [&str; 5] = ["dx", "dh0", "dw", "du", "db"];

impl Case {
    fn new(steps: usize, inputs: usize, hidden: usize) -> Case {
        let row = |salt| RowDVector::from_vec(eighths(1, hidden, salt).as_slice().to_vec());
        Case {
            cell: Cell { w: eighths(inputs, hidden, 1), u: eighths(hidden, hidden, 3), b: row(7) },
            x: eighths(steps, inputs, 5),
            h0: row(2),
            dh: eighths(steps, hidden, 4) * 8.0,
        }
    }

    /// The states, whatever became of [`Cell::forward`].
    fn states(&self) -> DMatrix<f64> {
        let Cell { w, u, b } = &self.cell;
        let mut h = self.h0.clone();
        let rows = self.x.row_iter().map(|x| {
            h = (x * w + &h * u + b).map(f64::tanh);
            h.clone()
        });
        DMatrix::from_rows(&rows.collect::<Vec<_>>())
    }

    fn loss(&self) -> f64 {
        self.states().component_mul(&self.dh).sum()
    }

    /// The gradients, in the order of [`NAMES`], and with their shapes.
    #[track_caller]
    fn gradients(&self) -> [DMatrix<f64>; 5] {
        let [steps, inputs, hidden] = [self.x.nrows(), self.x.ncols(), self.h0.len()];
        let about = format!("`backward` ({steps} steps, {inputs} inputs, {hidden} units)");
        let (h, yours) = (self.states(), self.cell.forward(&self.x, &self.h0));
        assert!(
            yours.shape() == h.shape() && (&yours - &h).amax() < 1e-12,
            "`forward` gives {yours}expected {h}it was right as it was"
        );
        let Gradients { dx, dh0, dw, du, db } =
            guarded(|| about.clone(), || self.cell.backward(&self.x, &self.h0, &h, &self.dh));
        let row = |row: RowDVector<f64>| DMatrix::from_rows(&[row]);
        let gradients = [dx, row(dh0), dw, du, row(db)];
        for (of, gradient) in gradients.iter().enumerate() {
            let ((rows, columns), wanted) = (gradient.shape(), self.shape(of));
            let note = if (columns, rows) == wanted {
                ": that is the transpose; the gradient of a weight goes by input (row) and unit (column)"
            } else if rows == steps {
                ": one for each step? The same parameter is used at all steps, and gets their sum"
            } else {
                ": a gradient has the shape of what it belongs to"
            };
            assert!(
                (rows, columns) == wanted,
                "{about}: {} is {:?}, expected {wanted:?}{note}",
                NAMES[of],
                (rows, columns)
            );
        }
        gradients
    }

    /// Where one of the five has its values.
    fn values(&mut self, of: usize) -> &mut [f64] {
        match of {
            0 => self.x.as_mut_slice(),
            1 => self.h0.as_mut_slice(),
            2 => self.cell.w.as_mut_slice(),
            3 => self.cell.u.as_mut_slice(),
            _ => self.cell.b.as_mut_slice(),
        }
    }

    fn shape(&self, of: usize) -> (usize, usize) {
        let hidden = self.h0.len();
        match of {
            0 => self.x.shape(),
            2 => self.cell.w.shape(),
            3 => (hidden, hidden),
            _ => (1, hidden),
        }
    }

    /// The slopes of the loss, measured: each value is changed a little.
    fn slopes(&self, of: usize) -> DMatrix<f64> {
        let mut moved = self.clone();
        let (rows, columns) = self.shape(of);
        let slope = |at: usize| {
            let value = moved.values(of)[at];
            let loss = |value: f64| {
                moved.values(of)[at] = value;
                moved.loss()
            };
            let slope = central_difference(loss, value, 1e-5);
            moved.values(of)[at] = value;
            slope
        };
        DMatrix::from_iterator(rows, columns, (0..rows * columns).map(slope))
    }

    /// Compares one of the gradients with the measured slopes, and names the slip if it can.
    #[track_caller]
    fn check(&self, of: usize) {
        let (gradients, slopes) = (self.gradients(), self.slopes(of));
        let (found, wanted) = (&gradients[of], self.shape(of));
        let [steps, inputs, hidden] = [self.x.nrows(), self.x.ncols(), self.h0.len()];
        let about = format!("{} ({steps} steps, {inputs} inputs, {hidden} units)", NAMES[of]);
        // Row after row, as matrices are read.
        let [found_rows, slopes] = [found.transpose(), slopes.transpose()];
        let name = format!("{about}, entry [row, column]");
        let tolerance = Tolerance::F64_GRADIENT;
        let shape = [wanted.0, wanted.1];
        let result = compare(&name, &shape, found_rows.as_slice(), slopes.as_slice(), tolerance);
        assert_or_name_slip(result, || {
            let fits = |it: &&(Rules, &'static str)| {
                let other = it.0.backward(self)[of].transpose();
                compare("", &shape, found_rows.as_slice(), other.as_slice(), tolerance).is_ok()
            };
            SLIPS.iter().find(fits).map(|it| it.1)
        });
    }
}

/// What may be wrong about the backward pass.
#[derive(Clone, Copy)]
struct Rules {
    /// Whether the gradient through the next step is added.
    carries: bool,
    /// Whether `dh` counts at all steps, or at the last alone.
    all_states: bool,
    /// Whether a gradient goes back through `u` by the transpose.
    transposed: bool,
    /// Whether the slope of the tanh is taken.
    slope: bool,
    /// Whether `du` takes the state before the step, or the one after it.
    before: bool,
    /// Whether the parameters' gradients are summed, or the first step's stay.
    sums: bool,
    /// What the sums are divided by: 1, or the number of steps.
    mean: bool,
    /// Whether `dh0` goes through `u`.
    through_u: bool,
    /// Whether the steps are taken from the last to the first.
    from_the_last: bool,
}

const RIGHT: Rules = Rules {
    carries: true,
    all_states: true,
    transposed: true,
    slope: true,
    before: true,
    sums: true,
    mean: false,
    through_u: true,
    from_the_last: true,
};

/// The rules that people take for the right ones.
const SLIPS: [(Rules, &str); 9] = [
    (
        Rules { carries: false, ..RIGHT },
        "each step is alone: the gradient through the next step, δ(t + 1)·Uᵀ, is missing",
    ),
    (
        Rules { all_states: false, ..RIGHT },
        "only the last row of dh counts: the loss depends on every state",
    ),
    (Rules { transposed: false, ..RIGHT }, "δ(t + 1) goes back by U: it must be Uᵀ"),
    (Rules { slope: false, ..RIGHT }, "the slope of the tanh, 1 − h², is missing"),
    (
        Rules { before: false, ..RIGHT },
        "U met the state before the step, h(t − 1), not the one after it",
    ),
    (
        Rules { sums: false, ..RIGHT },
        "this is the part of the first step alone: a parameter that all steps use gets the sum",
    ),
    (Rules { mean: true, ..RIGHT }, "this is the mean over the steps: it should be their sum"),
    (
        Rules { from_the_last: false, ..RIGHT },
        "the steps are taken from the first to the last: a gradient goes back, so begin with the last",
    ),
    (Rules { through_u: false, ..RIGHT }, "this is δ of the first step: h0 went through U"),
];

impl Rules {
    fn backward(self, case: &Case) -> [DMatrix<f64>; 5] {
        let Case { cell: Cell { w, u, .. }, x, h0, dh } = case;
        let (h, steps) = (case.states(), x.nrows());
        let mut sums = [(); 5].map(|()| DMatrix::zeros(0, 0));
        for (of, sum) in sums.iter_mut().enumerate() {
            *sum = DMatrix::zeros(case.shape(of).0, case.shape(of).1);
        }
        let mut later = RowDVector::zeros(h0.len());
        for t in (0..steps).map(|t| if self.from_the_last { steps - 1 - t } else { t }) {
            let mut delta = later.clone() * f64::from(u8::from(self.carries));
            if self.all_states || t + 1 == steps {
                delta += dh.row(t);
            }
            if self.slope {
                delta.component_mul_assign(&h.row(t).map(|h| 1.0 - h * h));
            }
            let state = |t: usize| if t == 0 { h0.clone() } else { h.row(t - 1).into_owned() };
            let state = state(if self.before { t } else { t + 1 });
            if !self.sums {
                sums[2..].iter_mut().for_each(|sum| sum.fill(0.0));
            }
            sums[2] += x.row(t).transpose() * &delta;
            sums[3] += state.transpose() * &delta;
            sums[4] += &delta;
            sums[0].set_row(t, &(&delta * w.transpose()));
            later = if self.transposed { &delta * u.transpose() } else { &delta * u };
            sums[1].set_row(0, if self.through_u { &later } else { &delta });
        }
        if self.mean {
            sums[2..].iter_mut().for_each(|sum| *sum /= steps as f64);
        }
        sums
    }
}

/// One unit, one input, all ones and zeros: the example of the statement.
#[test]
fn agrees_with_paper() {
    let one = || DMatrix::from_element(1, 1, 1.0);
    let zero = || RowDVector::zeros(1);
    let case = Case {
        cell: Cell { w: one(), u: one(), b: zero() },
        x: DMatrix::zeros(3, 1),
        h0: zero(),
        dh: DMatrix::from_row_slice(3, 1, &[0.0, 0.0, 1.0]),
    };
    let [dx, dh0, dw, du, db] = case.gradients();
    let found = [dx[0], dx[1], dx[2], dh0[0], db[0], dw[0], du[0]];
    let expected = [1.0, 1.0, 1.0, 1.0, 3.0, 0.0, 0.0];
    let gives = |rules: &Rules| {
        let [dx, dh0, dw, du, db] = rules.backward(&case);
        [dx[0], dx[1], dx[2], dh0[0], db[0], dw[0], du[0]] == found
    };
    let slip = SLIPS.iter().find(|(rules, _)| gives(rules));
    let slip = slip.map_or_else(String::new, |(_, words)| format!(": {words}"));
    assert!(
        found == expected,
        "dx(1), dx(2), dx(3), dh0, db, dw, du are {found:?}, expected {expected:?}{slip}"
    );
}

/// In three steps, with respect to what each step read.
#[test]
fn inputs_in_three_steps() {
    Case::new(3, 1, 1).check(0);
    Case::new(3, 2, 3).check(0);
}

#[test]
fn the_state_before_the_first_step() {
    Case::new(3, 1, 1).check(1);
    Case::new(3, 2, 3).check(1);
}

#[test]
fn weights_are_summed_over_the_steps() {
    for of in [2, 3] {
        Case::new(3, 1, 1).check(of);
        Case::new(3, 2, 3).check(of);
    }
}

#[test]
fn the_bias_is_summed_over_the_steps() {
    Case::new(3, 1, 1).check(4);
    Case::new(3, 2, 3).check(4);
}

#[test]
fn sequences_of_other_lengths() {
    for case in [Case::new(1, 3, 2), Case::new(2, 1, 4), Case::new(7, 3, 2)] {
        (0..NAMES.len()).for_each(|of| case.check(of));
    }
}
