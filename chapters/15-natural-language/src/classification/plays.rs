//! The speeches of Tiny Shakespeare, and which play each is from.

use std::collections::HashSet;

use text::word_tokens;

use crate::classification::scenes::scene_starts;

/// The plays of Tiny Shakespeare in their order, each with the words that it begins with. A ninth, *The
/// Tempest*, follows; the file ends in its second act, and it is left out here.
pub const PLAYS: [(&str, &str); 8] = [
    ("Coriolanus", "Before we proceed any further, hear me speak."),
    ("Richard III", "Now is the winter of our discontent"),
    ("Richard II", "Old John of Gaunt, time-honour'd Lancaster,"),
    ("Romeo and Juliet", "Gregory, o' my word, we'll not carry coals."),
    ("Henry VI, Part 3", "I wonder how the king escaped our hands."),
    ("The Winter's Tale", "If you shall chance, Camillo, to visit Bohemia,"),
    ("Measure for Measure", "Escalus."),
    ("The Taming of the Shrew", "I'll pheeze you, in faith."),
];

/// What *The Tempest* begins with.
const END: &str = "Boatswain!";

/// What one person says until another one speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speech {
    /// Who speaks, as the text names them.
    pub speaker: String,
    /// What is said: lines of verse or prose.
    pub text: String,
    /// The index of the play in [`PLAYS`].
    pub play: usize,
    /// The index of the scene in the play, as far as the speakers tell it ([`scene_starts`]).
    pub scene: usize,
}

// ANCHOR: speeches
/// The speeches of the plays, in their order.
///
/// # Panics
/// If the text is not Tiny Shakespeare: if the first words of a play are not in it.
///
/// ```
/// use ch15::classification::speeches;
///
/// let data::TextSplit { train, validation, .. } = data::tiny_shakespeare();
/// let speeches = speeches(&(train + &validation));
/// assert_eq!((&speeches[0].speaker[..], speeches[0].play), ("First Citizen", 0));
/// ```
pub fn speeches(text: &str) -> Vec<Speech> {
    // An empty line, the speaker's name and a colon, then the lines of the speech.
    let of_block = |block: &'_ str| {
        let (speaker, text) = block.trim_matches('\n').split_once('\n')?;
        Some((speaker.strip_suffix(':')?.to_owned(), text.to_owned()))
    };
    let all: Vec<(String, String)> = text.split("\n\n").filter_map(of_block).collect();
    let start_of = |words: &str| {
        let start = all.iter().position(|(_, text)| text.starts_with(words));
        start.unwrap_or_else(|| panic!("the text has no speech that begins \"{words}\""))
    };
    let mut starts: Vec<usize> = PLAYS.iter().map(|(_, words)| start_of(words)).collect();
    starts.push(start_of(END));
    let mut speeches = Vec::new();
    for (play, bounds) in starts.windows(2).enumerate() {
        let of_play = &all[bounds[0]..bounds[1]];
        let scenes = scene_starts(of_play.iter().map(|(speaker, _)| &speaker[..]));
        for (i, (speaker, text)) in of_play.iter().enumerate() {
            let scene = scenes.partition_point(|start| *start <= i) - 1;
            let (speaker, text) = (speaker.clone(), text.clone());
            speeches.push(Speech { speaker, text, play, scene });
        }
    }
    speeches
}
// ANCHOR_END: speeches

// ANCHOR: names
/// The names in these texts, in lower case: the words that have a capital within a sentence, and are
/// never written without. Of God's names too; of "I" not.
pub fn names<'a>(texts: impl IntoIterator<Item = &'a str>) -> HashSet<String> {
    let (mut lower, mut upper) = (HashSet::new(), HashSet::new());
    for line in texts.into_iter().flat_map(str::lines) {
        let mut begins = true;
        for token in word_tokens(line) {
            let base = base(token);
            match token.chars().next() {
                Some(first) if first.is_lowercase() => drop(lower.insert(base.to_owned())),
                // Verse begins every line with a capital, so a line's first word tells nothing.
                Some(first) if first.is_uppercase() && !begins => {
                    upper.insert(base.to_lowercase());
                }
                _ => {}
            }
            begins = !(token == "," || token.chars().next().is_some_and(char::is_alphanumeric));
        }
    }
    let is_name = |word: &String| !lower.contains(word) && !matches!(&word[..], "i" | "o");
    upper.into_iter().filter(is_name).collect()
}

/// A text with `NAME` in the place of every name.
pub fn hide_names(text: &str, names: &HashSet<String>) -> String {
    let hide = |token| if names.contains(base(token)) { "NAME" } else { token };
    text.split(' ').map(hide).collect::<Vec<_>>().join(" ")
}
// ANCHOR_END: names

/// A word without what follows its apostrophe: "romeo" of "romeo's".
fn base(token: &str) -> &str {
    token.split('\'').next().unwrap_or(token)
}
