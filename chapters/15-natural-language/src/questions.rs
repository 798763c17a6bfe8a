//! Questions about a text: one word out of a story, or a span of a paragraph.
//!
//! [`stories`] makes small stories with questions; the [`MemoryNetwork`] and the
//! [`StoryTransformer`] read them, or those of bAbI, and name one word. [`spans`] makes paragraphs
//! about people, whose questions are answered by words of the paragraph.

mod baselines;
mod distance;
mod hops;
mod memory_network;
mod own_story;
mod published;
mod samples;
mod saved;
pub mod spans;
pub mod stories;
mod story_model;
mod story_training;
mod story_transformer;
mod study;

pub use baselines::{MostFrequent, last_answer_word, overlap_answer};
pub use distance::{DistanceBin, by_distance, distance_chart};
pub use hops::{HopSupport, hop_chart, hop_support, sample_for_chart};
pub use memory_network::MemoryNetwork;
pub use own_story::{OwnStory, StoryError};
pub use published::{Published, published};
pub use samples::{StoryData, StorySample, StoryVocabulary, story_words};
pub use saved::{load_network, save_network};
pub use story_model::{StoryModel, predict};
pub use story_training::{StoryTraining, Trained, train};
pub use story_transformer::StoryTransformer;
pub use study::{StoryKind, StoryRun, StoryTask};
