//! Paragraphs about people who never lived, and questions that words of the paragraph answer:
//! extractive question answering, in the form of SQuAD.

mod baselines;
mod chart;
mod evaluation;
mod facts;
mod generator;
mod names;
mod reader;
mod saved;
mod tokens;
mod training;

pub use baselines::{random_span, sliding_window};
pub use chart::span_chart;
pub use evaluation::{QuestionScore, SpanScores, answers, by_question};
pub use facts::{AnswerKind, Wording};
pub use generator::{Paragraph, SpanCandidate, paragraphs};
pub use names::Names;
pub use reader::{MAX_ANSWER, SpanProbabilities, SpanReader, best_span};
pub use saved::{load_reader, save_reader};
pub use tokens::{SpanSample, SpanVocabulary};
pub use training::{SpanTraining, train_reader};
