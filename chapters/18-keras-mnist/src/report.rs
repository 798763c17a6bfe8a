//! What a run leaves behind: learning curves, the confusion matrix, the worst mistakes, the history.

mod answers;

use answers::Answers;
use anyhow::Result;
use data::LabelledImages;
use figures::{CaptionedImage, ConfusionMatrix, LineChart, Series};
use nn::Sequential;
use training::cli::Results;
use training::{Epoch, History};

/// How many of the mistakes are shown.
const MISTAKES: usize = 12;

/// One line on time: all training steps together, and samples per second.
pub fn speed(history: &History, samples: usize) -> String {
    let (seconds, samples) = (history.seconds(), samples * history.epochs.len());
    let rate = nn::thousands((samples as f64 / seconds) as usize);
    format!("Trained in {seconds:.2} s: {rate} samples per second")
}

/// Writes the figures and the history into the folder of results.
///
/// # Errors
/// If a file cannot be written.
pub fn write(
    results: &mut Results,
    history: &History,
    model: &Sequential,
    test: &LabelledImages,
) -> Result<()> {
    results.write("history.csv", |file| history.write_csv(file))?;
    results.write("loss.svg", |file| {
        curves(history, "loss", |e| e.train.loss, |e| e.test.loss).draw()?.save(file)
    })?;
    results.write("accuracy.svg", |file| {
        curves(history, "accuracy", |e| e.train.metric, |e| e.test.metric).draw()?.save(file)
    })?;
    let answers = Answers::new(model, test);
    results.write("confusion-matrix.svg", |file| {
        confusion_matrix(&answers, test).draw()?.save(file)
    })?;
    let mistakes = answers.mistakes(test, MISTAKES);
    if mistakes.is_empty() {
        println!("There is no mistake to show.");
        return Ok(());
    }
    results.write("mistakes.svg", |file| grid(mistakes).draw()?.save(file))
}

/// One quantity over the epochs, on both parts of the data.
fn curves(
    history: &History,
    name: &str,
    train: impl Fn(&Epoch) -> f64,
    test: impl Fn(&Epoch) -> f64,
) -> LineChart {
    let series = |label: &str, points| Series { label: label.into(), points, ..Series::default() };
    LineChart {
        description: format!("The {name} on the training and the test images after each epoch."),
        x_label: "epoch".into(),
        y_label: name.into(),
        series: vec![
            series("training", history.series(train)),
            series("test", history.series(test)),
        ],
        ..LineChart::default()
    }
}

fn confusion_matrix(answers: &Answers, test: &LabelledImages) -> ConfusionMatrix {
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
