//! A person's facts, the sentences that tell them, the questions that ask for them.

use super::names::{LATEST_MOVE, Names};
use rand::{Rng, RngExt};

/// What kind of thing an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AnswerKind {
    /// A person, with both names.
    Person,
    /// A place.
    Place,
    /// A year.
    Year,
    /// A job.
    Job,
}

/// In which words a question is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    /// In one of the two forms of training.
    Known,
    /// In a form that training never shows.
    New,
}

/// What is told about a person.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub name: String,
    pub pronoun: &'static str,
    pub birthplace: String,
    pub born: u32,
    pub job: String,
    pub home: String,
    pub moved: u32,
}

impl Person {
    pub fn draw(names: Names, rng: &mut impl Rng) -> Self {
        let born = names.year(rng);
        Person {
            name: names.person(rng),
            pronoun: if rng.random_range(0..2) == 0 { "She" } else { "He" },
            birthplace: names.place(rng),
            born,
            job: names.job(rng),
            home: names.place(rng),
            moved: born + rng.random_range(18..LATEST_MOVE),
        }
    }

    /// Everything that could be confused with what another person has.
    pub fn mentions(&self) -> [String; 6] {
        let Person { name, birthplace, born, job, home, moved, .. } = self;
        let years = [born, moved].map(u32::to_string);
        let [born, moved] = years;
        [name.clone(), birthplace.clone(), born, job.clone(), home.clone(), moved]
    }

    // ANCHOR: sentences
    /// One of three facts in one of three forms. What stands between `{` and `}` is a mention.
    pub fn sentence(&self, fact: usize, form: usize, subject: &str) -> String {
        let Person { birthplace, born, job, home, moved, .. } = self;
        match (fact, form) {
            (0, 0) => format!("{subject} was born in {{{birthplace}}} in {{{born}}}."),
            (0, 1) => format!("In {{{born}}}, {subject} was born in {{{birthplace}}}."),
            (0, _) => format!("{subject} comes from {{{birthplace}}} and was born in {{{born}}}."),
            (1, 0) => format!("{subject} works as a {{{job}}}."),
            (1, 1) => format!("{subject} is a {{{job}}} by trade."),
            (1, _) => format!("{subject} earns a living as a {{{job}}}."),
            (_, 0) => format!("{subject} moved to {{{home}}} in {{{moved}}}."),
            (_, 1) => format!("Since {{{moved}}}, {subject} has lived in {{{home}}}."),
            (_, _) => format!("In {{{moved}}}, {subject} left for {{{home}}}."),
        }
    }
    // ANCHOR_END: sentences

    // ANCHOR: questions
    /// One of seven questions, its answer and the answer's kind.
    pub fn question(
        &self,
        which: usize,
        wording: Wording,
        form: usize,
    ) -> (String, String, AnswerKind) {
        let Person { name, birthplace, born, job, home, moved, .. } = self;
        let form = if wording == Wording::New { 2 } else { form };
        let pick = |forms: [String; 3]| forms[form].clone();
        match which {
            0 => (
                pick([
                    format!("Where was {name} born?"),
                    format!("In which place was {name} born?"),
                    format!("What is the birthplace of {name}?"),
                ]),
                birthplace.clone(),
                AnswerKind::Place,
            ),
            1 => (
                pick([
                    format!("When was {name} born?"),
                    format!("In which year was {name} born?"),
                    format!("What is the year of birth of {name}?"),
                ]),
                born.to_string(),
                AnswerKind::Year,
            ),
            2 => (
                pick([
                    format!("What does {name} work as?"),
                    format!("What is the trade of {name}?"),
                    format!("How does {name} earn money?"),
                ]),
                job.clone(),
                AnswerKind::Job,
            ),
            3 => (
                pick([
                    format!("Where does {name} live?"),
                    format!("Where did {name} move?"),
                    format!("In which town can you find {name} today?"),
                ]),
                home.clone(),
                AnswerKind::Place,
            ),
            4 => (
                pick([
                    format!("When did {name} move?"),
                    format!("In which year did {name} move?"),
                    format!("How long has {name} been in the new home?"),
                ]),
                moved.to_string(),
                AnswerKind::Year,
            ),
            5 => (
                pick([
                    format!("Who was born in {birthplace}?"),
                    format!("Who comes from {birthplace}?"),
                    format!("Whose birthplace is {birthplace}?"),
                ]),
                name.clone(),
                AnswerKind::Person,
            ),
            _ => (
                pick([
                    format!("Who works as a {job}?"),
                    format!("Who is a {job} by trade?"),
                    format!("What is the name of the {job}?"),
                ]),
                name.clone(),
                AnswerKind::Person,
            ),
        }
    }
    // ANCHOR_END: questions

    /// The number of questions.
    pub const QUESTIONS: usize = 7;

    /// The kind of a mention, by its index in [`mentions`](Self::mentions).
    pub const KINDS: [AnswerKind; 6] = [
        AnswerKind::Person,
        AnswerKind::Place,
        AnswerKind::Year,
        AnswerKind::Job,
        AnswerKind::Place,
        AnswerKind::Year,
    ];
}
