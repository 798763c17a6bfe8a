//! Learning curves and the confusion matrix as figures.

use crate::Predictions;
use figures::{ConfusionMatrix, LineChart, Series};
use training::{EpochRecord, History};

/// A chart of learning curves: one quantity over the epochs, on the training and on the test data.
///
/// ```
/// use training::{EpochRecord, History, Metrics};
///
/// let metrics = Metrics { loss: 0.5, metric: 0.75 };
/// let epoch = EpochRecord { epoch: 1, train: metrics, validation: metrics, seconds: 2.0 };
/// let history = History { epochs: vec![epoch] };
/// let losses = [|e: &EpochRecord| e.train.loss, |e: &EpochRecord| e.validation.loss];
/// let chart = report::learning_curves(&history, "loss", "The loss after each epoch.", losses);
/// assert_eq!(chart.series[1].points, [(1.0, 0.5)]);
/// ```
pub fn learning_curves(
    history: &History,
    quantity: &str,
    description: &str,
    [train, test]: [fn(&EpochRecord) -> f64; 2],
) -> LineChart {
    let series = |label: &str, value: fn(&EpochRecord) -> f64| Series {
        label: label.into(),
        points: history.to_points(value),
        ..Series::default()
    };
    LineChart {
        description: description.into(),
        x_label: "epoch".into(),
        y_label: quantity.into(),
        series: vec![series("training", train), series("test", test)],
        ..LineChart::default()
    }
}

/// The confusion matrix of the predictions as a figure, with the names of the classes.
///
/// ```
/// use report::{Prediction, Predictions, confusion_chart};
///
/// let wrong = Prediction { class: 0, confidence: 0.9, label: 1 };
/// let classes = ["cat", "dog"].map(String::from).to_vec();
/// let chart = confusion_chart(&Predictions(vec![wrong]), classes, "A dog that was taken for a cat.");
/// assert_eq!(chart.counts, [[0, 0], [1, 0]]);
/// ```
pub fn confusion_chart(
    predictions: &Predictions,
    classes: Vec<String>,
    description: &str,
) -> ConfusionMatrix {
    let counts = predictions.confusion_matrix(classes.len());
    ConfusionMatrix { description: description.into(), classes, counts }
}
