//! Curves over one horizontal axis, such as the loss over the epochs.

use crate::style::Color;

/// Curves over one horizontal axis: a learning curve, a schedule, an activation function.
///
/// Each curve bears its label at its end. Points that are not finite, or not positive on a
/// logarithmic axis, leave a gap.
///
/// ```
/// use figures::{LineChart, Series};
///
/// let loss = |rate: f64| (0..=20).map(|epoch| (f64::from(epoch), rate.powi(epoch))).collect();
/// let figure = LineChart {
///     description: "Both losses fall exponentially; with momentum twice as fast.".into(),
///     x_label: "epoch".into(),
///     y_label: "training loss".into(),
///     log_y: true,
///     series: vec![
///         Series { label: "plain".into(), points: loss(0.8), ..Series::default() },
///         Series { label: "momentum".into(), points: loss(0.64), ..Series::default() },
///     ],
/// }
/// .draw()?;
/// assert!(figure.inline().contains(">momentum</text>"));
/// # Ok::<(), figures::FigureError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineChart {
    /// What a reader would see, for those who cannot.
    pub description: String,
    /// What the horizontal axis counts, printed below it.
    pub x_label: String,
    /// What the vertical axis measures, printed above it.
    pub y_label: String,
    /// Whether equal ratios, instead of equal differences, are equally high.
    pub log_y: bool,
    /// The curves, at most five.
    pub series: Vec<Series>,
}

/// One curve of a [`LineChart`].
///
/// ```
/// let curve = figures::Series { points: vec![(0.0, 1.0), (1.0, 0.5)], ..Default::default() };
/// assert!(curve.label.is_empty() && curve.color.is_none());
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// What the curve is, printed at its end.
    pub label: String,
    /// The points `(x, y)` in the order in which the curve passes them.
    pub points: Vec<(f64, f64)>,
    /// The curve's colour; without one, the next of [`Color::ALL`].
    pub color: Option<Color>,
}
