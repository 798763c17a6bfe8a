//! Time series: a generated one, and two that were measured.

use anyhow::{Context, Result, ensure};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rand_distr::{Distribution, StandardNormal};
use std::f64::consts::TAU;
use std::fs;
use std::path::Path;

/// One value for each step of time.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeSeries {
    /// What it is, for a reader.
    pub name: &'static str,
    /// What a value counts or measures.
    pub unit: &'static str,
    /// The values, the oldest first.
    pub values: Vec<f64>,
    /// The number of steps after which the season repeats.
    pub season: usize,
}

/// The standard deviation of the noise in [`generated`].
pub const NOISE: f64 = 1.0;

/// A trend and a season of 12 steps: the value of [`generated`] at step `t` without its noise,
/// `50 + 0.03·t + 5·sin(τ·t/12) + 2·cos(2·τ·t/12)`.
///
/// ```
/// use ch13::series::signal;
///
/// assert_eq!(signal(0), 52.0);
/// assert!((signal(24) - signal(12) - 12.0 * 0.03).abs() < 1e-9);
/// ```
pub fn signal(t: usize) -> f64 {
    let (t, phase) = (t as f64, TAU * t as f64 / 12.0);
    50.0 + 0.03 * t + 5.0 * phase.sin() + 2.0 * (2.0 * phase).cos()
}

/// A series of `len` values: [`signal`] plus independent normal noise of mean 0 and standard deviation
/// [`NOISE`].
///
/// The noise is the limit of every forecast: who knows the signal still has an expected absolute error
/// of `√(2/π)`, about 0.80, and a root mean squared error of 1.
///
/// ```
/// let series = ch13::series::generated(1, 600);
/// assert_eq!((series.values.len(), series.season), (600, 12));
/// assert_eq!(series, ch13::series::generated(1, 600));
/// assert_ne!(series, ch13::series::generated(2, 600));
/// ```
pub fn generated(seed: u64, len: usize) -> TimeSeries {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let value = |t: usize| {
        let noise: f64 = StandardNormal.sample(rng);
        signal(t) + NOISE * noise
    };
    TimeSeries {
        name: "generated series",
        unit: "value",
        values: (0..len).map(value).collect(),
        season: 12,
    }
}

/// The passengers of international airlines, in thousands a month, from 1949 to 1960: the file
/// `airline-passengers.csv` in `folder`.
///
/// # Errors
/// If there is no such file, or as [`parse`].
pub fn airline(folder: &Path) -> Result<TimeSeries> {
    let values = read(&folder.join("airline-passengers.csv"))?;
    Ok(TimeSeries { name: "airline passengers", unit: "thousand passengers", values, season: 12 })
}

/// The minimum temperature of each day in Melbourne from 1981 to 1990, in °C: the file
/// `daily-min-temperatures.csv` in `folder`.
///
/// Every year has 365 rows: 31 December is missing in 1984 and 1988, which are leap years. So the season
/// is 365 rows exactly.
///
/// # Errors
/// If there is no such file, or as [`parse`].
pub fn temperatures(folder: &Path) -> Result<TimeSeries> {
    let values = read(&folder.join("daily-min-temperatures.csv"))?;
    Ok(TimeSeries { name: "minimum temperatures", unit: "°C", values, season: 365 })
}

fn read(path: &Path) -> Result<Vec<f64>> {
    let text = fs::read_to_string(path).with_context(|| {
        format!(
            "cannot read {}: put the file into a folder `timeseries` and let the environment \
             variable GRADUS_DATA name the folder above it",
            path.display()
        )
    })?;
    parse(&text).with_context(|| format!("in {}", path.display()))
}

/// The values of a table with a header and, on each further line, a date in quotes, a comma and a value.
/// Lines may end as on Windows.
///
/// # Errors
/// If a line has another form, if a value is not finite, if the dates do not ascend, or if there is no
/// value.
///
/// ```
/// let table = "\"Month\",\"Passengers\"\r\n\"1949-01\",112\r\n\"1949-02\",118";
/// assert_eq!(ch13::series::parse(table).unwrap(), [112.0, 118.0]);
/// assert!(ch13::series::parse("\"Date\",\"Temp\"\n\"1981-01-01\",?0.2\n").is_err());
/// ```
pub fn parse(text: &str) -> Result<Vec<f64>> {
    let (mut values, mut before) = (Vec::new(), "");
    for (number, line) in (1..).zip(text.lines()).skip(1) {
        let fields = line.split_once(',');
        let fields = fields.and_then(|(date, value)| Some((date, value.parse::<f64>().ok()?)));
        let (date, value) = fields.filter(|(_, value)| value.is_finite()).with_context(|| {
            format!("line {number}: a date, a comma and a number are expected, but it is {line:?}")
        })?;
        // Dates with the year first are in the order of their characters.
        ensure!(date > before, "line {number}: {date} comes after {before}");
        before = date;
        values.push(value);
    }
    ensure!(!values.is_empty(), "there are no values");
    Ok(values)
}
