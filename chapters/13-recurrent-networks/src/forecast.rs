//! Forecasts of a time series: baselines, a recurrent network, and how far to trust them.

mod linear;
mod network;
mod windows;

pub use linear::Linear;
pub use network::{GruForecaster, Training};
pub use windows::{Scaling, Windows};

use std::ops::Range;

// ANCHOR: forecaster
/// A forecast of the next steps of a series.
pub trait Forecaster {
    /// The next `horizon` values after `past`. What comes later is not handed over, so that no
    /// forecast can look ahead.
    fn forecast(&self, past: &[f64], horizon: usize) -> Vec<f64>;
}

/// The naive forecast: all stays as it is.
#[derive(Clone, Copy, Debug)]
pub struct Naive;

impl Forecaster for Naive {
    fn forecast(&self, past: &[f64], horizon: usize) -> Vec<f64> {
        vec![past[past.len() - 1]; horizon]
    }
}

/// The seasonal naive forecast: each value as one season ago.
#[derive(Clone, Copy, Debug)]
pub struct SeasonalNaive {
    /// The number of steps in a season.
    pub season: usize,
}

impl Forecaster for SeasonalNaive {
    fn forecast(&self, past: &[f64], horizon: usize) -> Vec<f64> {
        let last_season = &past[past.len() - self.season..];
        (0..horizon).map(|step| last_season[step % self.season]).collect()
    }
}
// ANCHOR_END: forecaster

/// The three parts of a series, in the order of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// From this part everything is learned.
    pub train: Range<usize>,
    /// On this part the widths of the intervals are measured.
    pub calibration: Range<usize>,
    /// On this part the forecasts are judged.
    pub test: Range<usize>,
}

impl Parts {
    /// The last `held_out` of `len` values for the test, the `held_out` before them for calibration, the
    /// rest for training.
    ///
    /// # Panics
    /// If nothing is left for training.
    ///
    /// ```
    /// let parts = ch13::forecast::Parts::new(100, 20);
    /// assert_eq!((parts.train, parts.calibration, parts.test), (0..60, 60..80, 80..100));
    /// ```
    pub fn new(len: usize, held_out: usize) -> Self {
        assert!(len > 2 * held_out, "{len} values must be more than twice {held_out}");
        let (first, second) = (len - 2 * held_out, len - held_out);
        Parts { train: 0..first, calibration: first..second, test: second..len }
    }
}

/// A forecast and what came: the values of `horizon` steps each.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The number of values that the forecast knew.
    pub origin: usize,
    /// What was forecast.
    pub forecast: Vec<f64>,
    /// What came.
    pub truth: Vec<f64>,
}

// ANCHOR: walk
/// Walk-forward evaluation: a forecast at each step from which all `horizon` values lie in `part`.
///
/// ```
/// use ch13::forecast::{Naive, walk_forward};
///
/// let judged = walk_forward(&Naive, &[1.0, 2.0, 4.0, 8.0, 9.0], 2..5, 2);
/// assert_eq!(judged.len(), 2);
/// assert_eq!((&judged[0].forecast[..], &judged[0].truth[..]), (&[2.0, 2.0][..], &[4.0, 8.0][..]));
/// ```
pub fn walk_forward(
    forecaster: &dyn Forecaster,
    values: &[f64],
    part: Range<usize>,
    horizon: usize,
) -> Vec<Judged> {
    let at = |origin: usize| {
        let (past, future) = values.split_at(origin);
        let truth = future[..horizon].to_vec();
        Judged { origin, forecast: forecaster.forecast(past, horizon), truth }
    };
    (part.start..=part.end - horizon).map(at).collect()
}
// ANCHOR_END: walk

/// The errors of forecasts, over all origins and steps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scores {
    /// The mean absolute error.
    pub mae: f64,
    /// The root mean squared error.
    pub rmse: f64,
    /// The mean absolute scaled error: [`Scores::mae`] by the mean absolute error that the seasonal
    /// naive forecast makes in the training part, one season ahead.
    pub mase: f64,
}

impl Scores {
    /// The errors of these forecasts; `train` and `season` give the scale of the last.
    ///
    /// ```
    /// use ch13::forecast::{Judged, Scores};
    ///
    /// let judged = Judged { origin: 3, forecast: vec![1.0, 1.0], truth: vec![2.0, 8.0] };
    /// let scores = Scores::of(&[judged], &[0.0, 2.0, 4.0], 1);
    /// assert_eq!((scores.mae, scores.rmse, scores.mase), (4.0, 5.0, 2.0));
    /// ```
    pub fn of(judged: &[Judged], train: &[f64], season: usize) -> Self {
        let errors: Vec<f64> = judged.iter().flat_map(Judged::errors).collect();
        let scale: Vec<f64> =
            train.iter().zip(&train[season..]).map(|(before, x)| (x - before).abs()).collect();
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        let absolute: Vec<f64> = errors.iter().map(|error| error.abs()).collect();
        let squares: Vec<f64> = errors.iter().map(|error| error * error).collect();
        let mae = mean(&absolute);
        Scores { mae, rmse: mean(&squares).sqrt(), mase: mae / mean(&scale) }
    }
}

impl Judged {
    fn errors(&self) -> impl Iterator<Item = f64> {
        self.forecast.iter().zip(&self.truth).map(|(forecast, truth)| truth - forecast)
    }
}

/// Prediction intervals from the errors of a calibration part (split conformal prediction): the forecast
/// for each step plus and minus a half-width of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Intervals {
    /// The half-width for each step of the horizon.
    pub half_widths: Vec<f64>,
}

impl Intervals {
    /// The intervals that are to cover the fraction `coverage`. Of `n` absolute errors the half-width is
    /// the one of rank `⌈(n + 1)·coverage⌉`, or the maximum if there are too few.
    ///
    /// ```
    /// use ch13::forecast::{Intervals, Judged};
    ///
    /// let error = |e: f64| Judged { origin: 0, forecast: vec![0.0], truth: vec![e] };
    /// let judged: Vec<_> = [1.0, -2.0, 3.0, -4.0].into_iter().map(error).collect();
    /// assert_eq!(Intervals::calibrate(&judged, 0.5).half_widths, [3.0]);
    /// ```
    // ANCHOR: intervals
    pub fn calibrate(judged: &[Judged], coverage: f64) -> Self {
        let horizon = judged.first().map_or(0, |one| one.truth.len());
        let half_width = |step: usize| {
            let error = |one: &Judged| (one.truth[step] - one.forecast[step]).abs();
            let mut errors: Vec<f64> = judged.iter().map(error).collect();
            errors.sort_by(f64::total_cmp);
            let rank = ((errors.len() + 1) as f64 * coverage).ceil() as usize;
            errors[rank.clamp(1, errors.len()) - 1]
        };
        Intervals { half_widths: (0..horizon).map(half_width).collect() }
    }
    // ANCHOR_END: intervals

    /// The fraction of values that lie in their interval.
    pub fn coverage(&self, judged: &[Judged]) -> f64 {
        let covered = judged.iter().flat_map(|one| {
            one.errors().zip(&self.half_widths).map(|(error, half)| error.abs() <= *half)
        });
        let covered: Vec<bool> = covered.collect();
        covered.iter().filter(|covered| **covered).count() as f64 / covered.len() as f64
    }
}
