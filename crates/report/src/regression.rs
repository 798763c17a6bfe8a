//! Predictions against targets, and residuals, as figures.

use figures::{DecisionBoundary, HalfPlane, PointGroup, Scatter};

/// How many points a figure shows at most: more would hide one another.
const MAX_POINTS: usize = 500;

/// The predictions over the targets, one point a sample, and the line `y = t` on which perfect ones
/// lie; of many samples, 500 at even intervals.
///
/// ```
/// let chart = report::predicted_against_true(&[1.0, 2.5], &[1.0, 2.0], "100,000 $", "Two houses.");
/// assert_eq!(chart.groups[0].points[1], (2.0, 2.5));
/// assert!(chart.draw().is_ok());
/// ```
///
/// # Panics
/// If there is not one prediction for each target.
#[track_caller]
pub fn predicted_against_true(
    predictions: &[f64],
    targets: &[f64],
    unit: &str,
    description: &str,
) -> Scatter {
    let points = thinned(predictions, targets).map(|(y, t)| (t, y)).collect();
    Scatter {
        description: description.into(),
        x_label: format!("true, {unit}"),
        y_label: format!("predicted, {unit}"),
        groups: vec![PointGroup { label: String::new(), points, hollow: true }],
        lines: vec![line("y = t", [1.0, -1.0])],
        ..Scatter::default()
    }
}

/// The residuals `y − t` over the predictions `y`, and the line on which they are zero; of many
/// samples, 500 at even intervals. A trend or a funnel in it is structure that the model has missed.
///
/// ```
/// let chart = report::residuals(&[1.0, 2.5], &[1.0, 2.0], "100,000 $", "Two houses.");
/// assert_eq!(chart.groups[0].points[1], (2.5, 0.5));
/// assert!(chart.draw().is_ok());
/// ```
///
/// # Panics
/// If there is not one prediction for each target.
#[track_caller]
pub fn residuals(predictions: &[f64], targets: &[f64], unit: &str, description: &str) -> Scatter {
    let points = thinned(predictions, targets).map(|(y, t)| (y, y - t)).collect();
    Scatter {
        description: description.into(),
        x_label: format!("predicted, {unit}"),
        y_label: format!("predicted − true, {unit}"),
        groups: vec![PointGroup { label: String::new(), points, hollow: true }],
        lines: vec![line("0", [0.0, 1.0])],
        ..Scatter::default()
    }
}

fn line(label: &str, w: [f64; 2]) -> DecisionBoundary {
    let side = HalfPlane { w, b: 0.0 };
    DecisionBoundary { label: label.into(), side, ..DecisionBoundary::default() }
}

/// Predictions and targets, at most 500 of them.
#[track_caller]
fn thinned<'a>(
    predictions: &'a [f64],
    targets: &'a [f64],
) -> impl Iterator<Item = (f64, f64)> + 'a {
    let (n, found) = (targets.len(), predictions.len());
    assert!(n == found, "there are {found} predictions for {n} targets");
    let step = n.div_ceil(MAX_POINTS).max(1);
    predictions.iter().copied().zip(targets.iter().copied()).step_by(step)
}
