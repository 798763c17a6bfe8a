//! What a run leaves behind: the loss over the epochs, which classes are confused, the numbers.

use crate::Net;
use crate::pictures::{answered, filters};
use autograd::Tape;
use data::{Dataset, LabelledImages, Standardized};
use figures::{ConfusionMatrix, LineChart, Series};
use nn::Forward;
use training::History;
use training::cli::OutputDir;

/// What the network says about one image.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// The class with the largest logit.
    pub class: usize,
    /// Its probability, by softmax.
    pub probability: f64,
}

/// What the network says about every test image. Nothing is recorded for a gradient.
pub fn answers(net: &impl Forward<f32>, test: &Standardized<LabelledImages>) -> Vec<Answer> {
    let classes = test.data.format().classes;
    let (mut tape, mut answers) = (Tape::new(), Vec::new());
    let every: Vec<u32> = (0..test.data.len() as u32).collect();
    for indices in every.chunks(250) {
        let batch = Dataset::<f32>::get_batch(test, indices);
        let logits = tape.no_grad(|tape| net.forward(tape.constant(&batch.inputs)));
        answers.extend(logits.as_slice().chunks_exact(classes).map(Answer::of));
    }
    answers
}

impl Answer {
    fn of(logits: &[f32]) -> Answer {
        let larger = |best, class| if logits[class] > logits[best] { class } else { best };
        let class = (1..logits.len()).fold(0, larger);
        let sum: f64 = logits.iter().map(|logit| f64::from(logit - logits[class]).exp()).sum();
        Answer { class, probability: 1.0 / sum }
    }
}

/// How often each true class (the row) was taken for each class (the column).
pub fn confusion(answers: &[Answer], truth: &LabelledImages) -> Vec<Vec<u32>> {
    let classes = truth.format().classes;
    let mut counts = vec![vec![0; classes]; classes];
    for (answer, label) in answers.iter().zip(truth.labels()) {
        counts[usize::from(*label)][answer.class] += 1;
    }
    counts
}

/// What a trained network leaves behind.
pub struct Report<'a> {
    /// Loss and accuracy of each epoch.
    pub history: &'a History,
    /// The network.
    pub net: &'a Net,
    /// The test images, what the network says about each, and how often it confused which.
    pub test: &'a LabelledImages,
    /// See [`answers`].
    pub answers: &'a [Answer],
    /// See [`confusion`].
    pub counts: Vec<Vec<u32>>,
    /// The names of the classes.
    pub classes: &'a [&'static str],
}

impl Report<'_> {
    /// Writes the figures and the history into the folder of results.
    pub fn write(self, results: &mut OutputDir) {
        let Report { history, net, test, answers, counts, classes } = self;
        results.write("history.csv", |file| history.write_csv(file));
        let matrix = ConfusionMatrix {
            description: "How often each class of the test was taken for each.".into(),
            classes: classes.iter().map(|class| class.to_string()).collect(),
            counts,
        };
        results.write("cifar10-confusion.svg", |file| matrix.draw()?.save(file));
        results.write("cifar10-loss.svg", |file| loss(history).draw()?.save(file));
        let first: Vec<usize> = (0..test.len().min(12)).collect();
        let about = "The first twelve test pictures, each with the class that the network names and \
                     how probable it finds it.";
        results.write("cifar10-answers.svg", |file| {
            answered(about, test, &first, answers, classes)?.save(file)
        });
        let is_wrong = |i: &usize| answers[*i].class != usize::from(test.labels()[*i]);
        let mut wrong: Vec<usize> = (0..test.len()).filter(is_wrong).collect();
        let sureness = |i: &usize| answers[*i].probability;
        wrong.sort_by(|a, b| sureness(b).total_cmp(&sureness(a)));
        wrong.truncate(12);
        let about = "The test pictures about which the network is wrong and most sure, with what it \
                     says and what they are.";
        if wrong.is_empty() {
            results.remove("cifar10-mistakes.svg");
        } else {
            results.write("cifar10-mistakes.svg", |file| {
                answered(about, test, &wrong, answers, classes)?.save(file)
            });
        }
        results.write("cifar10-filters.svg", |file| filters(net)?.save(file));
    }
}

/// The losses over the epochs.
fn loss(history: &History) -> LineChart {
    let series = |label: &str, points| Series { label: label.into(), points, ..Series::default() };
    LineChart {
        description:
            "The mean loss on the training images during each epoch, and the loss on the test \
                      images after it."
                .into(),
        x_label: "epoch".into(),
        y_label: "loss".into(),
        series: vec![
            series("training", history.to_points(|epoch| epoch.train.loss)),
            series("test", history.to_points(|epoch| epoch.validation.loss)),
        ],
        ..LineChart::default()
    }
}

/// The numbers of a run, for the page: flat, in TOML.
pub fn numbers(history: &History, fingerprint: &str, seed: u64) -> String {
    let Some(last) = history.epochs.last() else { return String::new() };
    format!(
        "epochs = {}\nloss = {:.4}\ntest_loss = {:.4}\ntest_accuracy = {:.4}\nseed = {seed}\n\
         data = \"{fingerprint}\"\n",
        history.epochs.len(),
        last.train.loss,
        last.validation.loss,
        last.validation.metric,
    )
}
