//! caught-by: translations_of_a_sentence_are_in_one_set
//! message: the group depends on the English alone

use std::collections::HashMap;

/// An English sentence and a French translation.
pub type Pair<'a> = (&'a str, &'a str);

/// A split of pairs into two sets: their positions, ascending.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// The pairs to learn from.
    pub train: Vec<usize>,
    /// The pairs to judge by.
    pub test: Vec<usize>,
}

/// What two spellings of the same sentence have in common.
pub fn key(sentence: &str) -> String {
    let sentence = sentence.to_lowercase().replace('’', "'");
    // At everything that is in no word; where two such characters meet, an empty word is between them.
    let words = sentence.split(|c: char| !c.is_alphanumeric() && c != '\'');
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Puts every `k`-th group of pairs into the test set; `k` is at least 1.
pub fn split(pairs: &[Pair], k: usize) -> Split {
    let mut groups: HashMap<String, usize> = HashMap::new();
    let mut split = Split { train: Vec::new(), test: Vec::new() };
    for (position, (english, french)) in pairs.iter().enumerate() {
        let next = groups.len();
        let group = *groups.entry(format!("{} {}", key(english), key(french))).or_insert(next);
        let set = if group.is_multiple_of(k) { &mut split.test } else { &mut split.train };
        set.push(position);
    }
    split
}
