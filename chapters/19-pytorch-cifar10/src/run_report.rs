//! The report of a run: the history, the loss curves, the predictions and the filters.

use crate::Net;
use crate::pictures::{filters, predictions_figure};
use data::LabelledImages;
use report::{Predictions, confusion_chart, learning_curves};
use training::cli::{OutputDir, ResultsFile};
use training::{EpochRecord, History};

/// How many images a figure shows.
const IMAGES: usize = 12;

/// What the report of a trained network is made of.
pub struct RunReport<'a> {
    /// Loss and accuracy of each epoch.
    pub history: &'a History,
    /// The network.
    pub net: &'a Net,
    /// The test images.
    pub test: &'a LabelledImages,
    /// The network's predictions for them.
    pub predictions: &'a Predictions,
    /// The names of the classes.
    pub classes: &'a [&'static str],
}

impl RunReport<'_> {
    /// Writes the figures and the history into the folder of results.
    pub fn write(&self, results: &mut OutputDir) {
        let RunReport { history, net, test, predictions, classes } = *self;
        results.write("history.csv", |file| history.write_csv(file));
        let names = classes.iter().map(|class| class.to_string()).collect();
        let about = "How often each class of the test was taken for each.";
        let matrix = confusion_chart(predictions, names, about);
        results.write("cifar10-confusion.svg", |file| matrix.draw()?.save(file));
        let about = "The mean loss on the training images during each epoch, and the loss on the test \
                     images after it.";
        let losses =
            [|epoch: &EpochRecord| epoch.train.loss, |epoch: &EpochRecord| epoch.validation.loss];
        let loss = learning_curves(history, "loss", about, losses);
        results.write("cifar10-loss.svg", |file| loss.draw()?.save(file));
        let first: Vec<usize> = (0..test.len().min(IMAGES)).collect();
        let about = "The first twelve test pictures, each with the class that the network names and \
                     how probable it finds it.";
        results.write("cifar10-answers.svg", |file| {
            predictions_figure(about, test, &first, predictions, classes)?.save(file)
        });
        let wrong = predictions.misclassified(IMAGES);
        let about = "The test pictures about which the network is wrong and most sure, with what it \
                     says and what they are.";
        if wrong.is_empty() {
            results.remove("cifar10-mistakes.svg");
        } else {
            results.write("cifar10-mistakes.svg", |file| {
                predictions_figure(about, test, &wrong, predictions, classes)?.save(file)
            });
        }
        results.write("cifar10-filters.svg", |file| filters(net)?.save(file));
    }
}

/// The results of a run that the page quotes: those of the last epoch, the seed and the data.
///
/// ```
/// use training::{EpochRecord, History, Metrics};
///
/// let metrics = Metrics { loss: 0.5, metric: 0.75 };
/// let epoch = EpochRecord { epoch: 1, train: metrics, validation: metrics, seconds: 2.0 };
/// let results = ch19::results_file(&History { epochs: vec![epoch] }, "shapes", 1);
/// assert!(format!("{results:?}").contains("test_accuracy = 0.7500"));
/// ```
pub fn results_file(history: &History, fingerprint: &str, seed: u64) -> ResultsFile {
    let mut results = ResultsFile::default();
    if let Some(last) = history.epochs.last() {
        results.add("epochs", history.epochs.len());
        results.add("loss", format_args!("{:.4}", last.train.loss));
        results.add("test_loss", format_args!("{:.4}", last.validation.loss));
        results.add("test_accuracy", format_args!("{:.4}", last.validation.metric));
        results.add("seed", seed);
        results.add("data", fingerprint);
    }
    results
}
