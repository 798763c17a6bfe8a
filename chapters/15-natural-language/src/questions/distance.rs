//! Accuracy by how long ago the facts were told.

use super::samples::StorySample;
use super::study::{StoryKind, StoryRun, StoryTask};
use figures::{LineChart, Series};

/// The questions whose oldest supporting fact was told the same number of sentences ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DistanceBin {
    /// The sentences told since.
    pub distance: usize,
    /// The right answers.
    pub right: usize,
    /// The questions.
    pub count: usize,
}

/// Counts right answers by the number of sentences between the oldest supporting fact and the
/// question; distances with fewer questions than `least` are left out.
///
/// ```
/// use ch15::questions::{DistanceBin, StoryData, by_distance, stories};
///
/// let data = StoryData::new(&stories::generate(1, 20, 40, 1), 1);
/// let answers: Vec<usize> = data.test.iter().map(|sample| sample.answer).collect();
/// let bins = by_distance(&data.test, &answers, 1);
/// assert!(bins.iter().all(|bin| bin.right == bin.count));
/// assert_eq!(bins.iter().map(|bin| bin.count).sum::<usize>(), 200);
/// ```
pub fn by_distance(samples: &[StorySample], answers: &[usize], least: usize) -> Vec<DistanceBin> {
    let mut bins: Vec<DistanceBin> = Vec::new();
    for (sample, answer) in samples.iter().zip(answers) {
        let distance = sample.supporting.iter().copied().max().unwrap_or(0);
        while bins.len() <= distance {
            bins.push(DistanceBin { distance: bins.len(), right: 0, count: 0 });
        }
        bins[distance].count += 1;
        bins[distance].right += usize::from(*answer == sample.answer);
    }
    bins.retain(|bin| bin.count >= least);
    bins
}

/// A distance with fewer questions is not drawn.
const MIN_QUESTIONS: usize = 20;

/// The accuracy by distance: of the answer word told last, and of the best model of each kind.
///
/// # Panics
/// If there is no run of a kind on this task.
#[track_caller]
pub fn distance_chart(task: &StoryTask, kinds: &[StoryKind], runs: &[StoryRun]) -> LineChart {
    let percent = |bin: &DistanceBin| 100.0 * bin.right as f64 / bin.count as f64;
    let curve = |label: &str, answers: &[usize]| {
        let bins = by_distance(&task.data.test, answers, MIN_QUESTIONS);
        let points = bins.iter().map(|bin| (bin.distance as f64, percent(bin))).collect();
        Series { label: label.into(), points, color: None }
    };
    let models = kinds.iter().map(|kind| curve(kind.name(), &task.best(runs, *kind).answers));
    let told_last = curve("told last", &task.answers_told_last());
    LineChart {
        description: format!(
            "The accuracy on task {} by how many sentences were told since the oldest supporting fact, for the \
             answer word told last and for the trained models.",
            task.number
        ),
        x_label: "sentences told since the oldest supporting fact".into(),
        y_label: "right answers, %".into(),
        series: [told_last].into_iter().chain(models).collect(),
        ..LineChart::default()
    }
}
