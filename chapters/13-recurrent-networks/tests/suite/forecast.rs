//! Forecasts: baselines by hand, no look-ahead, intervals.

use ch13::forecast::{
    Forecaster, GruForecaster, Intervals, Linear, Naive, Parts, Scores, SeasonalNaive, Training,
    Windows, walk_forward,
};
use ch13::series::{self, NOISE, signal};
use programs::{Program, list_dir, temp_dir};

const FORECAST: Program = Program::new("forecast");

type Named = (&'static str, Box<dyn Forecaster>);

/// A series, and all forecasters, which learned from its first 300 values.
fn all() -> (Vec<f64>, Vec<Named>) {
    let values = series::generated(3, 500).values;
    let train = &values[..300];
    let windows = Windows::fit(train, 24, 12, false, true);
    let training = Training { hidden_size: 8, epochs: 4, seed: 1 };
    let forecasters: Vec<Named> = vec![
        ("naive", Box::new(Naive)),
        ("seasonal naive", Box::new(SeasonalNaive { season: 12 })),
        ("linear", Box::new(Linear::fit(windows, train, 4, 1e-3))),
        ("GRU", Box::new(GruForecaster::fit(windows, train, 4, training))),
    ];
    (values, forecasters)
}

#[test]
fn naive_forecasts_are_as_by_hand() {
    let past = [5.0, 1.0, 2.0, 3.0];
    assert_eq!(Naive.forecast(&past, 2), [3.0, 3.0]);
    assert_eq!(SeasonalNaive { season: 3 }.forecast(&past, 4), [1.0, 2.0, 3.0, 1.0]);
}

/// What obeys `x_t = x_{t−1} + x_{t−2} − x_{t−3}` is known exactly: a line and a swing between two
/// values.
#[test]
fn the_linear_model_finds_a_linear_rule() {
    let value = |t: usize| 0.5 * t as f64 + if t.is_multiple_of(2) { 1.0 } else { -1.0 };
    let values: Vec<f64> = (0..60).map(value).collect();
    let windows = Windows::fit(&values[..40], 4, 7, false, true);
    let linear = Linear::fit(windows, &values[..40], 3, 1e-9);
    for (forecast, truth) in linear.forecast(&values[..50], 3).iter().zip(&values[50..]) {
        assert!((forecast - truth).abs() < 1e-3, "{forecast} for {truth}");
    }
}

#[test]
fn a_season_that_grows_with_the_level_is_linear_in_its_logarithms() {
    let value = |t: usize| (0.02 * t as f64 + 0.3 * (t as f64 * 0.7).sin()).exp();
    let values: Vec<f64> = (0..120).map(value).collect();
    let windows = Windows::fit(&values[..100], 6, 9, true, true);
    let linear = Linear::fit(windows, &values[..100], 1, 1e-9);
    assert!((linear.forecast(&values[..110], 1)[0] / values[110] - 1.0).abs() < 1e-3);
}

/// Values after the origin are changed, and no forecast changes by a bit.
#[test]
fn no_forecast_looks_ahead() {
    let (values, forecasters) = all();
    let origin = 400;
    let mut changed = values.clone();
    changed[origin..].iter_mut().for_each(|value| *value = 1e6 - *value);
    for (name, forecaster) in &forecasters {
        let at = |values: &[f64]| {
            let judged = walk_forward(&**forecaster, values, 350..450, 4);
            judged.into_iter().filter(|one| one.origin <= origin).collect::<Vec<_>>()
        };
        let (before, after) = (at(&values), at(&changed));
        assert_eq!(before.len(), 51);
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(before.forecast, after.forecast, "{name} at {}", before.origin);
        }
    }
}

/// What is learned depends on the training part alone, scales included.
#[test]
fn what_is_learned_ends_with_the_training_part() {
    let values = series::generated(3, 100).values;
    let windows = |relative| Windows::fit(&values[..60], 12, 12, false, relative).scaling;
    let mean = values[..60].iter().sum::<f64>() / 60.0;
    assert_eq!(windows(true).mean, mean);
    assert!((1.0..10.0).contains(&windows(false).std), "{:?}", windows(false));
    let parts = Parts::new(100, 20);
    let judged = walk_forward(&Naive, &values, parts.calibration, 5);
    let (first, last) = (&judged[0], &judged[judged.len() - 1]);
    assert_eq!((first.origin, last.origin + 5), (60, parts.test.start));
}

#[test]
fn all_but_the_naive_forecast_beat_the_naive_one() {
    let (values, forecasters) = all();
    let mae = |forecaster: &dyn Forecaster| {
        Scores::of(&walk_forward(forecaster, &values, 300..500, 4), &values[..300], 12).mae
    };
    let naive = mae(&Naive);
    for (name, forecaster) in &forecasters[1..] {
        assert!(mae(&**forecaster) < 0.6 * naive, "{name}");
    }
}

/// Knows the series, all but its noise.
struct Signal;

impl Forecaster for Signal {
    fn forecast(&self, past: &[f64], horizon: usize) -> Vec<f64> {
        (past.len()..past.len() + horizon).map(signal).collect()
    }
}

#[test]
fn intervals_cover_what_they_say() {
    let values = series::generated(5, 8_000).values;
    for coverage in [0.5, 0.9] {
        let calibration = walk_forward(&Signal, &values, 0..4_000, 3);
        let intervals = Intervals::calibrate(&calibration, coverage);
        let found = intervals.coverage(&walk_forward(&Signal, &values, 4_000..8_000, 3));
        assert!((found - coverage).abs() < 0.02, "{found} for {coverage}");
        // Of normal noise the quantiles are known.
        let expected = NOISE * if coverage == 0.5 { 0.674 } else { 1.645 };
        assert!((intervals.half_widths[1] - expected).abs() < 0.08, "{intervals:?}");
    }
}

#[test]
fn tables_with_a_fault_are_refused_with_the_line() {
    for (table, complaint) in [
        ("h\n\"1981-01-01\",1\n\"1981-01-02\",?0.2\n", "line 3"),
        ("h\n\"1981-01-02\",1\n\"1981-01-01\",2\n", "line 3"),
        ("h\n\"1981-01-01\",inf\n", "line 2"),
        ("h\n\"1981-01-01\"\n", "line 2"),
        ("h\n", "no values"),
        ("", "no values"),
    ] {
        let error = series::parse(table).expect_err(table).to_string();
        assert!(error.contains(complaint), "{error}");
    }
}

#[test]
fn a_quick_run_beats_the_season_and_repeats() {
    let ended = FORECAST.run_in_temp_dir(&[]);
    assert!(ended.number("gru_mae") < ended.number("seasonal_naive_mae"), "{}", ended.stdout);
    assert!(ended.number("linear_mase") < 0.8, "{}", ended.stdout);
    for name in ["linear", "gru", "the_signal"] {
        let coverage = ended.number(&format!("{name}_coverage"));
        assert!((0.8..=1.0).contains(&coverage), "{name}: {coverage}");
    }
    assert_eq!(list_dir(ended.out.path()), [".lock", "forecast.svg", "results.toml"]);
    assert_eq!(FORECAST.run_in_temp_dir(&[]).stdout, ended.stdout);
}

#[test]
fn series_that_are_not_there_are_named() {
    let out = temp_dir();
    for (series, file) in
        [("airline", "airline-passengers.csv"), ("temperatures", "daily-min-temperatures.csv")]
    {
        let complaint = FORECAST.run_err(out.path(), &["--series", series]);
        assert!(complaint.contains(file) && complaint.contains("GRADUS_DATA"), "{complaint}");
    }
}
