//! Ticks: round numbers, four to six of them, to read an axis by.

use std::ops::RangeInclusive;

/// A decimal number `digits × 10^exponent`.
///
/// As a pair of whole numbers it is exact: counting in steps of 0.1 never gives 0.30000000000004.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tick {
    digits: i64,
    exponent: i32,
}

const COUNT: RangeInclusive<usize> = 4..=6;

impl Tick {
    pub(crate) fn value(self) -> f64 {
        let power = 10_f64.powi(self.exponent.abs());
        // Dividing by a power of ten rounds once; multiplying by its inverse would round twice.
        if self.exponent < 0 { self.digits as f64 / power } else { self.digits as f64 * power }
    }

    /// The power of ten of the number's first digit.
    fn magnitude(self) -> i32 {
        self.digits.unsigned_abs().checked_ilog10().map_or(0, |log| log as i32 + self.exponent)
    }

    fn plain(self) -> String {
        let decimals = -self.exponent.min(0) as usize;
        format!("{:.decimals$}", self.value())
    }

    /// The number as a multiple of `10^magnitude`.
    fn scientific(self, magnitude: i32) -> String {
        if self.digits == 0 {
            return "0".to_owned();
        }
        let decimals = (magnitude - self.exponent).max(0);
        let factor = Tick { digits: self.digits, exponent: -decimals }.plain();
        let power = format!("10{}", superscript(magnitude));
        if factor == "1" { power } else { format!("{factor}×{power}") }
    }
}

/// Evenly spaced ticks between `low` and `high`: at the outermost, or, if `around`, outside of
/// them.
///
/// Where only integers make sense and there are too few of them, there are fewer ticks.
pub(crate) fn even(low: f64, high: f64, integers: bool, around: bool) -> Option<Vec<Tick>> {
    let range = (high - low).log10();
    let steps = (range.floor() as i32 - 2..=range.ceil() as i32).flat_map(|exponent| {
        let quarter = Tick { digits: 25, exponent: exponent - 1 };
        let [one, two, five] = [1, 2, 5].map(|digits| Tick { digits, exponent });
        [one, two, quarter, five].into_iter().filter(move |t| !integers || t.exponent >= 0)
    });
    let few = integers && around && high - low < 3.0;
    steps
        .map(|step| multiples(step, low, high, around))
        .find(|ticks| COUNT.contains(&ticks.len()) || (few && ticks.len() <= *COUNT.end()))
}

fn multiples(step: Tick, low: f64, high: f64, around: bool) -> Vec<Tick> {
    // A bound that is a multiple but for rounding counts as one.
    let (low, high, slack) = (low / step.value(), high / step.value(), 1e-9);
    let (first, last) = if around {
        ((low + slack).floor(), (high - slack).ceil())
    } else {
        ((low - slack).ceil(), (high + slack).floor())
    };
    let too_many = last - first > *COUNT.end() as f64;
    let last = if too_many { first + *COUNT.end() as f64 } else { last };
    (first as i64..=last as i64)
        .map(|k| Tick { digits: k * step.digits, exponent: step.exponent })
        .collect()
}

/// Ticks for a logarithmic axis, the first at or below `low` and the last at or above `high`.
///
/// These are 1, 2, 5, 10, …; or 1, 3, 10, …; or powers of ten, if need be only every second or
/// third. A range too narrow for them has evenly spaced ticks.
pub(crate) fn logarithmic(low: f64, high: f64) -> Option<Vec<Tick>> {
    let sparse = (1..).map(|decades| (&[1][..], decades));
    [(&[1, 2, 5][..], 1), (&[1, 3], 1)]
        .into_iter()
        .chain(sparse)
        .map(|(digits, decades)| ladder(digits, decades, low, high))
        .find(|ticks| ticks.len() <= *COUNT.end())
        .filter(|ticks| COUNT.contains(&ticks.len()))
        .or_else(|| even(low, high, false, true))
}

fn ladder(digits: &[i64], decades: i32, low: f64, high: f64) -> Vec<Tick> {
    let (first, last) = (low.log10().floor() as i32, high.log10().floor() as i32);
    let rungs: Vec<Tick> = (first.div_euclid(decades)..=last.div_euclid(decades) + 1)
        .flat_map(|k| digits.iter().map(move |&digits| (digits, k * decades)))
        .map(|(digits, exponent)| Tick { digits, exponent })
        .collect();
    let start = rungs.iter().rposition(|t| t.value() <= low * (1.0 + 1e-9)).unwrap_or(0);
    let end = rungs.iter().position(|t| t.value() >= high * (1.0 - 1e-9));
    rungs[start..=end.unwrap_or(rungs.len() - 1)].to_vec()
}

/// What is printed at the ticks: all in plain decimals, or, if long, all with powers of ten.
pub(crate) fn labels(ticks: &[Tick]) -> Vec<String> {
    let long = |t: &Tick| t.magnitude() >= 6 || t.exponent < -4;
    let even = ticks.iter().all(|t| t.exponent == ticks[0].exponent);
    let largest = ticks.iter().map(|t| t.magnitude()).max().unwrap_or(0);
    let label = |t: &Tick| match ticks.iter().any(long) {
        // Evenly spaced numbers compare best in one power of ten.
        true if even => t.scientific(largest),
        true => t.scientific(t.magnitude()),
        false => t.plain(),
    };
    ticks.iter().map(|t| label(t).replace('-', "−")).collect()
}

fn superscript(number: i32) -> String {
    let raised = |c: char| match c.to_digit(10) {
        Some(digit) => ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'][digit as usize],
        None => '⁻',
    };
    number.to_string().chars().map(raised).collect()
}
