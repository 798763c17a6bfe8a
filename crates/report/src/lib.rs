//! What a run of a reader of digits leaves behind: learning curves, the confusion matrix, the worst
//! mistakes, the history.

mod predictions;

use data::LabelledImages;
use figures::{CaptionedImage, ConfusionMatrix, FigureError, LineChart, Series};
use nn::Sequential;
use predictions::Predictions;
use training::cli::{self, OutputDir};
use training::{EpochRecord, History};

/// How many of the mistakes are shown.
const MISTAKES: usize = 12;

/// One line on time: all training steps together, and samples per second.
pub fn speed(history: &History, samples: usize) -> String {
    let (seconds, samples) = (history.train_seconds(), samples * history.epochs.len());
    let rate = nn::group_thousands((samples as f64 / seconds) as usize);
    format!("Trained in {seconds:.2} s: {rate} samples per second")
}

/// Writes the figures and the history into the folder of results.
pub fn write(
    results: &mut OutputDir,
    history: &History,
    model: &Sequential,
    test: &LabelledImages,
) {
    results.write("history.csv", |file| history.write_csv(file));
    let loss = curves(history, "loss", |e| e.train.loss, |e| e.validation.loss);
    if let Err(FigureError::NoPoints { .. }) = loss.draw().map(drop) {
        cli::say("The loss was no finite number in any epoch: try a smaller --learning-rate.");
        results.remove("loss.svg");
    } else {
        results.write("loss.svg", |file| loss.draw()?.save(file));
    }
    let accuracy = curves(history, "accuracy", |e| e.train.metric, |e| e.validation.metric);
    results.write("accuracy.svg", |file| accuracy.draw()?.save(file));
    let answers = Predictions::new(model, test);
    let matrix = confusion_matrix(&answers, test);
    results.write("confusion-matrix.svg", |file| matrix.draw()?.save(file));
    let mistakes = answers.misclassified(test, MISTAKES);
    if mistakes.is_empty() {
        cli::say("There is no mistake to show.");
        results.remove("mistakes.svg");
    } else {
        results.write("mistakes.svg", |file| grid(mistakes).draw()?.save(file));
    }
}

/// One quantity over the epochs, on both parts of the data.
fn curves(
    history: &History,
    name: &str,
    train: impl Fn(&EpochRecord) -> f64,
    test: impl Fn(&EpochRecord) -> f64,
) -> LineChart {
    let series = |label: &str, points| Series { label: label.into(), points, ..Series::default() };
    LineChart {
        description: format!("The {name} on the training and the test images after each epoch."),
        x_label: "epoch".into(),
        y_label: name.into(),
        series: vec![
            series("training", history.to_points(train)),
            series("test", history.to_points(test)),
        ],
        ..LineChart::default()
    }
}

fn confusion_matrix(answers: &Predictions, test: &LabelledImages) -> ConfusionMatrix {
    let classes = test.format().classes;
    ConfusionMatrix {
        description: "How often each digit of the test was taken for each.".into(),
        classes: (0..classes).map(|class| class.to_string()).collect(),
        counts: answers.confusion(test),
    }
}

fn grid(images: Vec<CaptionedImage>) -> figures::ImageGrid {
    figures::ImageGrid {
        description: "The test images that the network is wrong about with most confidence.".into(),
        columns: 4,
        images,
    }
}
