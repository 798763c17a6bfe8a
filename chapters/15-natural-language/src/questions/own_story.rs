//! A story that someone wrote by hand.

use data::babi::{Question, Story};

/// A story with questions, read from a text: a sentence ends with `.`, `!`, `?` or the line; one
/// that ends with `?` is a question about the sentences before it. Lines of bAbI's files are taken
/// too: numbers at their beginning, and answers behind a tab, are left out.
///
/// ```
/// use ch15::questions::OwnStory;
///
/// let own = OwnStory::parse("Ada went to the cellar. Where is Ada?")?;
/// assert_eq!(own.story.statements, ["Ada went to the cellar"]);
/// assert_eq!(own.story.questions[0].text, "Where is Ada");
///
/// let error = OwnStory::parse("Where is Ada?").unwrap_err();
/// assert!(error.to_string().starts_with("nothing is told before \"Where is Ada\""));
/// # Ok::<(), ch15::questions::StoryError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnStory {
    /// The story; the answers are empty.
    pub story: Story,
}

/// Why a text is no story with a question.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoryError {
    /// Nothing is asked.
    #[error("the story asks nothing: end it with a question, such as \"Where is Ada?\"")]
    NoQuestion,
    /// A question has no statement before it.
    #[error(
        "nothing is told before {question:?}: put a statement before it, such as \"Ada went to the cellar.\""
    )]
    NoStatement {
        /// The question.
        question: String,
    },
}

impl OwnStory {
    /// Reads a story.
    ///
    /// # Errors
    /// If nothing is asked, or if a question has no statement before it.
    pub fn parse(text: &str) -> Result<Self, StoryError> {
        let mut story = Story::default();
        for line in text.lines() {
            let line = line.split('\t').next().unwrap_or("").trim();
            let line = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
            for sentence in line.split_inclusive(['.', '!', '?']) {
                let (text, asks) =
                    (sentence.trim_matches(['.', '!', '?', ' ']), sentence.ends_with('?'));
                match text.chars().any(char::is_alphanumeric) {
                    false => {}
                    true if !asks => story.statements.push(text.to_owned()),
                    true if story.statements.is_empty() => {
                        return Err(StoryError::NoStatement { question: text.to_owned() });
                    }
                    true => story.questions.push(Question {
                        text: text.to_owned(),
                        answer: String::new(),
                        supporting: Vec::new(),
                        context_len: story.statements.len(),
                    }),
                }
            }
        }
        match story.questions.is_empty() {
            true => Err(StoryError::NoQuestion),
            false => Ok(OwnStory { story }),
        }
    }
}
