//! Texts into classes: by counts of words, and by networks that see their order.

mod batch;
mod convolutional;
mod counts;
mod encoder;
mod evaluation;
mod logistic;
mod network;
mod plays;
mod recurrent;
pub mod reviews;
mod saved;
mod scenes;
mod sentiment;
mod trainer;
mod transformer;

pub use batch::Batch;
pub use convolutional::Convolutional;
pub use counts::CountsClassifier;
pub use encoder::SentenceEncoder;
pub use evaluation::{Evaluation, Row, rows_table};
pub use logistic::SoftmaxRegression;
pub use network::{Kind, TextClassifier};
pub use plays::{PLAYS, Speech, hide_names, names, speeches};
pub use recurrent::Recurrent;
pub use saved::{load, save};
pub use scenes::{Part, deal, scene_starts};
pub use sentiment::{SentimentData, has_negation, rt_polarity, sst2};
pub use trainer::{TrainOptions, Trained, train};
pub use transformer::{MAX_LEN, Transformer};

use data::LabelledText;

/// Texts of known classes: to learn from, to choose by, to judge by.
///
/// A text's tokens are what white space separates ([`tokens`]).
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// The name of each class.
    pub classes: Vec<String>,
    /// The training set.
    pub train: Vec<LabelledText>,
    /// The validation set, by which settings and epochs are chosen.
    pub validation: Vec<LabelledText>,
    /// The test set.
    pub test: Vec<LabelledText>,
}

impl Corpus {
    /// Keeps the first `count` training texts, and a tenth as many of the other parts.
    pub fn take_first(&mut self, count: usize) {
        self.train.truncate(count);
        self.validation.truncate(count / 10);
        self.test.truncate(count / 10);
    }
}

/// The tokens of a text that is ready: slices of it, nothing is copied.
///
/// ```
/// let text = String::from("not good , but bad");
/// let tokens: Vec<&str> = ch15::classification::tokens(&text).collect();
/// assert_eq!(tokens, ["not", "good", ",", "but", "bad"]);
/// ```
pub fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split_ascii_whitespace()
}

// ANCHOR: prepare
/// A text as a line of tokens in lower case with a space between two, as SST-2 is written.
///
/// ```
/// use ch15::classification::prepare;
///
/// assert_eq!(prepare("Isn't it good?"), "isn't it good ?");
/// ```
pub fn prepare(text: &str) -> String {
    let normalizer = text::Normalizer { lowercase: true, ..Default::default() };
    text::word_tokens(&normalizer.apply(text)).collect::<Vec<_>>().join(" ")
}
// ANCHOR_END: prepare

/// The index of the maximum; of equal ones the last.
pub fn argmax<T: PartialOrd + Copy>(values: &[T]) -> usize {
    let mut best = 0;
    for (i, value) in values.iter().enumerate() {
        if *value >= values[best] {
            best = i;
        }
    }
    best
}
