//! Answers without learning: what any model has to beat.

use super::samples::{StorySample, StoryVocabulary};
use std::collections::HashMap;

/// Always the answer that was the most frequent one in training.
#[derive(Clone, Copy, Debug)]
pub struct MostFrequent {
    /// That answer.
    pub answer: usize,
}

impl MostFrequent {
    /// Counts the answers; of equally frequent ones the first by index.
    ///
    /// # Panics
    /// If there is no sample.
    ///
    /// ```
    /// use ch15::questions::{MostFrequent, StoryData, stories};
    ///
    /// let data = StoryData::new(&stories::generate(6, 100, 10, 1), 1);
    /// let most = MostFrequent::fit(&data.train);
    /// assert!(data.vocabulary.answers.contains(&most.answer));
    /// ```
    #[track_caller]
    pub fn fit(samples: &[StorySample]) -> Self {
        let mut counts = HashMap::<usize, usize>::new();
        for sample in samples {
            *counts.entry(sample.answer).or_default() += 1;
        }
        let most = counts.into_iter().max_by(|(a, m), (b, n)| m.cmp(n).then(b.cmp(a)));
        MostFrequent { answer: most.expect("MostFrequent: no sample to count").0 }
    }
}

/// The word told last that is an answer, such as the last place named, whoever is there; `None` if
/// there is none.
///
/// ```
/// use ch15::questions::{StoryVocabulary, last_answer_word, stories};
///
/// let told = stories::generate(1, 50, 1, 1);
/// let vocabulary = StoryVocabulary::of(&told.train);
/// let samples = vocabulary.samples(&told.train);
/// let guess = last_answer_word(&vocabulary, &samples[0]).unwrap();
/// assert!(samples[0].sentences[0].contains(&guess));
/// ```
pub fn last_answer_word(vocabulary: &StoryVocabulary, sample: &StorySample) -> Option<usize> {
    last_from(vocabulary, sample, 0)
}

/// The answer word told last, up to the sentence that has most words of the question (the latest of
/// several such): in "where is Ada" the last place that Ada went to.
///
/// ```
/// use ch15::questions::{StoryVocabulary, overlap_answer, stories};
///
/// let told = stories::generate(1, 50, 1, 1);
/// let vocabulary = StoryVocabulary::of(&told.train);
/// let samples = vocabulary.samples(&told.train);
/// assert!(samples.iter().all(|it| overlap_answer(&vocabulary, it) == Some(it.answer)));
/// ```
pub fn overlap_answer(vocabulary: &StoryVocabulary, sample: &StorySample) -> Option<usize> {
    let overlap = |sentence: &Vec<usize>| {
        sample.question.iter().filter(|word| sentence.contains(word)).count()
    };
    let best = sample.sentences.iter().map(overlap).max()?;
    let first = sample.sentences.iter().position(|sentence| overlap(sentence) == best)?;
    last_from(vocabulary, sample, first)
}

/// The answer word told last, among the sentences that are at least as old as `age`.
fn last_from(vocabulary: &StoryVocabulary, sample: &StorySample, age: usize) -> Option<usize> {
    let words = sample.sentences.iter().skip(age).flat_map(|sentence| sentence.iter().rev());
    words.copied().find(|word| vocabulary.answers.contains(word))
}
