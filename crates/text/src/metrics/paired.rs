//! Is one system better than another, or was it chance? Two systems on the same samples.

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

use crate::metrics::Interval;

/// The result of a comparison.
///
/// ```
/// use text::metrics::paired_bootstrap;
///
/// let mean = |samples: &[&f64]| samples.iter().copied().sum::<f64>() / samples.len() as f64;
/// let test = paired_bootstrap(&[1.0; 20], &[0.0; 20], mean, 1000, 42);
/// assert_eq!((test.difference, test.interval.low), (1.0, 1.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairedTest {
    /// The score of the first system minus that of the second.
    pub difference: f64,
    /// Between which bounds 95 % of the differences in resampled data are; with randomization, of those that
    /// chance gives where the systems are equally good.
    pub interval: Interval,
    /// How probable a difference at least as large is if the systems are equally good: `(k + 1) / (n + 1)`, where
    /// `k` of `n` trials had one.
    pub p_value: f64,
}

/// Paired bootstrap: the same samples are drawn for both systems, with replacement, again and again. The
/// differences in score vary as they would on other data of the kind.
///
/// `a` and `b` hold what each system did with each sample, and `score` makes one number of many: a mean of
/// accuracies, or BLEU of [statistics](crate::metrics::BleuStatistics). A trial counts against the difference
/// if it is at least as far from the trials' mean as the difference is from 0.
///
/// Source: P. Koehn, "Statistical significance tests for machine translation evaluation", EMNLP 2004.
///
/// ```
/// use text::metrics::{Bleu, BleuStatistics, paired_bootstrap};
///
/// let of = |hypotheses: [&str; 2]| {
///     let references = ["a cat sat on a mat", "it was cold outside today"];
///     let pairs = hypotheses.into_iter().zip(references);
///     pairs.map(|(it, reference)| Bleu::default().statistics(it, &[reference])).collect::<Vec<_>>()
/// };
/// let (a, b) = (of(["a cat sat on a mat", "it was cold"]), of(["the cat sat", "it is cold outside"]));
/// let bleu = |sample: &[&BleuStatistics]| sample.iter().copied().copied().sum::<BleuStatistics>().score(false).score;
/// assert!(paired_bootstrap(&a, &b, bleu, 200, 42).difference > 0.0);
/// ```
///
/// # Panics
///
/// Panics if the systems have different numbers of samples, or none, or if there are no trials.
#[track_caller]
pub fn paired_bootstrap<S>(
    a: &[S],
    b: &[S],
    score: impl Fn(&[&S]) -> f64,
    trials: usize,
    seed: u64,
) -> PairedTest {
    let trial = |rng: &mut ChaCha8Rng| {
        let chosen: Vec<usize> = (0..a.len()).map(|_| rng.random_range(0..a.len())).collect();
        let of = |system: &'_ [S]| {
            let samples: Vec<&S> = chosen.iter().map(|index| &system[*index]).collect();
            score(&samples)
        };
        of(a) - of(b)
    };
    let (difference, differences) = run(a, b, &score, trials, seed, trial);
    let mean = differences.iter().sum::<f64>() / trials as f64;
    summary(difference, differences, mean)
}

/// Approximate randomization: for each sample a coin decides which system did what. If the systems are equally
/// good, that changes nothing; how seldom it gives a difference as large as the one seen is its p-value.
///
/// Arguments are as for [`paired_bootstrap`]. Of the two tests this one assumes less.
///
/// Source: S. Riezler, J. T. Maxwell, "On some pitfalls in automatic evaluation and significance testing for
/// MT", ACL workshop 2005.
///
/// ```
/// use text::metrics::approximate_randomization;
///
/// let mean = |samples: &[&bool]| samples.iter().filter(|it| ***it).count() as f64 / samples.len() as f64;
/// let (a, b) = ([true; 8], [false, true, true, true, true, true, true, true]);
/// let test = approximate_randomization(&a, &b, mean, 1000, 42);
/// assert_eq!(test.p_value, 1.0);                                  // one sample tells nothing
/// ```
///
/// # Panics
///
/// As [`paired_bootstrap`].
#[track_caller]
pub fn approximate_randomization<S>(
    a: &[S],
    b: &[S],
    score: impl Fn(&[&S]) -> f64,
    trials: usize,
    seed: u64,
) -> PairedTest {
    let trial = |rng: &mut ChaCha8Rng| {
        let swap = |(a, b)| if rng.random::<bool>() { (b, a) } else { (a, b) };
        let (a, b): (Vec<&S>, Vec<&S>) = a.iter().zip(b).map(swap).unzip();
        score(&a) - score(&b)
    };
    let (difference, differences) = run(a, b, &score, trials, seed, trial);
    summary(difference, differences, 0.0)
}

/// The difference of the systems, and those of the trials.
#[track_caller]
fn run<S>(
    a: &[S],
    b: &[S],
    score: &impl Fn(&[&S]) -> f64,
    trials: usize,
    seed: u64,
    mut trial: impl FnMut(&mut ChaCha8Rng) -> f64,
) -> (f64, Vec<f64>) {
    assert!(
        a.len() == b.len() && !a.is_empty() && trials > 0,
        "paired test: {} and {} samples, {trials} trials; expected as many samples of both, and at \
         least 1 of each",
        a.len(),
        b.len()
    );
    let all = |system: &'_ [S]| score(&system.iter().collect::<Vec<_>>());
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    (all(a) - all(b), (0..trials).map(|_| trial(&mut rng)).collect())
}

/// The interval and the p-value; `centre` is where the trials' differences would lie by chance alone.
fn summary(difference: f64, mut differences: Vec<f64>, centre: f64) -> PairedTest {
    let trials = differences.len();
    // The same sum in another order may differ in its last digits.
    let limit = difference.abs() * (1.0 - 1e-12);
    let beyond = differences.iter().filter(|it| (**it - centre).abs() >= limit).count();
    differences.sort_unstable_by(f64::total_cmp);
    let outside = trials / 40;
    let interval = Interval { low: differences[outside], high: differences[trials - 1 - outside] };
    PairedTest { difference, interval, p_value: (beyond + 1) as f64 / (trials + 1) as f64 }
}
