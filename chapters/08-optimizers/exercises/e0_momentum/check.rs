use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

/// A step: where it starts, and what it is made with.
#[derive(Clone, Copy, Debug)]
struct Step<'a> {
    p: &'a [f64],
    u: &'a [f64],
    gradient: &'a [f64],
    mu: f64,
    eta: f64,
}

/// What a slip makes of an element: the velocity and the parameter, from `p`, `u`, `g`, `μ`, `η`.
type Slip = (fn(f64, f64, f64, f64, f64) -> [f64; 2], &'static str);

const SLIPS: [Slip; 11] = [
    (
        |p, u, g, mu, eta| [u, p - eta * (mu * u + g)],
        "u is as it was: write over `u` itself, so that the next step finds it",
    ),
    (
        |p, u, g, mu, _| [mu * u + g, p],
        "p is as it was: write over `p` itself, not over a copy of it",
    ),
    (
        |p, u, g, mu, eta| [mu * u + g, p - eta * u],
        "p was moved along the old velocity: the velocity comes first, then the step along it",
    ),
    (
        |p, u, g, mu, eta| [mu * u + (1.0 - mu) * g, p - eta * (mu * u + (1.0 - mu) * g)],
        "that is an average, with 1 − μ before the gradient; here the gradient is added in full",
    ),
    (
        |p, u, g, mu, eta| [mu * u + g, p + eta * (mu * u + g)],
        "p moves against the velocity, which adds up gradients: they point uphill",
    ),
    (
        |p, u, g, mu, eta| [mu * u - g, p + eta * (mu * u - g)],
        "the velocity has the gradient subtracted; here it is added, and the step is subtracted",
    ),
    (
        |p, u, g, mu, eta| [mu * u + eta * g, p - (mu * u + eta * g)],
        "the learning rate went into the velocity; here it scales the step",
    ),
    (|p, u, g, mu, eta| [mu * u + g, p - eta * g], "the velocity moves p, not the gradient alone"),
    (
        |p, _, g, _, eta| [g, p - eta * g],
        "nothing is kept of the old velocity: the fraction μ of it stays",
    ),
    (
        |p, u, g, mu, eta| [mu * (u + g), p - eta * mu * (u + g)],
        "the gradient was multiplied by μ as well; only the old velocity is",
    ),
    (
        |p, u, g, mu, eta| [mu * u + g, p - eta * (mu * (mu * u + g) + g)],
        "that is Nesterov's step; here p moves along the velocity itself",
    ),
];

impl Step<'_> {
    /// Velocities and parameters, one after the other, of a rule for one element.
    fn with(self, rule: fn(f64, f64, f64, f64, f64) -> [f64; 2]) -> Vec<f64> {
        let Step { p, u, gradient, mu, eta } = self;
        let element = |i: usize| rule(p[i], u[i], gradient[i], mu, eta);
        let (velocities, parameters): (Vec<f64>, Vec<f64>) =
            (0..p.len()).map(|i| <(f64, f64)>::from(element(i))).unzip();
        [velocities, parameters].concat()
    }

    /// Names the slip that gives these velocities and parameters, if exactly one does.
    fn slip(self, found: &[f64]) -> Option<&'static str> {
        let fits =
            |slip: &[f64]| compare("", &[slip.len()], found, slip, Tolerance::F64_GOLDEN).is_ok();
        let mut fitting = SLIPS.iter().filter(|(rule, _)| fits(&self.with(*rule)));
        fitting.next().filter(|_| fitting.next().is_none()).map(|(_, words)| *words)
    }

    /// Makes the step, and compares both with what is expected.
    #[track_caller]
    fn check(self, u_expected: &[f64], p_expected: &[f64]) {
        let (mut p, mut u) = (self.p.to_vec(), self.u.to_vec());
        let given = || format!("{self:?}");
        guarded(given, || momentum_step(&mut p, &mut u, self.gradient, self.mu, self.eta));
        let (found, expected) = ([u, p].concat(), [u_expected, p_expected].concat());
        let name = format!("u, then p, after {self:?}");
        let found_mismatch =
            compare(&name, &[found.len()], &found, &expected, Tolerance::F64_GOLDEN);
        assert_or_name_slip(found_mismatch, || self.slip(&found));
    }
}

#[test]
fn agrees_with_paper() {
    Step {
        p: &[0.5, 3.0, -1.5],
        u: &[4.0, -8.0, 1.0],
        gradient: &[-2.0, 6.0, 0.5],
        mu: 0.75,
        eta: 0.25,
    }
    .check(&[1.0, 0.0, 1.25], &[0.25, 3.0, -1.8125]);
    let step = Step { p: &[1.0], u: &[2.0], gradient: &[4.0], mu: 0.5, eta: 0.1 };
    step.check(&[5.0], &[0.5]);
}

/// Both signs of the velocity and of the gradient.
#[test]
fn the_step_is_against_the_velocity() {
    let step = Step {
        p: &[3.0, 3.0, -3.0, -3.0],
        u: &[2.0, -4.0, 2.0, -4.0],
        gradient: &[1.0, 1.5, -3.0, -1.0],
        mu: 0.5,
        eta: 0.5,
    };
    step.check(&[2.0, -0.5, -2.0, -3.0], &[2.0, 3.25, -2.0, -1.5]);
}

#[test]
fn without_momentum_it_is_a_plain_step() {
    let step =
        Step { p: &[1.0, -2.0], u: &[7.0, -9.0], gradient: &[4.0, -1.0], mu: 0.0, eta: 0.25 };
    step.check(&[4.0, -1.0], &[0.0, -1.75]);
}

#[test]
fn without_a_gradient_the_parameters_move_on() {
    let step = Step { p: &[1.0, -2.0], u: &[8.0, -0.5], gradient: &[0.0, 0.0], mu: 0.5, eta: 0.25 };
    step.check(&[4.0, -0.25], &[0.0, -1.9375]);
    Step { p: &[], u: &[], gradient: &[], mu: 0.5, eta: 0.25 }.check(&[], &[]);
}

/// Velocities 1, 1.5, 1.75, …: they come close to `1/(1 − μ)`.
#[test]
fn a_constant_gradient_builds_up_speed() {
    let (mut p, mut u) = ([0.0], [0.0]);
    for step in 0..60 {
        let given = || format!("step {step} from p = {p:?}, u = {u:?} with the gradient 1");
        let (mut new_p, mut new_u) = (p, u);
        guarded(given, || momentum_step(&mut new_p, &mut new_u, &[1.0], 0.5, 0.125));
        (p, u) = (new_p, new_u);
    }
    let note = match u[0] {
        0.0 => ": `u` is not written over",
        1.0 => ": nothing is kept of the old velocity, or the gradient is not added in full",
        u if u < 0.0 => ": the gradient is added to the velocity",
        _ => "",
    };
    assert!(
        (u[0] - 2.0).abs() < 1e-12,
        "60 steps with the gradient 1 and μ = ½ end at the velocity {}, expected 2 = 1/(1 − μ){note}",
        u[0]
    );
    assert!(
        (p[0] + 14.75).abs() < 1e-12,
        "60 steps of the rate ⅛ with the gradient 1 and μ = ½ end at p = {}, expected −14.75",
        p[0]
    );
}
