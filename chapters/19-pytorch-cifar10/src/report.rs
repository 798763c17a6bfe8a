//! What a run leaves behind: the loss over the epochs, which classes are confused, the numbers.

use autograd::Tape;
use data::{Dataset, LabelledImages, Normalized};
use figures::{ConfusionMatrix, LineChart, Series};
use nn::Forward;
use training::History;
use training::cli::Results;

/// How often each true class (the row) was taken for each class (the column).
pub fn confusion(net: &impl Forward<f32>, test: &Normalized<LabelledImages>) -> Vec<Vec<u32>> {
    let classes = test.data.format().classes;
    let (mut tape, mut counts) = (Tape::new(), vec![vec![0; classes]; classes]);
    let every: Vec<u32> = (0..test.data.len() as u32).collect();
    for indices in every.chunks(250) {
        let batch = Dataset::<f32>::batch(test, indices);
        let logits = tape.evaluate(|tape| net.forward(tape.constant(&batch.inputs)));
        for (logits, truth) in logits.as_slice().chunks_exact(classes).zip(&batch.targets) {
            let larger = |best, class| if logits[class] > logits[best] { class } else { best };
            counts[*truth][(1..classes).fold(0, larger)] += 1;
        }
    }
    counts
}

/// Writes the figures and the history into the folder of results.
pub fn write(results: &mut Results, history: &History, classes: &[&str], counts: Vec<Vec<u32>>) {
    results.write("history.csv", |file| history.write_csv(file));
    let matrix = ConfusionMatrix {
        description: "How often each class of the test was taken for each.".into(),
        classes: classes.iter().map(|class| class.to_string()).collect(),
        counts,
    };
    results.write("cifar10-confusion.svg", |file| matrix.draw()?.save(file));
    let series = |label: &str, points| Series { label: label.into(), points, ..Series::default() };
    let curves = LineChart {
        description: "The loss on the training and the test images after each epoch.".into(),
        x_label: "epoch".into(),
        y_label: "loss".into(),
        series: vec![
            series("training", history.series(|epoch| epoch.train.loss)),
            series("test", history.series(|epoch| epoch.test.loss)),
        ],
        ..LineChart::default()
    };
    results.write("cifar10-loss.svg", |file| curves.draw()?.save(file));
}

/// The numbers of a run, for the page: flat, in TOML.
pub fn numbers(history: &History, fingerprint: &str, seed: u64) -> String {
    let Some(last) = history.epochs.last() else { return String::new() };
    format!(
        "epochs = {}\nloss = {:.4}\ntest_loss = {:.4}\ntest_accuracy = {:.4}\nseed = {seed}\n\
         data = \"{fingerprint}\"\n",
        history.epochs.len(),
        last.train.loss,
        last.test.loss,
        last.test.metric,
    )
}
