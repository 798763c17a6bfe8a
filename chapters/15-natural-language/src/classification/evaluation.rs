//! How well classifiers do, and whether one is better than another.

use std::fmt::Write;

use data::LabelledText;
use text::metrics::{
    ConfusionMatrix, Interval, Labels, Z_95, ZeroDivision, approximate_randomization,
    wilson_interval,
};
use training::Summary;
use training::cli::ResultsFile;

/// What a classifier made of a test set.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// Whether each text was classified rightly.
    pub is_correct: Vec<bool>,
    /// The classes against the predictions.
    pub confusion: ConfusionMatrix,
}

impl Evaluation {
    /// Compares predictions with the texts' labels.
    ///
    /// # Panics
    /// If there is not one prediction for each text, or if a class is not below `classes`.
    pub fn of(samples: &[LabelledText], predictions: &[usize], classes: usize) -> Self {
        let labels: Vec<usize> = samples.iter().map(|sample| sample.label).collect();
        let is_correct = labels.iter().zip(predictions).map(|(label, it)| label == it).collect();
        Evaluation { is_correct, confusion: ConfusionMatrix::new(classes, &labels, predictions) }
    }
}

/// A line of a table: one classifier, trained from one seed or several.
#[derive(Clone, Debug)]
pub struct Row {
    /// What the table calls it.
    pub name: String,
    /// What the results file calls it.
    pub key: String,
    /// The number of weights and biases.
    pub parameters: usize,
    /// The seconds of each training.
    pub seconds: Vec<f64>,
    /// One evaluation for each seed.
    pub evaluations: Vec<Evaluation>,
}

impl Row {
    /// The accuracies of the seeds: their mean, and how they spread.
    pub fn accuracy(&self) -> Summary {
        let accuracies = self.evaluations.iter().map(|it| it.confusion.accuracy());
        Summary::of(&accuracies.collect::<Vec<_>>())
    }

    /// Between which bounds the accuracy lies that so many test texts show: Wilson's interval of the mean.
    pub fn interval(&self) -> Interval {
        let count = self.evaluations[0].is_correct.len();
        wilson_interval((self.accuracy().mean * count as f64).round() as usize, count, Z_95)
    }

    /// The mean of the classes' F1, and of the seeds.
    pub fn macro_f1(&self) -> f64 {
        let f1 = |it: &Evaluation| it.confusion.macro_f1(Labels::All, ZeroDivision::Zero);
        self.evaluations.iter().map(f1).sum::<f64>() / self.evaluations.len() as f64
    }

    /// How probable a difference from `baseline` as large as the seen one is if both are equally good: of the
    /// first seed's networks, on the same texts. On as many other texts, in random order, it is a test of two
    /// independent samples: which text stands beside which is then chance too.
    pub fn p_value(&self, baseline: &Row) -> f64 {
        let mean = |sample: &[&bool]| {
            sample.iter().filter(|it| ***it).count() as f64 / sample.len() as f64
        };
        let [a, b] = [self, baseline].map(|row| &row.evaluations[0].is_correct);
        approximate_randomization(a, b, mean, 2_000, 1).p_value
    }
}

// ANCHOR: table
/// A table of rows, each compared with the row `baseline`; their numbers go into `numbers`.
pub fn rows_table(rows: &[Row], baseline: usize, numbers: &mut ResultsFile) -> String {
    let mut table = format!(
        "{:<22} {:>8} {:>6} {:>13} {:>5} {:>6} {:>10} {:>7}",
        "", "% right", "seeds", "95 % interval", "F1", "p", "parameters", "seconds"
    );
    for (i, row) in rows.iter().enumerate() {
        let (accuracy, interval, f1) = (row.accuracy(), row.interval(), row.macro_f1());
        let spread = match row.evaluations.len() {
            1 => String::new(),
            _ => format!("±{:.1}", 100.0 * accuracy.std),
        };
        let p = (i != baseline).then(|| row.p_value(&rows[baseline]));
        let seconds = row.seconds.iter().sum::<f64>() / row.seconds.len().max(1) as f64;
        let bounds = format!("{:.1} to {:.1}", 100.0 * interval.low, 100.0 * interval.high);
        write!(
            table,
            "\n{:<22} {:>8.1} {spread:>6} {bounds:>13} {:>5.1} {:>6} {:>10} {seconds:>7.1}",
            row.name,
            100.0 * accuracy.mean,
            100.0 * f1,
            p_text(p),
            nn::group_thousands(row.parameters),
        )
        .expect("a String takes everything");
        let mut add = |name: &str, value: f64| numbers.add(&format!("{}_{name}", row.key), value);
        add("accuracy", accuracy.mean);
        add("std", accuracy.std);
        add("low", interval.low);
        add("high", interval.high);
        add("macro_f1", f1);
        add("parameters", row.parameters as f64);
        add("seconds", seconds);
        if let Some(p) = p {
            add("p_value", p);
        }
    }
    table
}
// ANCHOR_END: table

fn p_text(p: Option<f64>) -> String {
    match p {
        Some(p) if p < 0.001 => "<0.001".into(),
        Some(p) => format!("{p:.3}"),
        None => String::new(),
    }
}
