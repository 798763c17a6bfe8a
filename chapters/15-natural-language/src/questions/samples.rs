//! Stories and questions as indices of words.

use data::babi::{Babi, Question, Story};
use data::shuffle::permutation;
use text::Vocabulary;
use text::vocabulary::UNKNOWN;

/// The sentences that a model remembers at most: the last ones before the question.
pub(super) const MEMORY: usize = 50;

/// One question, with what was told before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorySample {
    /// The words of each sentence, **the last one told first**: its index says how long ago it was.
    /// At most 50.
    pub sentences: Vec<Vec<usize>>,
    /// The words of the question.
    pub question: Vec<usize>,
    /// The word that answers it.
    pub answer: usize,
    /// Which of the sentences the answer follows from, in the order that the data give.
    pub supporting: Vec<usize>,
}

/// The words that a model knows, the answers among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryVocabulary {
    /// The words, in small letters.
    pub words: Vocabulary,
    /// Which of them were answers in training, ordered.
    pub answers: Vec<usize>,
}

/// The words of a sentence, in small letters, without punctuation.
///
/// ```
/// assert_eq!(ch15::questions::story_words("Where is Ada?"), ["where", "is", "ada"]);
/// ```
pub fn story_words(text: &str) -> Vec<String> {
    text::words(text).map(str::to_lowercase).collect()
}

impl StoryVocabulary {
    /// The words of these stories, their questions and answers.
    ///
    /// ```
    /// use ch15::questions::{StoryVocabulary, stories};
    ///
    /// let vocabulary = StoryVocabulary::of(&stories::generate(6, 50, 1, 1).train);
    /// let answers: Vec<&str> = vocabulary.words.decode(&vocabulary.answers);
    /// assert!(answers.len() == 2 && answers.contains(&"yes"));
    /// ```
    pub fn of(stories: &[Story]) -> Self {
        let questions = || stories.iter().flat_map(|story| &story.questions);
        let mut words: Vec<String> = Vec::new();
        for text in stories.iter().flat_map(|story| &story.statements) {
            words.extend(story_words(text));
        }
        words.extend(questions().flat_map(|question| story_words(&question.text)));
        words.extend(questions().map(|question| question.answer.to_lowercase()));
        let words = Vocabulary::build(words.iter().map(String::as_str), 1, None);
        let mut answers: Vec<usize> =
            questions().map(|question| words.index(&question.answer.to_lowercase())).collect();
        answers.sort_unstable();
        answers.dedup();
        StoryVocabulary { words, answers }
    }

    /// The indices of a sentence's words.
    pub fn encode(&self, text: &str) -> Vec<usize> {
        self.words.encode(story_words(text).iter().map(String::as_str))
    }

    /// The words of a text that are unknown, each once.
    ///
    /// ```
    /// use ch15::questions::{StoryVocabulary, stories};
    ///
    /// let vocabulary = StoryVocabulary::of(&stories::generate(1, 50, 1, 1).train);
    /// assert_eq!(vocabulary.unknown_words("Where is Zoe? Is Zoe here?"), ["zoe", "here"]);
    /// ```
    pub fn unknown_words(&self, text: &str) -> Vec<String> {
        let mut unknown = Vec::new();
        for word in story_words(text) {
            if self.words.index(&word) == UNKNOWN && !unknown.contains(&word) {
                unknown.push(word);
            }
        }
        unknown
    }

    /// A question of a story as indices.
    pub fn sample(&self, story: &Story, question: &Question) -> StorySample {
        let told = story.context(question);
        let age = |statement: usize| told.len() - 1 - statement;
        StorySample {
            sentences: told.iter().rev().take(MEMORY).map(|text| self.encode(text)).collect(),
            question: self.encode(&question.text),
            answer: self.words.index(&question.answer.to_lowercase()),
            supporting: question.supporting.iter().map(|it| age(*it)).collect(),
        }
    }

    /// All questions of stories as indices.
    pub fn samples(&self, stories: &[Story]) -> Vec<StorySample> {
        let of = |story| {
            let story: &Story = story;
            story.questions.iter().map(move |question| self.sample(story, question))
        };
        stories.iter().flat_map(of).collect()
    }
}

/// A task's questions, in three parts that share no story.
#[derive(Clone, Debug)]
pub struct StoryData {
    /// The words of the training part.
    pub vocabulary: StoryVocabulary,
    /// To learn from.
    pub train: Vec<StorySample>,
    /// To choose by: a tenth of the stories that there were to learn from.
    pub validation: Vec<StorySample>,
    /// To judge by.
    pub test: Vec<StorySample>,
}

impl StoryData {
    /// Cuts a tenth of the training stories off for validation, by story: questions of one story
    /// stay together.
    ///
    /// ```
    /// use ch15::questions::{StoryData, stories};
    ///
    /// let data = StoryData::new(&stories::generate(1, 100, 10, 1), 1);
    /// let sizes = (data.train.len(), data.validation.len(), data.test.len());
    /// assert_eq!(sizes, (450, 50, 50));
    /// ```
    pub fn new(stories: &Babi, seed: u64) -> Self {
        let order = permutation(stories.train.len(), seed, 0);
        let held_out = order.len() / 10;
        let of = |part: &[u32]| -> Vec<Story> {
            part.iter().map(|index| stories.train[*index as usize].clone()).collect()
        };
        let (validation, train) = (of(&order[..held_out]), of(&order[held_out..]));
        let vocabulary = StoryVocabulary::of(&train);
        StoryData {
            train: vocabulary.samples(&train),
            validation: vocabulary.samples(&validation),
            test: vocabulary.samples(&stories.test),
            vocabulary,
        }
    }
}
