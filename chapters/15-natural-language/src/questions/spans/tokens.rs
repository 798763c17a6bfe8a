//! A question and a paragraph as one sequence of tokens.

use super::generator::Paragraph;
use std::collections::HashSet;
use std::ops::Range;
use text::Vocabulary;
use text::vocabulary::{BEGIN, END, UNKNOWN};

/// The words that a reader knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpanVocabulary {
    /// The words, in small letters.
    pub words: Vocabulary,
}

/// `<bos> question <eos> paragraph`, and where the answer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpanSample {
    /// The index of each token.
    pub words: Vec<usize>,
    /// What else is told of each token: bit 0, it is of the paragraph; bit 1, the other text has
    /// the same word.
    pub flags: Vec<usize>,
    /// The first token of the paragraph.
    pub start: usize,
    /// Where each token of the paragraph is in its text, in bytes.
    pub ranges: Vec<Range<usize>>,
    /// The answer's first and last token, both counted from the first of the paragraph.
    pub answer: (usize, usize),
}

/// The tokens of a text, with where they are.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut end = 0;
    let range = |token: &str| {
        let start = end + text[end..].find(token).expect("tokens are parts of the text, in order");
        end = start + token.len();
        start..end
    };
    text::word_tokens(text).map(range).collect()
}

/// The tokens in small letters.
fn written(text: &str, ranges: &[Range<usize>]) -> Vec<String> {
    ranges.iter().map(|range| text[range.clone()].to_lowercase()).collect()
}

impl SpanVocabulary {
    /// The words of these paragraphs and their questions.
    pub fn of(paragraphs: &[Paragraph]) -> Self {
        let texts = paragraphs.iter().flat_map(|it| [&it.text, &it.question]);
        let words: Vec<String> = texts.flat_map(|text| written(text, &tokens(text))).collect();
        SpanVocabulary { words: Vocabulary::build(words.iter().map(String::as_str), 1, None) }
    }

    // ANCHOR: sample
    /// A question and a text as tokens; the answer is left at the first token.
    ///
    /// ```
    /// use ch15::questions::spans::{Names, SpanVocabulary, Wording, paragraphs};
    ///
    /// let vocabulary = SpanVocabulary::of(&paragraphs(100, Names::Known, Wording::Known, 1));
    /// let sample = vocabulary.encode("Where was Zoe born?", "Zoe was born in Zed.");
    /// assert_eq!((sample.words.len(), sample.start), (13, 7));
    /// assert_eq!(sample.words[3], sample.words[7]);               // both unknown …
    /// assert_eq!((sample.flags[7], sample.flags[11]), (3, 1));   // … and the one is asked for
    /// ```
    pub fn encode(&self, question: &str, text: &str) -> SpanSample {
        let ranges = tokens(text);
        let (asked, told) = (written(question, &tokens(question)), written(text, &ranges));
        let index = |words: &[String]| self.words.encode(words.iter().map(String::as_str));
        let words = [vec![BEGIN], index(&asked), vec![END], index(&told)].concat();
        let [in_question, in_text]: [HashSet<&String>; 2] =
            [&asked, &told].map(|words| words.iter().collect());
        let mut flags = vec![0];
        flags.extend(asked.iter().map(|word| 2 * usize::from(in_text.contains(word))));
        flags.push(0);
        flags.extend(told.iter().map(|word| 1 + 2 * usize::from(in_question.contains(word))));
        SpanSample { words, flags, start: asked.len() + 2, ranges, answer: (0, 0) }
    }
    // ANCHOR_END: sample

    /// Paragraphs with their questions and answers.
    pub fn samples(&self, paragraphs: &[Paragraph]) -> Vec<SpanSample> {
        let sample = |paragraph: &Paragraph| {
            let sample = self.encode(&paragraph.question, &paragraph.text);
            let of = |byte: usize| sample.ranges.iter().position(|range| range.contains(&byte));
            let Range { start, end } = paragraph.answer.clone();
            let answer = of(start).zip(of(end - 1)).expect("an answer is made of tokens");
            SpanSample { answer, ..sample }
        };
        paragraphs.iter().map(sample).collect()
    }

    /// The words of a text that are unknown, each once.
    pub fn unknown_words(&self, text: &str) -> Vec<String> {
        let mut unknown: Vec<String> = Vec::new();
        for word in written(text, &tokens(text)) {
            let is_word = word.chars().any(char::is_alphanumeric);
            if is_word && self.words.index(&word) == UNKNOWN && !unknown.contains(&word) {
                unknown.push(word);
            }
        }
        unknown
    }
}
