//! Learning merges: the pair of neighbours that occurs most often becomes a token, again and again.

use std::cmp::{Ordering, Reverse};
use std::collections::{BinaryHeap, HashMap};

use crate::bpe::byte_table::{bytes_in_order, is_unmistakable, token_text};
use crate::bpe::pair_hash::PairMap;
use crate::bpe::{Bpe, Pair, gpt2_words};

/// Learns a [`Bpe`] from text.
///
/// The vocabulary is the special tokens, the 256 bytes, and then one token for each merge, in the order in which
/// they were learnt: the tokens and merges of the library `tokenizers` (its `BpeTrainer` with a byte-level alphabet),
/// on the same text. Of pairs that occur equally often, the one whose first token has the smaller number
/// is merged first, of those the one whose second has.
///
/// ```
/// use text::BpeTrainer;
///
/// let trainer = BpeTrainer {
///     vocabulary_size: 300,
///     min_count: 2,
///     special_tokens: vec!["<|endoftext|>".into()],
/// };
/// let bpe = trainer.train(data::tang_poems().iter().flat_map(|poem| &poem.sentences).map(String::as_str));
/// assert_eq!(bpe.len(), 300);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BpeTrainer {
    /// The number of tokens to end with, bytes and special tokens among them. There are fewer if no pair
    /// is left.
    pub vocabulary_size: usize,
    /// How often a pair must occur to be merged; 0 counts as 1.
    pub min_count: u64,
    /// Tokens that mark things and that no text has.
    pub special_tokens: Vec<String>,
}

/// 30,000 tokens, whatever their count, as the library's trainer.
impl Default for BpeTrainer {
    fn default() -> Self {
        BpeTrainer { vocabulary_size: 30_000, min_count: 0, special_tokens: Vec::new() }
    }
}

impl BpeTrainer {
    /// Learns from texts: each is cut into words by itself.
    ///
    /// ```
    /// let trainer = text::BpeTrainer { vocabulary_size: 258, ..Default::default() };
    /// let bpe = trainer.train(["one one", "on"]);
    /// let merges: Vec<_> = bpe.merges().map(|(a, b)| [a, b].concat()).collect();
    /// assert_eq!(merges, [b"on".to_vec(), b"one".to_vec()]);
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if the vocabulary is too small for the special tokens and the bytes, if a special token is shorter
    /// than two characters, is spelt as GPT-2's files write other bytes (`Ġthe`), or is there twice, or if there
    /// are more than 2³² different words or tokens.
    #[track_caller]
    pub fn train<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> Bpe {
        let special = &self.special_tokens;
        let least = special.len() + 256;
        assert!(
            self.vocabulary_size >= least,
            "BPE: a vocabulary of {} tokens; the bytes and {} special tokens need {least}",
            self.vocabulary_size,
            special.len()
        );
        for (i, token) in special.iter().enumerate() {
            assert!(
                token.chars().count() > 1
                    && is_unmistakable(token)
                    && !special[..i].contains(token),
                "BPE: the special token {token:?} must be longer than a character, must not be spelt \
                 like other bytes in GPT-2's files, and be there once"
            );
        }
        let bytes = bytes_in_order().into_iter().map(|byte| token_text(&[byte]));
        let mut tokens: Vec<String> = special.iter().cloned().chain(bytes).collect();
        let words = Words::count(texts, special.len());
        let merges = self.learn_merges(words, &mut tokens);
        Bpe::from_parts(tokens, merges, special.clone()).expect("all bytes have a token")
    }

    fn learn_merges(&self, mut words: Words, tokens: &mut Vec<String>) -> Vec<(Pair, u32)> {
        let mut ids: HashMap<String, u32> = tokens.iter().cloned().zip(0..).collect();
        let mut counts = PairMap::<Pair, i64>::default();
        let mut queue = BinaryHeap::new();
        let mut changes = words.pairs();
        let mut merges = Vec::new();
        loop {
            for (pair, change) in changes.drain() {
                let count = counts.entry(pair).or_default();
                *count += change.count;
                // A pair that only became rarer has its candidate already.
                if !change.words.is_empty() && *count > 0 {
                    queue.push(Candidate { count: *count, pair, words: change.words });
                }
            }
            if tokens.len() >= self.vocabulary_size {
                return merges;
            }
            let Some(Candidate { pair, words: of_pair, .. }) = next(&mut queue, &counts)
                .filter(|candidate| candidate.count as u64 >= self.min_count)
            else {
                return merges;
            };
            let token = [&tokens[pair.0 as usize][..], &tokens[pair.1 as usize]].concat();
            // A merge may make what is a special token already; it is that token then.
            let id = *ids.entry(token).or_insert_with_key(|token| {
                tokens.push(token.clone());
                index(tokens.len() - 1)
            });
            merges.push((pair, id));
            for word in of_pair {
                words.merge(word, pair, id, &mut changes);
            }
        }
    }
}

/// The most frequent pair, of equally frequent ones the one with the smallest tokens.
///
/// Counts fall while a candidate waits. Only when it comes first is it looked at again, and if its count
/// has changed, it waits once more.
fn next(queue: &mut BinaryHeap<Candidate>, counts: &PairMap<Pair, i64>) -> Option<Candidate> {
    loop {
        let mut first = queue.pop()?;
        let count = counts[&first.pair];
        if first.count == count {
            return Some(first).filter(|it| it.count > 0);
        }
        first.count = count;
        queue.push(first);
    }
}

/// A pair that may be merged next, and the words that it is in.
struct Candidate {
    count: i64,
    pair: Pair,
    words: Vec<u32>,
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |it: &Self| (it.count, Reverse(it.pair));
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Candidate {}

/// By how much a pair's count changes, and in which words it is new.
#[derive(Default)]
struct Change {
    count: i64,
    words: Vec<u32>,
}

/// The different words of the text, as tokens, and how often each occurs.
struct Words {
    tokens: Vec<Vec<u32>>,
    counts: Vec<i64>,
}

impl Words {
    fn count<'a>(texts: impl IntoIterator<Item = &'a str>, special: usize) -> Self {
        let mut index_of = HashMap::<&str, usize>::new();
        let mut words = Words { tokens: Vec::new(), counts: Vec::new() };
        let mut ids = [0; 256];
        bytes_in_order()
            .into_iter()
            .zip(special..)
            .for_each(|(byte, id)| ids[usize::from(byte)] = index(id));
        for word in texts.into_iter().flat_map(gpt2_words) {
            let i = *index_of.entry(word).or_insert(words.counts.len());
            if i == words.counts.len() {
                words.tokens.push(word.bytes().map(|byte| ids[usize::from(byte)]).collect());
                words.counts.push(0);
            }
            words.counts[i] += 1;
        }
        words
    }

    /// All pairs of neighbours.
    fn pairs(&self) -> PairMap<Pair, Change> {
        let mut changes = PairMap::default();
        for (word, (tokens, count)) in self.tokens.iter().zip(&self.counts).enumerate() {
            for pair in tokens.windows(2) {
                note(&mut changes, (pair[0], pair[1]), *count, index(word));
            }
        }
        changes
    }

    /// Puts `id` wherever the pair is in a word, from left to right, and notes what that changes for the pairs
    /// with its neighbours. (The pair itself keeps its count; it is not looked for again.)
    fn merge(&mut self, word: u32, pair: Pair, id: u32, changes: &mut PairMap<Pair, Change>) {
        let (tokens, count) = (&mut self.tokens[word as usize], self.counts[word as usize]);
        let (mut read, mut written) = (0, 0);
        while read < tokens.len() {
            if tokens[read] != pair.0 || tokens.get(read + 1) != Some(&pair.1) {
                tokens[written] = tokens[read];
                (read, written) = (read + 1, written + 1);
                continue;
            }
            if let Some(&before) = written.checked_sub(1).map(|last| &tokens[last]) {
                note(changes, (before, pair.0), -count, word);
                note(changes, (before, id), count, word);
            }
            if let Some(&after) = tokens.get(read + 2) {
                note(changes, (pair.1, after), -count, word);
                note(changes, (id, after), count, word);
            }
            tokens[written] = id;
            (read, written) = (read + 2, written + 1);
        }
        tokens.truncate(written);
    }
}

fn note(changes: &mut PairMap<Pair, Change>, pair: Pair, count: i64, word: u32) {
    let change = changes.entry(pair).or_default();
    change.count += count;
    // Words come one after the other, so that a word noted before is the last.
    if count > 0 && change.words.last() != Some(&word) {
        change.words.push(word);
    }
}

#[track_caller]
fn index(i: usize) -> u32 {
    u32::try_from(i).expect("BPE: there are fewer than 2³² words and tokens")
}
