use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

type Rows = Vec<Vec<f64>>;

/// A batch, and how it is mixed.
struct Batch<'a> {
    inputs: &'a [&'a [f64]],
    targets: &'a [&'a [f64]],
    partners: &'a [usize],
    lambda: f64,
}

fn rows(slices: &[&[f64]]) -> Rows {
    slices.iter().map(|row| row.to_vec()).collect()
}

/// Rows that each have these fractions of themselves and of others.
fn mixed(rows: &Rows, partners: &[usize], [own, other]: [f64; 2]) -> Rows {
    let mix = |(row, partner): (&Vec<f64>, &usize)| {
        row.iter().zip(&rows[*partner]).map(|(x, y)| own * x + other * y).collect()
    };
    rows.iter().zip(partners).map(mix).collect()
}

/// Rows that are mixed one after the other, each with what the others have become.
fn in_place(mut rows: Rows, partners: &[usize], lambda: f64) -> Rows {
    for (i, partner) in partners.iter().enumerate() {
        let other = rows[*partner].clone();
        rows[i].iter_mut().zip(other).for_each(|(x, y)| *x = lambda * *x + (1.0 - lambda) * y);
    }
    rows
}

/// Rows mixed with the sample whose partner each one is.
fn inverse(rows: &Rows, partners: &[usize], lambda: f64) -> Rows {
    let mut mixed = rows.clone();
    for (i, partner) in partners.iter().enumerate() {
        for (j, x) in mixed[*partner].iter_mut().enumerate() {
            *x = lambda * rows[*partner][j] + (1.0 - lambda) * rows[i][j];
        }
    }
    mixed
}

/// Rows with 1 at the first maximum of each, 0 elsewhere.
fn one_hot(rows: Rows) -> Rows {
    let hard = |row: Vec<f64>| {
        let max = row.iter().copied().fold(0.0, f64::max);
        let first = row.iter().position(|t| *t == max);
        (0..row.len()).map(|j| f64::from(Some(j) == first)).collect()
    };
    rows.into_iter().map(hard).collect()
}

impl Batch<'_> {
    /// Inputs, then targets, mixed with these fractions.
    fn with(&self, fractions: [f64; 2]) -> [Rows; 2] {
        [self.inputs, self.targets].map(|part| mixed(&rows(part), self.partners, fractions))
    }

    /// Names the slip that gives these inputs and targets, if exactly one does.
    fn slip(&self, found: &[f64]) -> Option<&'static str> {
        let (partners, lambda) = (self.partners, self.lambda);
        let (inputs, targets) = (rows(self.inputs), rows(self.targets));
        let [right_inputs, right_targets] = self.with([lambda, 1.0 - lambda]);
        let [swapped_inputs, swapped_targets] = self.with([1.0 - lambda, lambda]);
        let both = |mix: &dyn Fn(&Rows) -> Rows| [mix(&inputs), mix(&targets)];
        let slips = [
            (
                both(&Rows::clone),
                "nothing has changed (or each sample was mixed with the sample itself, not with its \
                 partner)",
            ),
            (
                [swapped_inputs, swapped_targets.clone()],
                "the fractions are swapped: λ of the sample itself, 1 − λ of its partner",
            ),
            (
                [right_inputs.clone(), targets.clone()],
                "the targets are as they were: they are mixed too",
            ),
            (
                [inputs.clone(), right_targets.clone()],
                "the inputs are as they were: they are mixed too",
            ),
            (
                [right_inputs.clone(), swapped_targets],
                "the targets have the fractions swapped: an input that is mostly a 3 is mostly a 3",
            ),
            (
                [right_inputs, one_hot(right_targets)],
                "the targets are soft: both classes keep their fractions",
            ),
            (self.with([lambda, 1.0]), "the partner was added in full: it has the fraction 1 − λ"),
            (
                self.with([1.0, 1.0 - lambda]),
                "the sample itself was kept in full: it has the fraction λ",
            ),
            (self.with([0.5, 0.5]), "that is the mean of both; the fractions are λ and 1 − λ"),
            (self.with([lambda, lambda]), "the partner has the fraction 1 − λ, not λ"),
            (
                both(&|part| in_place(part.clone(), partners, lambda)),
                "a partner had been mixed already when it was read: keep a copy of what was before",
            ),
            (
                both(&|part| inverse(part, partners, lambda)),
                "each sample was mixed with the one whose partner it is; sample i has the partner \
                 `partners[i]`",
            ),
        ];
        let fits = |slip: &[Rows; 2]| {
            let slip = slip.concat().concat();
            compare("", &[slip.len()], found, &slip, Tolerance::F64_GOLDEN).is_ok()
        };
        let mut fitting = slips.iter().filter(|(slip, _)| fits(slip)).map(|(_, words)| *words);
        fitting.next().filter(|_| fitting.next().is_none())
    }

    /// Mixes the batch, and compares inputs and targets, one after the other, with what is expected.
    #[track_caller]
    fn check(&self, expected: &[f64]) {
        let Batch { inputs, targets, partners, lambda } = self;
        let said =
            format!("inputs {inputs:?}, targets {targets:?}, partners {partners:?}, λ = {lambda}");
        let (mut found, mut soft) = (rows(inputs), rows(targets));
        guarded(|| said.clone(), || mixup(&mut found, &mut soft, partners, *lambda));
        let found = [found, soft].concat().concat();
        let name = format!("inputs, then targets, row by row, after mixing {said}");
        let mismatch = compare(&name, &[expected.len()], &found, expected, Tolerance::F64_GOLDEN);
        assert_or_name_slip(mismatch, || self.slip(&found));
    }
}

/// Two samples of two features and three classes, each other's partners.
const PAIR: Batch = Batch {
    inputs: &[&[4.0, -1.0], &[8.0, 3.0]],
    targets: &[&[1.0, 0.0, 0.0], &[0.0, 0.0, 1.0]],
    partners: &[1, 0],
    lambda: 0.75,
};

#[test]
fn agrees_with_paper() {
    let batch = Batch { lambda: 0.25, ..PAIR };
    batch.check(&[7.0, 2.0, 5.0, 0.0, 0.25, 0.0, 0.75, 0.75, 0.0, 0.25]);
    PAIR.check(&[5.0, 0.0, 7.0, 2.0, 0.75, 0.0, 0.25, 0.25, 0.0, 0.75]);
}

/// Sample 0 is the partner of 1, which is mixed later.
#[test]
fn a_partner_is_as_it_was_before() {
    let batch = Batch {
        inputs: &[&[0.0], &[16.0], &[-32.0]],
        targets: &[&[1.0, 0.0], &[0.0, 1.0], &[1.0, 0.0]],
        partners: &[1, 2, 1],
        lambda: 0.75,
    };
    batch.check(&[4.0, 4.0, -20.0, 0.75, 0.25, 0.25, 0.75, 0.75, 0.25]);
}

/// Each has the next for its partner, and the last the first.
#[test]
fn a_partner_need_not_be_mutual() {
    let batch = Batch {
        inputs: &[&[0.0], &[16.0], &[-32.0]],
        targets: &[&[1.0], &[1.0], &[1.0]],
        partners: &[1, 2, 0],
        lambda: 0.75,
    };
    batch.check(&[4.0, 4.0, -24.0, 1.0, 1.0, 1.0]);
}

#[test]
fn a_partner_of_its_own_stays() {
    let batch = Batch { partners: &[0, 1], lambda: 0.25, ..PAIR };
    batch.check(&[4.0, -1.0, 8.0, 3.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0]);
}

#[test]
fn at_the_ends_it_is_one_of_the_two() {
    let batch = Batch { lambda: 1.0, ..PAIR };
    batch.check(&[4.0, -1.0, 8.0, 3.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0]);
    let batch = Batch { lambda: 0.0, ..PAIR };
    batch.check(&[8.0, 3.0, 4.0, -1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0]);
}

#[test]
fn soft_targets_can_be_mixed_again() {
    let batch = Batch {
        inputs: &[&[1.0], &[2.0]],
        targets: &[&[0.5, 0.25, 0.25], &[0.0, 0.75, 0.25]],
        partners: &[1, 1],
        lambda: 0.5,
    };
    batch.check(&[1.5, 2.0, 0.25, 0.5, 0.25, 0.0, 0.75, 0.25]);
}

#[test]
fn a_batch_of_nothing_and_one_of_one() {
    Batch { inputs: &[], targets: &[], partners: &[], lambda: 0.5 }.check(&[]);
    let one = Batch { inputs: &[&[7.0]], targets: &[&[0.0, 1.0]], partners: &[0], lambda: 0.5 };
    one.check(&[7.0, 0.0, 1.0]);
}
