//! N-grams: a language model that only counts.

use std::collections::HashMap;

/// A model that predicts a character from the up to `n − 1` before it by how often it followed them,
/// interpolated with the shorter contexts by Witten and Bell's rule:
///
/// ```text
/// P(c | h) = (count(h c) + types(h) · P(c | h')) / (count(h) + types(h))
/// ```
///
/// `h'` is the context `h` without its first character, and `types(h)` the number of different characters
/// that followed `h`. Below the empty context all characters of the vocabulary are equally probable.
///
/// Source: I. H. Witten, T. C. Bell, "The zero-frequency problem: estimating the probabilities of novel
/// events in adaptive text compression", IEEE Transactions on Information Theory 37 (1991), method C.
///
/// ```
/// use ch13::text::NGram;
///
/// let bigram = NGram::new(&[0, 1, 0, 1, 0, 1], 2, 2);               // 1 follows 0, always
/// assert_eq!(bigram.probability(&[0, 1]), (3.0 + 0.5) / (3.0 + 1.0));
/// ```
pub struct NGram<'a> {
    n: usize,
    characters: usize,
    /// How often each gram of 1 to `n` characters occurs.
    counts: HashMap<&'a [usize], u32>,
    /// For each context the characters that followed it: how many, and how many different ones.
    contexts: HashMap<&'a [usize], Followers>,
}

#[derive(Clone, Copy, Default)]
struct Followers {
    count: u32,
    types: u32,
}

impl<'a> NGram<'a> {
    /// Counts the grams of 1 to `n` characters; `characters` is the size of the vocabulary.
    ///
    /// ```
    /// let unigram = ch13::text::NGram::new(&[0, 0, 0, 1], 1, 2);
    /// assert_eq!(unigram.probability(&[0]), (3.0 + 2.0 / 2.0) / (4.0 + 2.0));
    /// ```
    pub fn new(text: &'a [usize], n: usize, characters: usize) -> Self {
        let mut counts = HashMap::new();
        for len in 1..=n {
            for gram in text.windows(len) {
                *counts.entry(gram).or_insert(0) += 1;
            }
        }
        let mut contexts: HashMap<&[usize], Followers> = HashMap::new();
        for (gram, count) in &counts {
            let followers = contexts.entry(&gram[..gram.len() - 1]).or_default();
            followers.count += count;
            followers.types += 1;
        }
        NGram { n, characters, counts, contexts }
    }

    /// The number of different grams that were counted.
    ///
    /// ```
    /// assert_eq!(ch13::text::NGram::new(&[0, 1, 0], 2, 2).len(), 4);     // 0, 1, 01, 10
    /// ```
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// Whether the text was empty.
    ///
    /// ```
    /// assert!(ch13::text::NGram::new(&[], 2, 2).is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    // ANCHOR: probability
    /// The probability of the last character of `gram` after those before it.
    ///
    /// ```
    /// let trigram = ch13::text::NGram::new(&[0, 1, 2, 0, 1], 3, 3);
    /// assert!(trigram.probability(&[0, 1, 2]) > trigram.probability(&[0, 1, 0]));
    /// ```
    ///
    /// # Panics
    /// If `gram` is empty or longer than `n`.
    pub fn probability(&self, gram: &[usize]) -> f64 {
        assert!((1..=self.n).contains(&gram.len()), "a gram has 1 to {} characters", self.n);
        let context = &gram[..gram.len() - 1];
        let shorter = match context {
            [] => 1.0 / self.characters as f64,
            _ => self.probability(&gram[1..]),
        };
        // A context that never occurred tells nothing.
        let Some(&Followers { count, types }) = self.contexts.get(context) else { return shorter };
        let count_of_gram = f64::from(self.counts.get(gram).copied().unwrap_or(0));
        (count_of_gram + f64::from(types) * shorter) / f64::from(count + types)
    }
    // ANCHOR_END: probability

    /// The mean of `−ln P` over the characters of a text, each after up to `n − 1` characters; `n` may be
    /// less than what was counted.
    ///
    /// ```
    /// use ch13::text::NGram;
    ///
    /// let model = NGram::new(&[], 1, 8);                                // knows nothing
    /// assert!((model.loss(&[3, 1, 4], 1) - 8f64.ln()).abs() < 1e-12);
    /// ```
    pub fn loss(&self, text: &[usize], n: usize) -> f64 {
        let gram = |last: usize| &text[(last + 1).saturating_sub(n)..=last];
        let sum: f64 = (0..text.len()).map(|last| -self.probability(gram(last)).ln()).sum();
        sum / text.len() as f64
    }
}
