use super::exercise::*;
use check::{Tolerance, assert_close, assert_or_name_slip, compare, guarded};

/// New moments of an element, from the old ones and its gradient.
type Update = fn(&Adam, [f64; 2], f64) -> [f64; 2];

const AVERAGES: Update = |adam, [m, v], g| {
    [adam.beta1 * m + (1.0 - adam.beta1) * g, adam.beta2 * v + (1.0 - adam.beta2) * g * g]
};

/// What an element's step is in units of the rate: from its moments, `1 − β₁ᵗ`, `1 − β₂ᵗ`, and `ε`.
type Direction = fn([f64; 2], [f64; 2], f64) -> f64;

const CORRECTED: Direction =
    |[m, v], [of_m, of_v], epsilon| m / of_m / ((v / of_v).sqrt() + epsilon);

/// What a slip makes of an element's step, and what to say about it.
const DIRECTIONS: [(Direction, &str); 9] = [
    (
        |[m, v], _, epsilon| m / (v.sqrt() + epsilon),
        "the bias correction is missing: in the first steps m and v are still close to 0, where \
         they started",
    ),
    (
        |[m, v], [of_m, _], epsilon| m / of_m / (v.sqrt() + epsilon),
        "v is used as it is: the second moment has a correction too, 1 − β₂ᵗ",
    ),
    (
        |[m, v], [_, of_v], epsilon| m / ((v / of_v).sqrt() + epsilon),
        "m is used as it is: the first moment has a correction too, 1 − β₁ᵗ",
    ),
    (
        |[m, v], [of_m, of_v], epsilon| m / of_m / (v / of_v + epsilon).sqrt(),
        "ε stands outside the root: it is added to √v̂, not to v̂",
    ),
    (
        |[m, v], [of_m, of_v], epsilon| m / of_m * of_v.sqrt() / (v.sqrt() + epsilon),
        "ε was added before the correction: it is added to √v̂, where v̂ is corrected already",
    ),
    (
        |[m, v], [of_m, of_v], epsilon| m / of_m / (v.sqrt() / of_v + epsilon),
        "the correction of v belongs under the root: √v̂ is the root of v/(1 − β₂ᵗ)",
    ),
    (
        |[m, v], [of_m, of_v], epsilon| m / of_m / (v / of_v + epsilon),
        "the root is missing: v̂ averages squares, and √v̂ has the unit of the gradient",
    ),
    (|m, [of_m, _], epsilon| CORRECTED(m, [of_m, of_m], epsilon), "v̂ is corrected with β₂, not β₁"),
    (|m, of, epsilon| -CORRECTED(m, of, epsilon), "p moves uphill: the step is subtracted"),
];

/// The same for slips in the moments.
const UPDATES: [(Update, Direction, &str); 4] = [
    (
        |adam, [m, v], g| {
            let [m, _] = AVERAGES(adam, [m, v], g);
            [m, adam.beta2 * v + (1.0 - adam.beta2) * m * m]
        },
        CORRECTED,
        "v averages the square of the first moment; it is the average of the squares of the gradient",
    ),
    (
        |adam, [m, v], g| {
            [AVERAGES(adam, [m, v], g)[0], adam.beta2 * v + (1.0 - adam.beta2) * g.abs()]
        },
        CORRECTED,
        "v averages the magnitude of the gradient; it is the average of the squares",
    ),
    (
        |adam, [m, v], g| [adam.beta1 * m + g, adam.beta2 * v + g * g],
        CORRECTED,
        "the moments are averages: the new gradient enters with 1 − β₁, its square with 1 − β₂",
    ),
    (
        |adam, m, g| {
            let adam = Adam { beta1: adam.beta2, beta2: adam.beta1, ..adam.clone() };
            AVERAGES(&adam, m, g)
        },
        |m, [of_m, of_v], epsilon| CORRECTED(m, [of_v, of_m], epsilon),
        "β₁ and β₂ are swapped: m has β₁, v has β₂",
    ),
];

/// Parameters, a gradient for each step, and the settings.
struct Run {
    p: Vec<f64>,
    gradients: Vec<Vec<f64>>,
    adam: Adam,
    eta: f64,
}

impl Run {
    fn new<const N: usize>(p: [f64; N], gradients: &[[f64; N]], eta: f64) -> Self {
        let gradients = gradients.iter().map(|g| g.to_vec()).collect();
        Run { p: p.to_vec(), gradients, adam: Adam::new(N), eta }
    }

    /// The parameters after each step of a rule. `count`: the number of the step of an element.
    /// `keep`: what is kept of the moments, given `1 − β₁ᵗ` and `1 − β₂ᵗ`.
    fn with(
        &self,
        (update, direction): (Update, Direction),
        count: impl Fn(usize, usize) -> i32,
        keep: impl Fn([f64; 2], [f64; 2]) -> [f64; 2],
    ) -> Vec<f64> {
        let (mut p, mut all, adam) = (self.p.clone(), Vec::new(), &self.adam);
        let mut moments = vec![[0.0; 2]; p.len()];
        for (step, gradient) in self.gradients.iter().enumerate() {
            for (i, kept) in moments.iter_mut().enumerate() {
                let of = [adam.beta1, adam.beta2].map(|beta| 1.0 - beta.powi(count(step, i)));
                let new = update(adam, *kept, gradient[i]);
                p[i] -= self.eta * direction(new, of, adam.epsilon);
                *kept = keep(new, of);
            }
            all.extend(&p);
        }
        all
    }

    /// What the slips lead to.
    fn slips(&self) -> Vec<(Vec<f64>, &'static str)> {
        let (right, n) = ((AVERAGES, CORRECTED), self.p.len());
        let once = |step, _| step as i32 + 1;
        let directions = DIRECTIONS.map(|(direction, words)| (AVERAGES, direction, words));
        let mut slips: Vec<_> = directions
            .into_iter()
            .chain(UPDATES)
            .map(|(update, direction, words)| {
                (self.with((update, direction), once, |kept, _| kept), words)
            })
            .collect();
        slips.push((
            self.with(right, |step, i| (step * n + i) as i32 + 1, |kept, _| kept),
            "the step counts itself once a step, not once for each parameter",
        ));
        slips.push((
            self.with(right, |_, _| 1, |kept, _| kept),
            "the correction is that of the first step in every step: it has βᵗ, the power t",
        ));
        slips.push((
            self.with(right, once, |[m, v], [of_m, of_v]| [m / of_m, v / of_v]),
            "the corrected moments were kept: what is kept is m and v before the correction",
        ));
        slips
    }

    /// Names the slip that gives these parameters, or two that do: in a single step some are alike.
    fn slip(&self, found: &[f64]) -> Option<String> {
        if let Some(first) = found.iter().position(|found| found.is_nan()) {
            let words = if first < self.p.len() {
                "NaN comes of 0/0: with t = 0 both corrections are 0 (count the step before you \
                 correct), and without ε a gradient of 0 has a denominator of 0"
            } else {
                "NaN comes of a number below 0 under the root: 1 − β₂ᵗ is above 0, where βᵗ is a \
                 power (`powi`)"
            };
            return Some(words.into());
        }
        let fits = |slip: &[f64]| {
            compare("", &[slip.len()], found, slip, Tolerance::OPTIMIZER_F64).is_ok()
        };
        let mut fitting = self.slips();
        fitting.retain(|(slip, _)| fits(slip));
        let words: Vec<_> = fitting.iter().map(|(_, words)| *words).collect();
        (1..=2).contains(&words.len()).then(|| words.join("\n  or: "))
    }

    /// The state and the parameters after each of the reader's steps.
    #[track_caller]
    fn run(&self) -> (Adam, Vec<f64>) {
        let (mut adam, mut p, mut all) = (self.adam.clone(), self.p.clone(), Vec::new());
        for (step, gradient) in self.gradients.iter().enumerate() {
            let given = || format!("step {} with the gradient {gradient:?}", step + 1);
            guarded(given, || adam.step(&mut p, gradient, self.eta));
            all.extend(&p);
        }
        (adam, all)
    }

    /// Compares the parameters after each step with what is expected.
    #[track_caller]
    fn check<const N: usize>(&self, expected: &[[f64; N]]) {
        let (_, found) = self.run();
        let (shape, tolerance) = ([self.gradients.len(), self.p.len()], Tolerance::OPTIMIZER_F64);
        let name = format!("p after each step (row by row; η = {})", self.eta);
        let mismatch = compare(&name, &shape, &found, expected.as_flattened(), tolerance);
        let slip = mismatch.is_err().then(|| self.slip(&found)).flatten();
        assert_or_name_slip(mismatch, || slip.as_deref());
    }
}

/// Large gradients, gradients of both signs, and some about as small as ε.
const GRADIENTS: [[f64; 3]; 5] =
    [[2.0, -0.5, 1e-8], [1.0, 1.5, -3e-8], [-4.0, 0.25, 0.0], [0.5, -2.0, 2e-8], [0.0, 1.0, 1e-8]];

fn five_steps() -> Run {
    Run::new([1.0, -2.0, 0.5], &GRADIENTS, 0.1)
}

#[test]
fn the_first_step_has_the_length_of_the_rate() {
    let run = Run::new([1.0, 1.0, -1.0, -1.0], &[[2.0, -3000.0, 0.125, -4.0]], 0.25);
    let epsilon = run.adam.epsilon;
    let expected = [
        1.0 - 0.25 * 2.0 / (2.0 + epsilon),
        1.0 + 0.25 * 3000.0 / (3000.0 + epsilon),
        -1.0 - 0.25 * 0.125 / (0.125 + epsilon),
        -1.0 + 0.25 * 4.0 / (4.0 + epsilon),
    ];
    run.check(&[expected]);
}

/// `torch.optim.Adam([p], lr=0.1)`.
#[test]
fn agrees_with_pytorch() {
    five_steps().check(&[
        [0.9000000005, -1.900000002, 0.45],
        [0.8067820372085104, -1.94941898488778, 0.4841497886313248],
        [0.8274177398503795, -1.9971327025749672, 0.5088314338779945],
        [0.8379137096759554, -1.9761519972813495, 0.5058029047538801],
        [0.8467851975454478, -1.9794860657259958, 0.4944583221894515],
    ]);
}

/// `torch.optim.Adam([p], lr=0.25, betas=(0.5, 0.75), eps=0.125)`.
#[test]
fn agrees_with_pytorch_with_other_settings() {
    let adam = Adam { beta1: 0.5, beta2: 0.75, epsilon: 0.125, ..Adam::new(3) };
    Run { adam, eta: 0.25, ..five_steps() }.check(&[
        [0.7647058823529411, -1.8, 0.4999999800000016],
        [0.5610636877831164, -1.9596187103388256, 0.5000000133333287],
        [0.7043318053436245, -2.0810729237843875, 0.5000000276190409],
        [0.7592513618896628, -1.9451412073804328, 0.5000000129523765],
        [0.791300611073987, -1.9651126898686164, 0.49999999553302393],
    ]);
}

/// With β₁ = β₂ = ½: m is 2, then 2; v is 8, then 6.
#[test]
fn what_is_kept_is_not_corrected() {
    let adam = Adam { beta1: 0.5, beta2: 0.5, ..Adam::new(1) };
    let (adam, _) = Run { adam, ..Run::new([0.0], &[[4.0], [2.0]], 0.1) }.run();
    assert!(
        adam.t == 2,
        "after 2 steps of one parameter t is {}, expected 2: `self.t` counts the steps",
        adam.t
    );
    let found = [adam.m.as_slice(), adam.v.as_slice()].concat();
    let name = "m and v after the gradients 4 and 2, β₁ = β₂ = ½ (kept without the correction)";
    assert_close(name, &found, &[2.0, 6.0], Tolerance::F64_GOLDEN);
}

#[test]
fn where_the_gradient_is_zero_nothing_moves() {
    let (adam, found) = Run::new([7.0, -2.0], &[[0.0, 3.0], [0.0, 3.0]], 0.5).run();
    assert!(
        found[0] == 7.0 && found[2] == 7.0,
        "the gradient of a parameter is 0 in two steps: it goes from 7 to {} and {}, expected 7 \
         (0/0 is NaN: ε keeps the denominator above 0)",
        found[0],
        found[2]
    );
    assert!(
        adam.m[0] == 0.0 && adam.v[0] == 0.0,
        "its moments are {} and {}, expected 0: every parameter has moments of its own",
        adam.m[0],
        adam.v[0]
    );
    let (adam, found) = Run::new([], &[[], []], 0.5).run();
    assert!(
        adam.t == 2 && found.is_empty(),
        "without parameters there are still 2 steps to count, but t is {}",
        adam.t
    );
}

/// 100 steps down ½·(100·x² + y²), whose one direction is a hundred times as steep as the other;
/// the end by `torch.optim.Adam([p], lr=0.1)`.
#[test]
fn it_comes_down_a_narrow_valley() {
    let (mut run, mut p) = (Run::new([3.0, -1.0], &[], 0.1), vec![3.0, -1.0]);
    let (mut adam, mut all) = (run.adam.clone(), Vec::new());
    for _ in 0..100 {
        let gradient = vec![100.0 * p[0], p[1]];
        let given = || format!("a step with the gradient {gradient:?}");
        guarded(given, || adam.step(&mut p, &gradient, 0.1));
        run.gradients.push(gradient);
        all.extend(&p);
    }
    let name = "p after 100 steps from (3, −1) down the valley ½·(100·x² + y²), rate 0.1";
    let tolerance = Tolerance { absolute: 1e-9, relative: 1e-8 };
    let end = [0.01934456239392127, -0.0029366750032917186];
    let mismatch = compare(name, &[2], &p, &end, tolerance);
    let slip = mismatch.is_err().then(|| run.slip(&all)).flatten();
    assert_or_name_slip(mismatch, || slip.as_deref());
}
