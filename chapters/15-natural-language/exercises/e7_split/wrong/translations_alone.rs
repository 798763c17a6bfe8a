//! caught-by: spellings_of_a_sentence_are_in_one_set
//! message: these are the same words

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
    sentence.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Puts every `k`-th group of pairs into the test set; `k` is at least 1.
pub fn split(pairs: &[Pair], k: usize) -> Split {
    let mut groups: HashMap<String, usize> = HashMap::new();
    let mut split = Split { train: Vec::new(), test: Vec::new() };
    for (position, (english, _)) in pairs.iter().enumerate() {
        let next = groups.len();
        let group = *groups.entry(key(english)).or_insert(next);
        let set = if group.is_multiple_of(k) { &mut split.test } else { &mut split.train };
        set.push(position);
    }
    split
}
