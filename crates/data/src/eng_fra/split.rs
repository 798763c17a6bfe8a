//! Sentence pairs in parts that share no sentence.

use std::collections::HashMap;

use crate::eng_fra::SentencePair;

/// Of this many groups of pairs, one is for the test and one for validation.
const GROUPS: usize = 10;

/// The short forms of English verbs, and the long ones.
const LONG_FORMS: [(&str, &str); 9] = [
    ("can't", "cannot"),
    ("won't", "will not"),
    ("n't", " not"),
    ("'m", " am"),
    ("'re", " are"),
    ("'s", " is"),
    ("'ll", " will"),
    ("'ve", " have"),
    ("'d", " would"),
];

/// Pairs in three parts, of which no two share a sentence of either language.
///
/// ```
/// let pairs = data::eng_fra();
/// assert!(pairs.train.len() > pairs.test.len());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PairSplit {
    /// The pairs to learn from.
    pub train: Vec<SentencePair>,
    /// The pairs to choose hyperparameters by, or to stop early.
    pub validation: Vec<SentencePair>,
    /// The pairs for the test.
    pub test: Vec<SentencePair>,
}

/// Splits pairs so that nothing of the validation and the test part was seen in training.
///
/// A sentence has several translations, and these are translations of other sentences; pairs that hang
/// together in this way are one group. Sentences count as equal if their words are: case, punctuation
/// and contractions ("I'm", "I am") do not matter. Of ten groups, in the order of their first pairs,
/// the first goes to the test and the sixth to validation. The split is a function of the pairs alone;
/// in each part they keep their order.
///
/// In a collection of long texts nearly all pairs may hang together; then one part has nearly all.
///
/// # Examples
///
/// ```
/// use data::eng_fra::{parse, split};
///
/// let text = "I'm cold.\tJ'ai froid.\nHe ran.\tIl a couru.\nI am cold!\tJe suis frileux.\n";
/// let pairs = split(parse(text.as_bytes(), "three.tsv")?);
/// assert_eq!((pairs.test.len(), pairs.train.len()), (2, 1));       // both of being cold, in the test
/// # Ok::<(), data::DataError>(())
/// ```
pub fn split(pairs: Vec<SentencePair>) -> PairSplit {
    let mut parts = PairSplit::default();
    let groups = groups(&pairs);
    for (pair, group) in pairs.into_iter().zip(groups) {
        let part = match group % GROUPS {
            0 => &mut parts.test,
            5 => &mut parts.validation,
            _ => &mut parts.train,
        };
        part.push(pair);
    }
    parts
}

/// The number of each pair's group, in the order of the groups' first pairs.
fn groups(pairs: &[SentencePair]) -> Vec<usize> {
    // Each pair points to an earlier one of its group, the first to itself (union–find).
    let mut earlier: Vec<usize> = (0..pairs.len()).collect();
    let mut first_with: HashMap<(bool, String), usize> = HashMap::new();
    for (i, pair) in pairs.iter().enumerate() {
        for key in [(true, english_words(&pair.english)), (false, words(&pair.french))] {
            let other = *first_with.entry(key).or_insert(i);
            let (a, b) = (root(&mut earlier, i), root(&mut earlier, other));
            earlier[a.max(b)] = a.min(b);
        }
    }
    let mut number_of = HashMap::new();
    let number = |i| {
        let next = number_of.len();
        *number_of.entry(root(&mut earlier, i)).or_insert(next)
    };
    (0..pairs.len()).map(number).collect()
}

/// The first pair of the group; the path to it is halved, so that the next search is shorter.
fn root(earlier: &mut [usize], mut i: usize) -> usize {
    while earlier[i] != i {
        earlier[i] = earlier[earlier[i]];
        i = earlier[i];
    }
    i
}

fn english_words(sentence: &str) -> String {
    let lower = sentence.to_lowercase().replace('’', "'");
    words(&LONG_FORMS.iter().fold(lower, |text, (short, long)| text.replace(short, long)))
}

/// The words in lower case, a space between two.
fn words(sentence: &str) -> String {
    let lower = sentence.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
