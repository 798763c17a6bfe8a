use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

/// A forward and a backward pass.
#[derive(Clone, Copy)]
struct Pass<'a> {
    p: f64,
    x: &'a [f64],
    u: &'a [f64],
    dy: &'a [f64],
    is_training: bool,
}

/// What a slip makes of the mask in training, from `u` and `p`, and what to say about it.
type Slip = (fn(f64, f64) -> f64, &'static str);

const SLIPS: [Slip; 10] = [
    (
        |u, p| if u < p { f64::INFINITY } else { 1.0 - p },
        "that was divided by the mask: both passes multiply by it",
    ),
    (|u, p| f64::from(u >= p), "the kept elements are not scaled: they are divided by 1 − p"),
    (
        |u, p| if u < p { 0.0 } else { 1.0 / p },
        "the kept elements are scaled by 1/(1 − p), not by 1/p: 1 − p is how many are kept",
    ),
    (
        |u, p| if u < p { 0.0 } else { 1.0 - p },
        "the kept elements are divided by 1 − p, not multiplied by it",
    ),
    (
        |u, p| if u < p { 1.0 / (1.0 - p) } else { 0.0 },
        "an element is kept where u ≥ p, and dropped where u < p",
    ),
    (
        |u, p| if u < p { 1.0 / p } else { 0.0 },
        "an element is kept where u ≥ p: p is the probability that it is dropped",
    ),
    (
        |u, p| if u <= p { 0.0 } else { 1.0 / (1.0 - p) },
        "u = p is kept: u ≥ p, so that p = 0 drops nothing",
    ),
    (|_, _| 1.0, "nothing is dropped in training"),
    (|_, p| 1.0 / (1.0 - p), "everything is scaled, and nothing dropped"),
    (|_, _| 0.0, "everything is dropped"),
];

const OF_EVALUATION: [Slip; 4] = [
    (
        |u, p| if u < p { 0.0 } else { 1.0 / (1.0 - p) },
        "elements are dropped in evaluation mode: there the layer is the identity",
    ),
    (
        |_, p| 1.0 - p,
        "the output is scaled in evaluation mode: that goes with dropout that is not inverted. Here \
         training scales up, and evaluation is the identity",
    ),
    (
        |_, p| 1.0 / (1.0 - p),
        "the output is scaled in evaluation mode; there nothing is dropped that had to be made up for",
    ),
    (|_, _| 0.0, "everything is 0 in evaluation mode"),
];

impl Pass<'_> {
    fn training(self) -> Self {
        Pass { is_training: true, ..self }
    }

    /// What a mask makes of some values.
    fn masked(self, values: &[f64], mask: fn(f64, f64) -> f64) -> Vec<f64> {
        values.iter().zip(self.u).map(|(value, u)| mask(*u, self.p) * value).collect()
    }

    fn expected(self, values: &[f64]) -> Vec<f64> {
        match self.is_training {
            true => self.masked(values, |u, p| if u < p { 0.0 } else { 1.0 / (1.0 - p) }),
            false => values.to_vec(),
        }
    }

    fn said(self) -> String {
        let Pass { p, u, is_training, .. } = self;
        let mode = if is_training { "training" } else { "evaluation mode" };
        format!("in {mode} with p = {p}, u = {u:?}")
    }

    /// The reader's output.
    #[track_caller]
    fn forward(self, layer: &mut Dropout) -> Vec<f64> {
        let given = || format!("`forward` of {:?} {}", self.x, self.said());
        guarded(given, || layer.forward(self.x, self.u, self.is_training))
    }

    /// The reader's gradient.
    #[track_caller]
    fn backward(self, layer: &Dropout) -> Vec<f64> {
        guarded(
            || format!("`backward` of {:?} {}", self.dy, self.said()),
            || layer.backward(self.dy),
        )
    }

    /// Names the slip that gives these values, if exactly one does.
    fn slip(self, found: &[f64], values: &[f64]) -> Option<&'static str> {
        let slips: &[Slip] = if self.is_training { &SLIPS } else { &OF_EVALUATION };
        let fits = |(mask, _): &&Slip| {
            let slip = self.masked(values, *mask);
            compare("", &[slip.len()], found, &slip, Tolerance::F64_GOLDEN).is_ok()
        };
        let mut fitting = slips.iter().filter(fits);
        fitting.next().filter(|_| fitting.next().is_none()).map(|(_, words)| *words)
    }

    /// Compares output and gradient of a layer with what is expected.
    #[track_caller]
    fn check_in(self, layer: &mut Dropout, other: Option<&'static str>) {
        let (found, expected) = (self.forward(layer), self.expected(self.x));
        let name = format!("the output for {:?} {}", self.x, self.said());
        let mismatch = compare(&name, &[self.x.len()], &found, &expected, Tolerance::F64_GOLDEN);
        assert_or_name_slip(mismatch, || self.slip(&found, self.x).or(other));
        let (found, expected) = (self.backward(layer), self.expected(self.dy));
        let name = format!("the gradient from {:?} {}", self.dy, self.said());
        let mismatch = compare(&name, &[self.dy.len()], &found, &expected, Tolerance::F64_GOLDEN);
        if found.len() < expected.len() {
            panic!(
                "{name}: there are {} elements, expected {}: each forward pass, in evaluation mode too, \
                 saves a mask of its own, with a factor for each element",
                found.len(),
                expected.len()
            );
        }
        let of_input = |i: usize| {
            let slip = if self.x[i] == 0.0 { 0.0 } else { expected[i] };
            Tolerance::F64_GOLDEN.is_close(found[i], slip)
        };
        assert_or_name_slip(mismatch, || match self.slip(&found, self.dy) {
            Some("nothing is dropped in training") => {
                Some("the gradient is as it was: it has the factors of the mask, as the output has")
            }
            Some(words) if words.starts_with("the kept elements are not scaled") => Some(
                "the gradient is not scaled: it has the factors of the mask, 1/(1 − p) among them",
            ),
            Some(words) => Some(words),
            None if (0..expected.len()).all(of_input) => Some(
                "the gradient is 0 where the input was 0, though the element was kept: save the mask, \
                 and do not read it off the output",
            ),
            None => other,
        });
    }

    #[track_caller]
    fn check(self) {
        self.check_in(&mut Dropout::new(self.p), None);
    }
}

const PAPER: Pass = Pass {
    p: 0.25,
    x: &[3.0, -6.0, 9.0, -1.5, 12.0],
    u: &[0.9, 0.1, 0.5, 0.3, 0.0],
    dy: &[1.0, -2.0, 0.5, -0.75, 4.0],
    is_training: true,
};

/// By hand: three of five are kept, each times 4/3.
#[test]
fn agrees_with_paper() {
    assert_eq!(PAPER.expected(PAPER.x), [4.0, 0.0, 12.0, -2.0, 0.0]);
    PAPER.check();
    Pass { p: 0.75, u: &[0.9, 0.1, 0.5, 0.8, 0.7], ..PAPER }.check();
    Pass { p: 0.5, x: &[], u: &[], dy: &[], ..PAPER }.check();
}

#[test]
fn an_element_at_the_boundary_is_kept() {
    Pass { u: &[0.25, 0.25, 0.249, 0.251, 0.25], ..PAPER }.check();
    Pass { p: 0.5, x: &[7.0], u: &[0.5], dy: &[-1.0], ..PAPER }.check();
}

#[test]
fn with_p_zero_nothing_is_dropped() {
    Pass { p: 0.0, u: &[0.0, 0.9, 0.5, 0.0, 1e-300], ..PAPER }.check();
}

#[test]
fn in_evaluation_mode_it_is_the_identity() {
    Pass { is_training: false, ..PAPER }.check();
    Pass { is_training: false, p: 0.9, u: &[0.0; 5], ..PAPER }.check();
}

#[test]
fn the_gradient_passes_where_the_input_is_zero() {
    let pass = Pass { x: &[0.0, 2.0, -0.0, 3.0, 1.0], ..PAPER };
    pass.check();
    Pass { is_training: false, ..pass }.check();
}

/// One layer, several passes: another mask, evaluation, training again, more elements.
#[test]
fn the_backward_pass_belongs_to_the_last_forward_pass() {
    let older = "the factors are those of an older mask: each forward pass, in evaluation mode too, saves its \
                 own";
    let mut layer = Dropout::new(PAPER.p);
    let others = [
        PAPER,
        Pass { u: &[0.1, 0.9, 0.2, 0.1, 0.8], ..PAPER },
        Pass { is_training: false, ..PAPER },
        Pass { u: &[0.6, 0.0, 0.0, 0.7, 0.7], ..PAPER }.training(),
        Pass { x: &[1.0], u: &[0.1], dy: &[2.0], ..PAPER },
        PAPER,
    ];
    for pass in others {
        pass.check_in(&mut layer, Some(older));
    }
}

/// 1000 numbers evenly spread over [0, 1): exactly the fraction p of them is dropped.
#[test]
fn the_mean_stays_what_it_was() {
    let u: Vec<f64> = (0..1000).map(|i| (f64::from(i) + 0.5) / 1000.0).collect();
    let x = vec![2.0; 1000];
    for p in [0.1, 0.5, 0.9] {
        let pass = Pass { p, x: &x, u: &u, dy: &x, is_training: true };
        let y =
            guarded(|| format!("1000 elements, p = {p}"), || Dropout::new(p).forward(&x, &u, true));
        let mean = y.iter().sum::<f64>() / 1000.0;
        let said = pass.slip(&y, &x).map(|words| format!(": {words}")).unwrap_or_default();
        assert!(
            (mean - 2.0).abs() < 1e-9,
            "1000 elements of 2.0, p = {p}: the mean of the output is {mean}, expected 2 as it was{said}"
        );
    }
}
