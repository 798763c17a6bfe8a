//! A recurrent network forecasts a time series, against baselines that are hard to beat.
//!
//! ```text
//! cargo run --release -p ch13 --example forecast
//! cargo run --release -p ch13 --example forecast -- --series airline        # with GRADUS_DATA
//! cargo run --release -p ch13 --example forecast -- --series temperatures
//! ```

use anyhow::Result;
use ch13::forecast::{
    Forecaster, GruForecaster, Intervals, Judged, Linear, Naive, Parts, Scores, SeasonalNaive,
    Training, Windows, walk_forward,
};
use ch13::series::{self, TimeSeries, signal};
use clap::{Parser, ValueEnum};
use data::folder::download_dir;
use figures::{LineChart, Series};
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Forecasts a time series with a GRU and with three baselines
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// The series
    #[arg(long, value_enum, default_value_t = Choice::Generated)]
    series: Choice,
    /// How often the network goes through the training windows [default: 40; airline 300, temperatures 10]
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    epochs: Option<u64>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Choice {
    /// A trend, a season and noise
    Generated,
    /// Airline passengers by month, from the folder that GRADUS_DATA names
    Airline,
    /// Minimum temperatures in Melbourne by day, from the folder that GRADUS_DATA names
    Temperatures,
}

/// What differs from series to series.
struct Setting {
    series: TimeSeries,
    /// The values of the test, and of the calibration before it.
    held_out: usize,
    horizon: usize,
    window: usize,
    log: bool,
    relative: bool,
    epochs: u64,
    /// The end of the names of its folder and figure.
    suffix: &'static str,
}

const COVERAGE: f64 = 0.9;

/// Knows how the generated series was made, all but the noise. No forecast is better on average.
struct Signal;

impl Forecaster for Signal {
    fn forecast(&self, past: &[f64], horizon: usize) -> Vec<f64> {
        (past.len()..past.len() + horizon).map(signal).collect()
    }
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    // The whole program is one task of the pool of threads: so the layers' threads are at hand.
    rayon::scope(|_| compare(&arguments))
}

fn setting(choice: Choice, seed: u64) -> Result<Setting> {
    let folder = download_dir().join("timeseries");
    let base = Setting {
        series: series::generated(seed, 1000),
        held_out: 200,
        horizon: 6,
        window: 36,
        log: false,
        relative: true,
        epochs: 40,
        suffix: "",
    };
    Ok(match choice {
        Choice::Generated => base,
        Choice::Airline => Setting {
            series: series::airline(&folder)?,
            held_out: 30,
            window: 24,
            log: true,
            epochs: 300,
            suffix: "-airline",
            ..base
        },
        Choice::Temperatures => Setting {
            series: series::temperatures(&folder)?,
            held_out: 730,
            window: 30,
            relative: false,
            epochs: 10,
            suffix: "-temperatures",
            ..base
        },
    })
}

fn compare(Arguments { common, series: choice, epochs }: &Arguments) -> Result<()> {
    let setting = setting(*choice, common.seed)?;
    let mut results =
        OutputDir::new(common.out.as_deref(), &format!("ch13/forecast{}", setting.suffix))?;
    let Setting { series, held_out, horizon, window, .. } = &setting;
    let (values, horizon) = (&series.values[..], *horizon);
    let parts = Parts::new(values.len(), *held_out);
    let epochs = epochs.unwrap_or(setting.epochs);
    say(format_args!(
        "{}: {} values to learn from, {} to calibrate, {} to judge by; {horizon} steps ahead",
        series.name,
        parts.train.len(),
        parts.calibration.len(),
        parts.test.len()
    ));

    // ANCHOR: compare
    let train = &values[parts.train.clone()];
    let windows = Windows::fit(train, *window, series.season, setting.log, setting.relative);
    let training = Training { hidden_size: 24, epochs, seed: common.seed };
    let gru = GruForecaster::fit(windows, train, horizon, training);
    let parameters = gru.parameters();
    let mut forecasters: Vec<(&str, Box<dyn Forecaster>)> = vec![
        ("naive", Box::new(Naive)),
        ("seasonal naive", Box::new(SeasonalNaive { season: series.season })),
        ("linear", Box::new(Linear::fit_best(windows, train, horizon))),
        ("GRU", Box::new(gru)),
    ];
    if *choice == Choice::Generated {
        forecasters.push(("the signal", Box::new(Signal)));
    }
    let mut rows = Vec::new();
    for (name, forecaster) in &forecasters {
        let walk = |part| walk_forward(&**forecaster, values, part, horizon);
        let intervals = Intervals::calibrate(&walk(parts.calibration.clone()), COVERAGE);
        let judged = walk(parts.test.clone());
        rows.push((*name, Scores::of(&judged, train, series.season), intervals, judged));
    }
    // ANCHOR_END: compare

    let mut numbers = ResultsFile::default();
    say("");
    say("                   MAE    RMSE    MASE   90 % intervals: half-width  coverage");
    for (name, scores, intervals, judged) in &rows {
        let Scores { mae, rmse, mase } = scores;
        let width = intervals.half_widths.iter().sum::<f64>() / horizon as f64;
        let coverage = intervals.coverage(judged);
        say(format_args!(
            "{name:<14} {mae:>7.2} {rmse:>7.2} {mase:>7.2}   {width:>26.2}  {:>6.1} %",
            100.0 * coverage
        ));
        let key = name.replace(' ', "_").to_lowercase();
        numbers.add(&format!("{key}_mae"), mae);
        numbers.add(&format!("{key}_rmse"), rmse);
        numbers.add(&format!("{key}_mase"), mase);
        numbers.add(&format!("{key}_half_width"), width);
        numbers.add(&format!("{key}_coverage"), coverage);
    }

    numbers.add("horizon", horizon);
    numbers.add("window", window);
    numbers.add("parameters", parameters);
    numbers.add("epochs", epochs);
    numbers.add("values", values.len());
    numbers.add("test_values", parts.test.len());
    numbers.add("seed", common.seed);
    results.write("results.toml", |path| numbers.save(path));
    let (_, _, intervals, judged) = &rows[3];
    let chart = chart(series, judged, intervals, horizon);
    results.write(&format!("forecast{}.svg", setting.suffix), |path| chart.draw()?.save(path));
    results.finish()
}

/// The truth, the network's forecasts one after the other, each as far as the horizon, and the bounds of
/// their intervals.
fn chart(
    series: &TimeSeries,
    judged: &[Judged],
    intervals: &Intervals,
    horizon: usize,
) -> LineChart {
    const SHOWN: usize = 10;
    let one_after_the_other = || judged.iter().step_by(horizon).take(SHOWN);
    let curve = |label: &str, value: &dyn Fn(&Judged, usize) -> f64| {
        let points = one_after_the_other().flat_map(|one| {
            (0..horizon).map(move |step| ((one.origin + step) as f64, value(one, step)))
        });
        Series { label: label.into(), points: points.collect(), color: None }
    };
    let bound = |sign: f64| {
        move |one: &Judged, step: usize| one.forecast[step] + sign * intervals.half_widths[step]
    };
    LineChart {
        description: format!(
            "The end of a series: {}. The truth, the network's forecasts, and the bounds of \
             intervals that are to contain 90 % of the values. The forecasts follow the truth, and \
             most values are between the bounds.",
            series.name
        ),
        x_label: "step".into(),
        y_label: series.unit.into(),
        log_y: false,
        series: vec![
            curve("truth", &|one, step| one.truth[step]),
            curve("forecast", &|one, step| one.forecast[step]),
            curve("upper", &bound(1.0)),
            curve("lower", &bound(-1.0)),
        ],
    }
}
