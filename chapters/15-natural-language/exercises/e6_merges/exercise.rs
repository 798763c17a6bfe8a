//! # 15.6 Byte-pair encoding
//!
//! A vocabulary of words knows no word that is new, one of characters makes long sequences. Between them
//! are parts of words, and which parts are worth a token is learnt from counts. At first each character is
//! a token. Then, again and again: of all pairs of neighbouring tokens, the one that occurs most often
//! becomes a token of its own, a *merge*. Write the learning of merges, and the encoding of a word with
//! them.
//!
//! **Learning.** `words` holds the different words of a text, each with the number of times that it occurs;
//! a pair within a word counts that often, and no pair reaches across two words. In *aaa* the pair (a, a)
//! occurs twice, at the first and at the second letter. A merge is then made in all words, each from left
//! to right, so that *aaa* becomes *aa*, *a*. After it all is counted anew. Learning ends after `merges`
//! merges, or earlier, when no word has two tokens left.
//!
//! *Ties.* Tokens have numbers: first the characters, in the order of `char`, then what merges make, in the
//! order in which they were learnt. Of pairs that occur equally often, the one whose first token has the
//! smaller number is merged; of those, the one whose second has. This is the rule of the library
//! `tokenizers`, so your merges are its merges.
//!
//! **Encoding.** A word begins as its characters. As long as it has a pair of neighbours that is among the
//! merges, the one of these pairs that was learnt first is merged, wherever it occurs, from left to right.
//! A character that no merge knows stays a token.
//!
//! To test yourself: with *low* five times, *lower* twice, *newest* six times and *widest* three times, the
//! first pair is (e, s), nine times, before (s, t), nine times as well, since *e* has the smaller number.
//! Then come (es, t), (l, o), (lo, w), (e, w). With these, *lowest*, which was never seen, is *low*, *est*.

/// The merges learnt from words and their counts, in order; at most `merges` of them.
pub fn learn(words: &[(&str, usize)], merges: usize) -> Vec<(String, String)> {
    todo!("15.6: {merges} merges from {words:?}")
}

/// The tokens of a word: the merge that was learnt first is made first.
pub fn encode(word: &str, merges: &[(String, String)]) -> Vec<String> {
    todo!("15.6: the tokens of {word:?} with {merges:?}")
}
