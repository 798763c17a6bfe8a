//! Paragraphs, each with a question.

use super::facts::{AnswerKind, Person, Wording};
use super::names::Names;
use data::shuffle::permutation;
use rand::{Rng, RngExt, SeedableRng, rngs::ChaCha8Rng};
use std::collections::HashSet;
use std::ops::Range;

/// A paragraph about three people, and a question about one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// The paragraph.
    pub text: String,
    /// The question.
    pub question: String,
    /// Which of the seven questions it is.
    pub which: usize,
    /// The answer's kind.
    pub kind: AnswerKind,
    /// Where the answer is in the text, in bytes.
    pub answer: Range<usize>,
    /// Every name, place, year and job of the text, in its order: what could be an answer.
    pub candidates: Vec<SpanCandidate>,
}

/// A part of a paragraph that could be an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpanCandidate {
    /// Its kind.
    pub kind: AnswerKind,
    /// Where it is, in bytes.
    pub range: Range<usize>,
}

impl Paragraph {
    /// The answer.
    ///
    /// ```
    /// use ch15::questions::spans::{Names, Wording, paragraphs};
    ///
    /// let paragraph = &paragraphs(1, Names::Known, Wording::Known, 1)[0];
    /// assert!(paragraph.text.contains(paragraph.answer_text()));
    /// ```
    pub fn answer_text(&self) -> &str {
        &self.text[self.answer.clone()]
    }
}

const PEOPLE: usize = 3;
const FACTS: usize = 3;

/// Paragraphs, no two of them alike: a function of the arguments.
///
/// ```
/// use ch15::questions::spans::{Names, Wording, paragraphs};
///
/// let made = paragraphs(10, Names::New, Wording::Known, 1);
/// assert_eq!(made, paragraphs(10, Names::New, Wording::Known, 1));
/// assert!(made.iter().all(|it| it.candidates.iter().any(|candidate| candidate.range == it.answer)));
/// ```
pub fn paragraphs(count: usize, names: Names, wording: Wording, seed: u64) -> Vec<Paragraph> {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let (mut made, mut told) = (Vec::with_capacity(count), HashSet::new());
    while made.len() < count {
        let paragraph = paragraph(names, wording, rng);
        if told.insert(paragraph.text.clone()) {
            made.push(paragraph);
        }
    }
    made
}

/// People of whom no two share a name, a place, a year or a job: so that every question has one
/// answer.
fn people(names: Names, rng: &mut impl Rng) -> Vec<Person> {
    loop {
        let people: Vec<Person> = (0..PEOPLE).map(|_| Person::draw(names, rng)).collect();
        let mentions = people.iter().flat_map(Person::mentions);
        // Half a name or half a place in common would do harm as well.
        let words: Vec<String> = mentions.flat_map(|it| proper_words(&it)).collect();
        if words.iter().collect::<HashSet<_>>().len() == words.len() {
            return people;
        }
    }
}

/// The words of a mention but for those that several may have: "Port", "Upper", "of", "maker".
fn proper_words(mention: &str) -> Vec<String> {
    let shared = ["Port", "Upper", "of", "maker", "painter"];
    mention.split(' ').filter(|word| !shared.contains(word)).map(str::to_owned).collect()
}

fn paragraph(names: Names, wording: Wording, rng: &mut impl Rng) -> Paragraph {
    let people = people(names, rng);
    let mut marked = String::new();
    for person in &people {
        for (nth, fact) in permutation(FACTS, rng.next_u64(), 0).into_iter().enumerate() {
            // A person is named first, and then half of the time.
            let is_named = nth == 0 || rng.random_range(0..2) == 0;
            let named = format!("{{{}}}", person.name);
            let subject = if is_named { &named } else { person.pronoun };
            let form = rng.random_range(0..3);
            if !marked.is_empty() {
                marked.push(' ');
            }
            let sentence = person.sentence(fact as usize, form, subject);
            marked += &if is_named { sentence } else { lower_pronoun(&sentence) };
        }
    }
    let asked = rng.random_range(..PEOPLE);
    let which = rng.random_range(..Person::QUESTIONS);
    let (question, answer, kind) = people[asked].question(which, wording, rng.random_range(0..2));
    let (text, ranges) = unmarked(&marked);
    let candidates: Vec<SpanCandidate> = ranges
        .into_iter()
        .map(|range| {
            let mention = &text[range.clone()];
            let index = |person: &Person| person.mentions().iter().position(|it| it == mention);
            let index = people.iter().find_map(index).expect("every mention is of someone");
            SpanCandidate { kind: Person::KINDS[index], range }
        })
        .collect();
    let is_answer = |candidate: &&SpanCandidate| text[candidate.range.clone()] == answer;
    let answer = candidates.iter().find(is_answer).expect("every fact is told").range.clone();
    Paragraph { text, question, which, kind, answer, candidates }
}

/// A pronoun that is not at the beginning, in small letters.
fn lower_pronoun(sentence: &str) -> String {
    sentence.replace(", She ", ", she ").replace(", He ", ", he ")
}

/// The text without its braces, and where what they held is.
fn unmarked(marked: &str) -> (String, Vec<Range<usize>>) {
    let (mut text, mut ranges, mut start) = (String::new(), Vec::new(), 0);
    for c in marked.chars() {
        match c {
            '{' => start = text.len(),
            '}' => ranges.push(start..text.len()),
            c => text.push(c),
        }
    }
    (text, ranges)
}
