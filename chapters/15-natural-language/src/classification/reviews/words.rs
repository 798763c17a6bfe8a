//! The words of the reviews.

use rand::{Rng, RngExt};

/// What speaks for a film.
pub const GOOD: [&str; 18] = [
    "good",
    "clever",
    "charming",
    "moving",
    "gripping",
    "funny",
    "fresh",
    "warm",
    "graceful",
    "sincere",
    "bold",
    "lively",
    "subtle",
    "tender",
    "witty",
    "splendid",
    "thoughtful",
    "delightful",
];

/// What speaks against one.
pub const BAD: [&str; 18] = [
    "bad",
    "dull",
    "clumsy",
    "tedious",
    "silly",
    "bland",
    "stale",
    "cold",
    "noisy",
    "shallow",
    "lazy",
    "confused",
    "tired",
    "pompous",
    "dreary",
    "hollow",
    "sloppy",
    "forgettable",
];

/// What is spoken of.
pub const NOUNS: [&str; 12] = [
    "plot",
    "acting",
    "dialogue",
    "music",
    "ending",
    "beginning",
    "hero",
    "villain",
    "camera",
    "humour",
    "script",
    "cast",
];

/// What makes an adjective stronger or weaker, and leaves it on its side.
pub const DEGREES: [&str; 5] = ["very", "really", "quite", "truly", "rather"];

/// What turns an adjective round.
pub const NEGATIONS: [&str; 3] = ["not", "hardly", "never"];

/// What is put into a sentence and means nothing to it.
pub const ASIDES: [&str; 6] = [
    "as my sister says",
    "at least to me",
    "i must say",
    "if you ask me",
    "all in all",
    "after two hours of it",
];

/// What a review may begin with.
pub const OPENINGS: [&str; 5] = ["well ,", "in short ,", "so :", "to be brief ,", "on the whole"];

/// What it may end with.
pub const REMARKS: [&str; 5] = [
    "; we saw it on a sunday",
    "; the hall was full",
    "; it lasts two hours",
    "; my brother chose it",
    "; it is based on a book",
];

/// One of these.
pub fn pick<'a>(phrases: &[&'a str], rng: &mut impl Rng) -> &'a str {
    phrases[rng.random_range(0..phrases.len())]
}
