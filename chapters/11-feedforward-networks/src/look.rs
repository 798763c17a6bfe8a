//! What is in a table of houses, before anything is learned from it.

use crate::housing::{CAP, Houses, TARGET};
use anyhow::Result;
use nn::group_thousands;
use training::cli::{ResultsFile, say};

/// Prints minimum, median, maximum, missing values and skewness of each column, and how many targets
/// are capped.
///
/// # Errors
/// If the table lacks one of the columns.
pub fn look(houses: &Houses, numbers: &mut ResultsFile) -> Result<()> {
    let table = &houses.table;
    say(format_args!("{}: {} districts", houses.name, group_thousands(table.len())));
    say("");
    say(format_args!(
        "{:<20} {:>9} {:>9} {:>9} {:>8} {:>8}",
        "column", "min", "median", "max", "missing", "skewness"
    ));
    for name in table.columns() {
        let all = table.column(name)?;
        if let Some(categories) = table.categories(name)? {
            let count = |i: usize| all.iter().filter(|x| **x == i as f64).count();
            let counts = categories.iter().enumerate().map(|(i, c)| format!("{c} {}", count(i)));
            say(format_args!("{name:<20} {}", counts.collect::<Vec<_>>().join(", ")));
            continue;
        }
        let mut values: Vec<f64> = all.iter().copied().filter(|x| !x.is_nan()).collect();
        values.sort_by(f64::total_cmp);
        let missing = all.len() - values.len();
        let (min, max, median) = (values[0], values[values.len() - 1], values[values.len() / 2]);
        let digits = if max < 100.0 && min.fract() != 0.0 { 2 } else { 0 };
        let digits = if name.ends_with("tude") { 2 } else { digits };
        say(format_args!(
            "{name:<20} {min:>9.digits$} {median:>9.digits$} {max:>9.digits$} {missing:>8} {:>8.1}",
            skewness(&values)
        ));
        if missing > 0 {
            numbers.add("missing", missing);
        }
    }
    let values = table.column(TARGET)?;
    let [above, at] =
        [values.iter().filter(|y| **y > CAP).count(), values.iter().filter(|y| **y == CAP).count()];
    say("");
    say(format_args!(
        "capped: {above} districts of {} are told as 500001, {at} as 500000",
        table.len()
    ));
    numbers.add("districts", table.len());
    numbers.add("capped", above);
    numbers.add("at_the_cap", at);
    Ok(())
}

/// The third moment, divided by the deviation cubed: 0 of a symmetric column, positive of one with a
/// long tail to the right.
///
/// ```
/// assert_eq!(ch11::look::skewness(&[1.0, 2.0, 3.0]), 0.0);
/// assert!(ch11::look::skewness(&[1.0, 1.0, 10.0]) > 0.7);
/// ```
pub fn skewness(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let moment = |power: i32| values.iter().map(|x| (x - mean).powi(power)).sum::<f64>() / n;
    moment(3) / moment(2).powf(1.5)
}
