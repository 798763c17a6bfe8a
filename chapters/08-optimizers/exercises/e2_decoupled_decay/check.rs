use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};
use std::cell::RefCell;

/// An optimizer's direction for a gradient; it updates what it remembers.
trait Direction {
    fn of(&mut self, gradient: &[f64]) -> Vec<f64>;
}

/// Plain descent: the gradient.
#[derive(Clone)]
struct Plain;

/// The sign of each element.
#[derive(Clone)]
struct Sign;

/// The velocity of momentum ½.
#[derive(Clone)]
struct Momentum(Vec<f64>);

/// Adam's, with the default settings.
#[derive(Clone, Default)]
struct Adam {
    moments: Vec<[f64; 2]>,
    t: i32,
}

impl Direction for Plain {
    fn of(&mut self, gradient: &[f64]) -> Vec<f64> {
        gradient.to_vec()
    }
}

impl Direction for Sign {
    fn of(&mut self, gradient: &[f64]) -> Vec<f64> {
        gradient.iter().map(|g| g.signum()).collect()
    }
}

impl Direction for Momentum {
    fn of(&mut self, gradient: &[f64]) -> Vec<f64> {
        self.0.iter_mut().zip(gradient).for_each(|(v, g)| *v = 0.5 * *v + g);
        self.0.clone()
    }
}

impl Direction for Adam {
    fn of(&mut self, gradient: &[f64]) -> Vec<f64> {
        self.t += 1;
        self.moments.resize(gradient.len(), [0.0; 2]);
        let of = [0.9f64, 0.999].map(|beta| 1.0 - beta.powi(self.t));
        let element = |([m, v], g): (&mut [f64; 2], &f64)| {
            *m = 0.9 * *m + (1.0 - 0.9) * g;
            *v = 0.999 * *v + (1.0 - 0.999) * g * g;
            *m / of[0] / ((*v / of[1]).sqrt() + 1e-8)
        };
        self.moments.iter_mut().zip(gradient).map(element).collect()
    }
}

/// A slip: how much of λp enters the gradient, and what becomes of `p`, `d`, `g` with `η` and `λ`.
type Slip = (f64, fn([f64; 3], f64, f64) -> f64, &'static str);

const SLIPS: [Slip; 11] = [
    (0.0, |[p, _, _], _, _| p, "p is as it was: write over `p` itself, not over a copy"),
    (0.0, |[p, d, _], eta, _| p - eta * d, "the decay is missing"),
    (0.0, |[p, _, _], eta, lambda| p - eta * lambda * p, "the optimizer's step is missing"),
    (
        1.0,
        |[p, d, _], eta, _| p - eta * d,
        "the decay went through the optimizer: it is to be given the gradient as it is",
    ),
    (
        1.0,
        |[p, d, _], eta, lambda| p - eta * lambda * p - eta * d,
        "the decay came twice: once by itself, and once in the gradient",
    ),
    (
        0.0,
        |[p, d, _], eta, lambda| p - lambda * p - eta * d,
        "the decay lacks the learning rate: p shrinks by ηλp",
    ),
    (
        0.0,
        |[p, d, _], eta, lambda| (p - eta * d) * (1.0 - eta * lambda),
        "the decay is that of the parameters before the step: ηλ times the old p",
    ),
    (
        0.0,
        |[p, d, _], eta, lambda| p + eta * lambda * p - eta * d,
        "the decay has the wrong sign: parameters grow",
    ),
    (
        0.0,
        |[p, d, _], eta, lambda| p - eta * lambda * p + eta * d,
        "the optimizer's direction is subtracted: it points uphill, as the gradient does",
    ),
    (
        0.0,
        |[p, d, _], eta, lambda| p - eta * lambda * p.signum() - eta * d,
        "the decay is in proportion to the parameter, not to its sign (that would be an L1 penalty)",
    ),
    (
        0.0,
        |[p, _, g], eta, lambda| p - eta * lambda * p - eta * g,
        "p was moved by the gradient itself, not by what the optimizer makes of it: its direction",
    ),
];

/// Where steps start, their gradients, the learning rate and the decay.
struct Run<'a> {
    p: &'a [f64],
    gradients: &'a [&'a [f64]],
    eta: f64,
    lambda: f64,
}

impl Run<'_> {
    /// The parameters after all steps, by a slip.
    fn with(&self, mut optimizer: impl Direction, (part, rule, _): Slip) -> Vec<f64> {
        let (mut p, lambda) = (self.p.to_vec(), self.lambda);
        for gradient in self.gradients {
            let penalized = |(g, p): (&f64, &f64)| g + part * lambda * p;
            let d = optimizer.of(&gradient.iter().zip(&p).map(penalized).collect::<Vec<_>>());
            let moved = |i: usize| rule([p[i], d[i], gradient[i]], self.eta, lambda);
            p = (0..p.len()).map(moved).collect();
        }
        p
    }

    /// Makes the steps, and compares the parameters with what is expected.
    #[track_caller]
    fn check<O: Direction + Clone>(&self, name: &str, optimizer: O, expected: &[f64]) {
        let (mut p, kept) = (self.p.to_vec(), RefCell::new(optimizer.clone()));
        for gradient in self.gradients {
            let given = format!("a step of {name} from {p:?} with the gradient {gradient:?}");
            let direction = |g: &[f64]| kept.borrow_mut().of(g);
            guarded(|| given, || decayed_step(&mut p, gradient, direction, self.eta, self.lambda));
        }
        let Run { eta, lambda, .. } = self;
        let steps = self.gradients.len();
        let name = format!("p after steps of {name} with η = {eta}, λ = {lambda} (steps: {steps})");
        let tolerance = Tolerance::OPTIMIZER_F64;
        let fits = |slip: &&Slip| {
            let slip = self.with(optimizer.clone(), **slip);
            compare("", &[slip.len()], &p, &slip, tolerance).is_ok()
        };
        assert_or_name_slip(compare(&name, &[p.len()], &p, expected, tolerance), || {
            let mut fitting = SLIPS.iter().filter(fits);
            fitting.next().filter(|_| fitting.next().is_none()).map(|(_, _, words)| *words)
        });
    }
}

/// One step from four parameters, with gradients of both signs.
const ONE: Run = Run {
    p: &[2.0, -4.0, 8.0, -1.0],
    gradients: &[&[100.0, 3.0, -0.5, -6.0]],
    eta: 0.25,
    lambda: 0.5,
};

#[test]
fn agrees_with_paper() {
    ONE.check("the sign", Sign, &[1.5, -3.75, 7.25, -0.625]);
    Run { p: &[2.0], gradients: &[&[100.0]], ..ONE }.check("the sign", Sign, &[1.5]);
}

/// There, and only there, decoupled decay and the L2 penalty are the same.
#[test]
fn with_plain_descent_it_is_the_penalty() {
    ONE.check("plain descent", Plain, &[-23.25, -4.25, 7.125, 0.625]);
}

/// Velocities 4, then 4, of a gradient of 4 and then 2.
#[test]
fn a_velocity_knows_nothing_of_the_decay() {
    let run = Run { p: &[8.0], gradients: &[&[4.0], &[2.0]], ..ONE };
    run.check("momentum ½", Momentum(vec![0.0]), &[4.25]);
}

/// `torch.optim.AdamW([p], lr=0.1, weight_decay=0.5)` of PyTorch 2.15.
#[test]
fn agrees_with_pytorch() {
    let run = Run {
        p: &[1.0, -2.0, 0.5],
        gradients: &[
            &[2.0, -0.5, 1e-8],
            &[1.0, 1.5, -3e-8],
            &[-4.0, 0.25, 0.0],
            &[0.5, -2.0, 2e-8],
            &[0.0, 1.0, 1e-8],
        ],
        eta: 0.1,
        lambda: 0.5,
    };
    let expected = [0.6498739424682886, -1.5349458807108187, 0.3834978308805642];
    run.check("Adam", Adam::default(), &expected);
}

/// Without decay the two would end at the same distance from where they were.
#[test]
fn large_gradients_do_not_hold_up_the_decay() {
    let run = Run { p: &[10.0, 10.0], gradients: &[&[1000.0, 1.0]], eta: 0.25, lambda: 0.5 };
    let epsilon = 1e-8;
    let expected = [8.75 - 0.25 * 1e3 / (1e3 + epsilon), 8.75 - 0.25 / (1.0 + epsilon)];
    run.check("Adam", Adam::default(), &expected);
    let run = Run { gradients: &[&[1.0, 1.0], &[-1.0, -1.0]], ..run };
    run.check("momentum ½", Momentum(vec![0.0; 2]), &[7.5625, 7.5625]);
}

#[test]
fn without_a_gradient_parameters_of_both_signs_shrink() {
    let run = Run {
        p: &[8.0, -8.0, 0.0, 1e-9],
        gradients: &[&[0.0, 0.0, 0.0, 0.0], &[0.0, 0.0, 0.0, 0.0]],
        ..ONE
    };
    run.check("plain descent", Plain, &[6.125, -6.125, 0.0, 0.765625e-9]);
    Run { p: &[], gradients: &[&[]], ..ONE }.check("plain descent", Plain, &[]);
}

#[test]
fn without_decay_it_is_the_optimizers_step() {
    Run { lambda: 0.0, ..ONE }.check("the sign", Sign, &[1.75, -4.25, 8.25, -0.75]);
}

#[test]
fn the_optimizer_is_given_the_gradient_of_the_loss() {
    let seen = RefCell::new(Vec::new());
    let direction = |g: &[f64]| {
        seen.replace(g.to_vec());
        g.to_vec()
    };
    let mut p = [3.0, -5.0];
    guarded(|| "a step".into(), || decayed_step(&mut p, &[0.5, 2.0], direction, 0.5, 0.25));
    let seen = seen.into_inner();
    let note = match seen.as_slice() {
        [] => ": it is not called at all",
        [1.25, 0.75] => ": that is g + λp, the gradient with an L2 penalty",
        _ => "",
    };
    assert!(
        seen == [0.5, 2.0],
        "p = (3, −5), g = (0.5, 2), λ = ¼: the optimizer is given {seen:?}, expected the gradient of \
         the loss, [0.5, 2.0]{note}"
    );
}
