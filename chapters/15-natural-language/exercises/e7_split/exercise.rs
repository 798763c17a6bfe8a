//! # 15.7 The report: too good on the test
//!
//! A user trained a translator on pairs of sentences, parted by the code below into a training set and a
//! test set, and writes:
//!
//! > BLEU is 61 on my test set, and on sentences that I make up it is hardly 25. The pairs of the two sets
//! > are different, I checked it. But then I looked closer. *I'm cold* has two translations in my data, and
//! > one of them is in the training set, the other in the test set: so the model has seen what it is tested
//! > on. And *Are you sure?* is in the test set, *are you sure ?* in the training set.
//!
//! There are two faults: one in `key`, one in `split`. Each lets the test *leak*. Run the tests, and find
//! both before you change anything.
//!
//! Then mend it. Two English sentences are the same if their words are, in their order, whatever the
//! capital letters, punctuation and spaces. A word is a run of letters, digits and apostrophes, of which
//! there are two in use, `'` and `’`, that count as the same. All pairs with the same English sentence are
//! one group. The groups are numbered from 0 in the order of their first pairs, and the groups 0, k, 2k, … are
//! the test set, with all their pairs; nothing is thrown away.
//!
//! (The split of the book's own data is stricter: it also keeps pairs together that share the French sentence.)

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
    for (position, (english, french)) in pairs.iter().enumerate() {
        let next = groups.len();
        let sentences = format!("{} {}", key(english), key(french));
        let group = *groups.entry(sentences).or_insert(next);
        let set = if group.is_multiple_of(k) { &mut split.test } else { &mut split.train };
        set.push(position);
    }
    split
}
