//! Where the errors are: by region, by price, on the map.

use crate::housing::{Houses, Parts, UNIT};
use crate::judged::Judged;
use anyhow::Result;
use figures::{LineChart, PointGroup, Scatter, Series};
use nn::group_thousands;
use report::{predicted_against_true, residuals};
use training::cli::{OutputDir, ResultsFile, say};

/// Bands of the true value, each with its upper end, which is not in it.
const BANDS: [(&str, f64); 5] = [
    ("below 100,000 $", 1.0),
    ("100,000 to 200,000 $", 2.0),
    ("200,000 to 300,000 $", 3.0),
    ("300,000 to 500,000 $", 5.0),
    ("capped at 500,000 $", f64::INFINITY),
];

/// Prints the errors of each part of the test, of linear regression and of the network of the first
/// seed, and gives those of the network for the model card.
///
/// # Errors
/// If the table lacks `ocean_proximity`.
pub fn by_group(
    houses: &Houses,
    Parts { test, test_indices, .. }: &Parts,
    linear: &Judged,
    network: &Judged,
    numbers: &mut ResultsFile,
) -> Result<Vec<[String; 2]>> {
    say("");
    say(format_args!(
        "{:<24} {:>9} {:>12} {:>13} {:>16}",
        "part of the test", "districts", "MAE, linear", "MAE, network", "bias, network"
    ));
    let regions = houses.table.column("ocean_proximity")?;
    let names = houses.table.categories("ocean_proximity")?.unwrap_or_default();
    let region = |i: usize| names[regions[test_indices[i] as usize] as usize].as_str();
    let band = |i: usize| BANDS.iter().find(|(_, end)| test.y[i] < *end).map_or("", |band| band.0);
    let mut lines = Vec::new();
    let mut tell = |name: &str, of: &dyn Fn(usize) -> bool| {
        let chosen: Vec<usize> = (0..test.len()).filter(|&i| of(i)).collect();
        if chosen.is_empty() {
            return;
        }
        let n = chosen.len() as f64;
        let mean = |of: &dyn Fn(usize) -> f64| chosen.iter().map(|&i| of(i)).sum::<f64>() / n;
        let error = |judged: &Judged, i: usize| judged.predictions[0][i] - test.y[i];
        let simple = mean(&|i| error(linear, i).abs());
        let (mae, bias) = (mean(&|i| error(network, i).abs()), mean(&|i| error(network, i)));
        // Rounded first, so that no small negative number is shown as -0.000.
        let shown = (bias * 1000.0).round() / 1000.0 + 0.0;
        say(format_args!(
            "{name:<24} {:>9} {simple:>12.3} {mae:>13.3} {shown:>+16.3}",
            group_thousands(chosen.len())
        ));
        let districts = if chosen.len() == 1 { "district" } else { "districts" };
        let what = format!("MAE, {name} ({} {districts})", group_thousands(chosen.len()));
        lines.push([what, format!("{mae:.3}")]);
        let key: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        numbers.add(&format!("mae_{key}"), mae);
        numbers.add(&format!("linear_{key}"), simple);
        numbers.add(&format!("bias_{key}"), bias);
    };
    names.iter().for_each(|name| tell(name, &|i| region(i) == name));
    BANDS.iter().for_each(|(name, _)| tell(name, &|i| band(i) == *name));
    Ok(lines)
}

/// The figures of the errors.
///
/// # Errors
/// If the table lacks the coordinates.
pub fn draw(
    Parts { test, test_indices, .. }: &Parts,
    houses: &Houses,
    linear: &Judged,
    network: &Judged,
    suffix: &str,
    results: &mut OutputDir,
) -> Result<()> {
    let y = &network.predictions[0];
    let description = "Points around the line y = t. The cloud is narrow at low values and wide at \
                       high ones; at the right edge, at 5, a vertical row of points lies mostly \
                       below the line.";
    let chart = predicted_against_true(y, &test.y, UNIT, description);
    results.write(&format!("predicted{suffix}.svg"), |path| chart.draw()?.save(path));
    let description = "Points around a horizontal line at 0, farther from it at higher predictions. \
                       A slanting edge, where prediction minus residual is 5, bounds them below: the cap.";
    let chart = residuals(y, &test.y, UNIT, description);
    results.write(&format!("residuals{suffix}.svg"), |path| chart.draw()?.save(path));

    let (longitudes, latitudes) =
        (houses.table.column("longitude")?, houses.table.column("latitude")?);
    let place = |i: usize| {
        let row = test_indices[i] as usize;
        (longitudes[row], latitudes[row])
    };
    let group = |label: &str, far: fn(f64) -> bool, hollow: bool| PointGroup {
        label: label.into(),
        points: (0..test.len()).filter(|&i| far(y[i] - test.y[i])).map(place).take(300).collect(),
        hollow,
    };
    let chart = Scatter {
        description:
            "A map of the test districts with errors above 75,000 dollars. Both kinds lie \
                      in the same places, where many and expensive houses are."
                .into(),
        x_label: "longitude, degrees".into(),
        y_label: "latitude, degrees".into(),
        groups: vec![
            group("predicted more than 75,000 $ too low", |error| error < -0.75, true),
            group("more than 75,000 $ too high", |error| error > 0.75, false),
        ],
        ..Scatter::default()
    };
    results.write(&format!("map{suffix}.svg"), |path| chart.draw()?.save(path));

    let fractions = |judged: &Judged| {
        let errors: Vec<f64> =
            judged.predictions[0].iter().zip(&test.y).map(|(y, t)| (y - t).abs()).collect();
        let within = |limit: f64| errors.iter().filter(|error| **error <= limit).count() as f64;
        (0..=60)
            .map(f64::from)
            .map(|i| i / 40.0)
            .map(|x| (x, 100.0 * within(x) / errors.len() as f64))
            .collect()
    };
    let line = |label: &str, points| Series { label: label.into(), points, color: None };
    let chart = LineChart {
        description: "For each size of error, the percentage of the test districts whose error is \
                      at most that. The curve of the network lies above that of linear regression."
            .into(),
        x_label: format!("absolute error, {UNIT}"),
        y_label: "districts with at most this error, %".into(),
        log_y: false,
        series: vec![line("linear", fractions(linear)), line("network", fractions(network))],
    };
    results.write(&format!("errors{suffix}.svg"), |path| chart.draw()?.save(path));
    Ok(())
}
