//! Models, judged by the same metrics on the same rows.

use crate::Rows;
use crate::card::spread;
use training::cli::{ResultsFile, say};
use training::{RegressionMetrics, Summary};

/// Prints the head of a table of [`Judged`] models.
pub fn say_head(title: &str) {
    say("");
    say(format_args!("{title:<36} {:>14} {:>14} {:>14}", "MAE", "RMSE", "R²"));
}

/// What a model predicts for the test rows, and how good that is; of a network, for each seed.
pub struct Judged {
    /// What it is called in outputs.
    pub name: String,
    /// One prediction for each row; of a network, for each seed.
    pub predictions: Vec<Vec<f64>>,
    /// How good each of these is.
    pub metrics: Vec<RegressionMetrics>,
}

impl Judged {
    /// Judges these predictions of the rows.
    ///
    /// ```
    /// use ch11::{Rows, judged::Judged};
    ///
    /// let rows = Rows { width: 1, x: vec![0.0, 1.0], y: vec![1.0, 3.0] };
    /// let judged = Judged::new("the mean", vec![vec![2.0, 2.0]], &rows);
    /// assert_eq!((judged.metrics[0].mean_absolute_error, judged.metrics[0].r_squared), (1.0, 0.0));
    /// ```
    pub fn new(name: impl Into<String>, predictions: Vec<Vec<f64>>, test: &Rows) -> Self {
        let metrics = predictions.iter().map(|y| RegressionMetrics::of(y, &test.y)).collect();
        Judged { name: name.into(), predictions, metrics }
    }

    /// The summary of one metric over the seeds.
    pub fn summary(&self, value: fn(&RegressionMetrics) -> f64) -> Summary {
        Summary::of(&self.metrics.iter().map(value).collect::<Vec<_>>())
    }

    /// The metrics as a line of the table: mean, and the deviation over the seeds of a network.
    pub fn say(&self) {
        let text = |value: fn(&RegressionMetrics) -> f64| match self.metrics.len() {
            1 => format!("{:.3}        ", value(&self.metrics[0])),
            _ => spread(&self.summary(value)),
        };
        let [mae, rmse, r_squared] = [
            text(|it| it.mean_absolute_error),
            text(|it| it.root_mean_squared_error),
            text(|it| it.r_squared),
        ];
        let line = format!("{:<36} {mae:>14} {rmse:>14} {r_squared:>14}", self.name);
        say(line.trim_end());
    }

    /// The three metrics as lines of a model card: what was measured, of `name`, and the value.
    ///
    /// ```
    /// use ch11::{Rows, judged::Judged};
    ///
    /// let rows = Rows { width: 1, x: vec![0.0, 1.0], y: vec![1.0, 3.0] };
    /// let judged = Judged::new("", vec![vec![2.0, 2.0]; 2], &rows);
    /// assert_eq!(judged.lines("the mean")[0], ["MAE, the mean", "1.000 ± 0.000"]);
    /// ```
    pub fn lines(&self, name: &str) -> Vec<[String; 2]> {
        type Metric = fn(&RegressionMetrics) -> f64;
        let metrics: [(&str, Metric); 3] = [
            ("MAE", |it| it.mean_absolute_error),
            ("RMSE", |it| it.root_mean_squared_error),
            ("R²", |it| it.r_squared),
        ];
        let line = |(what, of)| [format!("{what}, {name}"), spread(&self.summary(of))];
        metrics.map(line).to_vec()
    }

    /// Notes the metrics for the page, under names that begin with `key`.
    pub fn note(&self, key: &str, numbers: &mut ResultsFile) {
        let r_squared = self.summary(|it| it.r_squared);
        numbers.add(&format!("{key}_mae"), self.summary(|it| it.mean_absolute_error).mean);
        numbers.add(&format!("{key}_rmse"), self.summary(|it| it.root_mean_squared_error).mean);
        numbers.add(&format!("{key}_r2"), r_squared.mean);
        numbers.add(&format!("{key}_r2_std"), r_squared.std);
        numbers.add(&format!("{key}_r2_min"), r_squared.min);
        numbers.add(&format!("{key}_r2_max"), r_squared.max);
    }
}
