//! # 15.0 Words as indices
//!
//! Two minutes. A network reads indices, so a text must become indices first, and what it writes must become
//! words again. A *vocabulary* lists the words that are known, and a word's index is its position there. All
//! other words share index 0, whose entry is written `<unk>`, for unknown. With
//!
//! ```text
//! index  0      1    2    3
//! word   <unk>  the  cat  sat
//! ```
//!
//! *the dog sat* becomes 1, 0, 3, and these become `the <unk> sat`: which word was there is lost, but not
//! that there was one. Write both directions. Words are compared as they are spelt: *The* is not *the*.

/// The index of each word in the vocabulary; 0 for a word that is not in it.
pub fn encode(words: &[&str], vocabulary: &[&str]) -> Vec<usize> {
    todo!("15.0: the indices of {words:?} in {vocabulary:?}")
}

/// The word of each index. Every index is below the length of the vocabulary.
pub fn decode<'a>(indices: &[usize], vocabulary: &[&'a str]) -> Vec<&'a str> {
    todo!("15.0: the words with the indices {indices:?} in {vocabulary:?}")
}
