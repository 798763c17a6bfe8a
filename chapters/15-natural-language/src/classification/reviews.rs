//! Made-up reviews whose label follows from a grammar: an experiment on negation.
//!
//! A review says one thing, by one of eight [`Form`]s. Six are learnt from, most often the plain one.
//! Where a negation stands by an adjective, a third of the pairs of the two is left out: they are for the
//! test alone. The last two forms are never learnt from; all their words are.

mod form;
mod words;

use std::collections::HashSet;

use data::LabelledText;
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};

pub use form::{Form, Pairs};

use crate::classification::{Corpus, SentimentData};

/// Reviews to learn from, to choose by, and of each group to judge by.
const TRAIN: usize = 3_000;
const VALIDATION: usize = 600;
const OF_EACH_GROUP: usize = 300;

// ANCHOR: reviews
/// The reviews of this seed, no two alike. The test set has as many of each form that was learnt from; the
/// groups are these forms one by one, then what is new.
///
/// ```
/// let data = ch15::classification::reviews::reviews(1);
/// let positive = data.corpus.train.iter().filter(|review| review.label == 1).count();
/// assert_eq!((data.corpus.train.len(), positive), (3_000, 1_500));
/// ```
pub fn reviews(seed: u64) -> SentimentData {
    let mut writer = Writer { rng: ChaCha8Rng::seed_from_u64(seed), written: HashSet::new() };
    // Most people say plainly what they think.
    let forms = [[Form::Plain; 6].as_slice(), &Form::LEARNT].concat();
    let train = writer.write(TRAIN, &forms, Pairs::Learnt);
    let validation = writer.write(VALIDATION, &forms, Pairs::Learnt);
    let mut groups: Vec<(&str, Vec<LabelledText>)> = Vec::new();
    for form in Form::LEARNT {
        groups.push((form.name(), writer.write(OF_EACH_GROUP, &[form], Pairs::Learnt)));
    }
    // All of the test so far, in turn of each form: what is like that which was learnt from.
    let in_turn = |i: usize| groups.iter().map(move |(_, reviews)| reviews[i].clone());
    let test = (0..OF_EACH_GROUP).flat_map(in_turn).collect();
    groups.push(("new pairs", writer.write(OF_EACH_GROUP, &[Form::Negated], Pairs::New)));
    for form in [Form::Far, Form::Twice] {
        groups.push((form.name(), writer.write(OF_EACH_GROUP, &[form], Pairs::Learnt)));
    }
    let classes = data::sst2::CLASS_NAMES.map(String::from).into();
    SentimentData {
        name: "made-up reviews".into(),
        corpus: Corpus { classes, train, validation, test },
        groups: groups.into_iter().map(|(name, reviews)| (name.into(), reviews)).collect(),
    }
}
// ANCHOR_END: reviews

/// Writes reviews, none twice.
struct Writer {
    rng: ChaCha8Rng,
    written: HashSet<String>,
}

impl Writer {
    /// `count` reviews, in turn of each form and label.
    fn write(&mut self, count: usize, forms: &[Form], pairs: Pairs) -> Vec<LabelledText> {
        let mut reviews = Vec::with_capacity(count);
        while reviews.len() < count {
            let (label, form) = (reviews.len() % 2, forms[reviews.len() / 2 % forms.len()]);
            let text = self.review(form, label, pairs);
            if self.written.insert(text.clone()) {
                reviews.push(LabelledText { text, label });
            }
        }
        reviews
    }

    /// A statement, often with an opening before it or a remark behind it that say nothing.
    fn review(&mut self, form: Form, label: usize, pairs: Pairs) -> String {
        let opening = self.perhaps(&words::OPENINGS);
        let statement = form.write(label, pairs, &mut self.rng);
        let remark = self.perhaps(&words::REMARKS);
        let parts = [opening, &statement, remark];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    fn perhaps<'a>(&mut self, phrases: &[&'a str]) -> &'a str {
        if self.rng.random() { words::pick(phrases, &mut self.rng) } else { "" }
    }
}
