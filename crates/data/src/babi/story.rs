//! Stories, line by line.

use crate::DataError;
use crate::text_files::line_error;

/// Statements, and questions between them.
///
/// ```
/// let text = "1 Ann ran.\n2 Who ran?\tAnn\t1\n3 Bob sat.\n4 Who sat?\tBob\t3\n";
/// let story = &data::babi::parse(text.as_bytes(), "story")?[0];
/// assert_eq!(story.context(&story.questions[0]), ["Ann ran."]);
/// assert_eq!(story.context(&story.questions[1]), ["Ann ran.", "Bob sat."]);
/// # Ok::<(), data::DataError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    /// What is told, in order.
    pub statements: Vec<String>,
    /// What is asked, in order.
    pub questions: Vec<Question>,
}

impl Story {
    /// The statements that come before a question of this story.
    ///
    /// ```
    /// let text = "1 Ann ran.\n2 Who ran?\tAnn\t1\n3 Bob sat.\n";
    /// let story = &data::babi::parse(text.as_bytes(), "story")?[0];
    /// assert_eq!(story.context(&story.questions[0]), ["Ann ran."]);
    /// # Ok::<(), data::DataError>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if the question is another story's and comes after more statements than this one has.
    pub fn context(&self, question: &Question) -> &[String] {
        &self.statements[..question.context_len]
    }
}

/// A question about the statements before it.
///
/// ```
/// let stories = data::babi::parse("1 Ann ran.\n2 Who ran?\tAnn\t1\n".as_bytes(), "story")?;
/// let question = &stories[0].questions[0];
/// assert_eq!((&question.text[..], &question.answer[..]), ("Who ran?", "Ann"));
/// # Ok::<(), data::DataError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The question.
    pub text: String,
    /// Its answer: in most tasks one word, in tasks 8 and 19 several with commas between.
    pub answer: String,
    /// The indices of the statements that the answer follows from.
    pub supporting: Vec<usize>,
    /// The number of statements before the question.
    pub context_len: usize,
}

/// What a line of a story may be.
const EXPECTED: &str = "a number, a space and a statement, or a question, a tab, its answer, a tab and \
                        the numbers of earlier statements are";

pub(crate) fn read_stories(text: &str, name: &str) -> Result<Vec<Story>, DataError> {
    let mut stories = Vec::new();
    // The statements' indices by the number of their line in the story; a question's line has none.
    let mut index_of: Vec<Option<usize>> = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        let error = |expected| line_error(name, line, expected, text);
        let (number, rest) = text.split_once(' ').ok_or_else(|| error(EXPECTED))?;
        let number: usize = number.parse().map_err(|_| error(EXPECTED))?;
        if number == 1 {
            stories.push(Story::default());
            index_of.clear();
        }
        let follows = number == index_of.len() + 1;
        let (true, Some(story)) = (follows, stories.last_mut()) else {
            return Err(error("the number 1, or the one that follows the line before, is"));
        };
        index_of.push(add_line(story, rest, &index_of).ok_or_else(|| error(EXPECTED))?);
    }
    Ok(stories)
}

/// Adds a statement, whose index is returned, or a question, which has none; `None` if it is neither.
fn add_line(story: &mut Story, line: &str, index_of: &[Option<usize>]) -> Option<Option<usize>> {
    let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
    match fields[..] {
        [statement] if !statement.is_empty() => {
            story.statements.push(statement.to_owned());
            Some(Some(story.statements.len() - 1))
        }
        [text, answer, supporting] if !text.is_empty() && !answer.is_empty() => {
            let index = |number: &str| {
                let number: usize = number.parse().ok()?;
                *index_of.get(number.checked_sub(1)?)?
            };
            let supporting = supporting.split(' ').map(index).collect::<Option<_>>()?;
            story.questions.push(Question {
                text: text.to_owned(),
                answer: answer.to_owned(),
                supporting,
                context_len: story.statements.len(),
            });
            Some(None)
        }
        _ => None,
    }
}
