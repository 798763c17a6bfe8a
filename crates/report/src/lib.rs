//! The report of a trained classifier of images: learning curves, predictions, the confusion matrix,
//! the misclassified images.
//!
//! [`write()`] makes the whole report of a classifier of digits. A program with images of another kind
//! puts its own together from [`Predictions`], [`learning_curves`] and [`confusion_chart`]. Of a
//! regression, [`predicted_against_true`] and [`residuals`] show what was predicted.

mod charts;
mod predictions;
mod regression;

pub use charts::{confusion_chart, learning_curves};
pub use predictions::{Prediction, Predictions};
pub use regression::{predicted_against_true, residuals};

use data::LabelledImages;
use figures::{CaptionedImage, FigureError};
use nn::Sequential;
use training::cli::{self, OutputDir};
use training::{EpochRecord, History};

/// How many misclassified images are shown.
const MAX_MISCLASSIFIED: usize = 12;

/// One line on speed: the time of all training steps, and samples per second.
///
/// ```
/// use training::{EpochRecord, History, Metrics};
///
/// let metrics = Metrics { loss: 0.5, metric: 0.75 };
/// let epoch = EpochRecord { epoch: 1, train: metrics, validation: metrics, seconds: 2.0 };
/// let line = report::speed(&History { epochs: vec![epoch] }, 60_000);
/// assert_eq!(line, "Trained in 2.00 s: 30,000 samples per second");
/// ```
pub fn speed(history: &History, samples: usize) -> String {
    let (seconds, samples) = (history.train_seconds(), samples * history.epochs.len());
    let rate = nn::group_thousands((samples as f64 / seconds) as usize);
    format!("Trained in {seconds:.2} s: {rate} samples per second")
}

/// Writes the report of a classifier of digits into the folder of results: the history, the learning
/// curves, the confusion matrix and the misclassified images.
///
/// ```
/// use nn::{Dense, Flatten, sequential};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use training::{History, cli::OutputDir};
///
/// let folder = tempfile::tempdir()?;
/// let mut results = OutputDir::new(Some(folder.path()), "ch00/program")?;
/// let model = sequential![Flatten, Dense::linear(64, 10, &mut ChaCha8Rng::seed_from_u64(1))];
/// let accuracy = training::Metrics { loss: 2.3, metric: 0.1 };
/// let epoch =
///     training::EpochRecord { epoch: 1, train: accuracy, validation: accuracy, seconds: 1.0 };
/// report::write(&mut results, &History { epochs: vec![epoch] }, &model, &data::digits().test);
/// assert!(results.path("confusion-matrix.svg").is_file());
/// results.finish()?;
/// # Ok::<(), anyhow::Error>(())
/// ```
pub fn write(
    results: &mut OutputDir,
    history: &History,
    model: &Sequential,
    test: &LabelledImages,
) {
    results.write("history.csv", |file| history.write_csv(file));
    write_curves(results, history);
    let predictions = Predictions::new(model, test);
    let classes = (0..test.format().classes).map(|class| class.to_string()).collect();
    let description = "How often each digit of the test was taken for each.";
    let matrix = confusion_chart(&predictions, classes, description);
    results.write("confusion-matrix.svg", |file| matrix.draw()?.save(file));
    let wrong = predictions.misclassified(MAX_MISCLASSIFIED);
    if wrong.is_empty() {
        cli::say("There is no mistake to show.");
        results.remove("mistakes.svg");
    } else {
        let images = wrong.iter().map(|&i| captioned(test, i, &predictions.0[i])).collect();
        results.write("mistakes.svg", |file| grid(images).draw()?.save(file));
    }
}

/// The curves of loss and accuracy.
fn write_curves(results: &mut OutputDir, history: &History) {
    let description =
        |name| format!("The {name} on the training and the test images after each epoch.");
    let values = [|e: &EpochRecord| e.train.loss, |e: &EpochRecord| e.validation.loss];
    let loss = learning_curves(history, "loss", &description("loss"), values);
    if let Err(FigureError::NoPoints { .. }) = loss.draw().map(drop) {
        cli::say("The loss was no finite number in any epoch: try a smaller --learning-rate.");
        results.remove("loss.svg");
    } else {
        results.write("loss.svg", |file| loss.draw()?.save(file));
    }
    let values = [|e: &EpochRecord| e.train.metric, |e: &EpochRecord| e.validation.metric];
    let accuracy = learning_curves(history, "accuracy", &description("accuracy"), values);
    results.write("accuracy.svg", |file| accuracy.draw()?.save(file));
}

/// An image with its label, the predicted class and the confidence.
fn captioned(images: &LabelledImages, i: usize, prediction: &Prediction) -> CaptionedImage {
    let (format, Prediction { class, confidence, label }) = (images.format(), prediction);
    let max_value = f32::from(format.max_value);
    CaptionedImage {
        pixels: images.image(i).iter().map(|&pixel| f32::from(pixel) / max_value).collect(),
        width: format.width,
        height: format.height,
        caption: format!("true {label}, said {class}, {:.1} %", confidence * 100.0),
    }
}

fn grid(images: Vec<CaptionedImage>) -> figures::ImageGrid {
    figures::ImageGrid {
        description: "The test images that the network is wrong about with most confidence.".into(),
        columns: 4,
        images,
    }
}
