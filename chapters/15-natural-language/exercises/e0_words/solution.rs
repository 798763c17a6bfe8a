//! Solution of 15.0.

/// The index of each word in the vocabulary; 0 for a word that is not in it.
pub fn encode(words: &[&str], vocabulary: &[&str]) -> Vec<usize> {
    // Looking through the list takes a time that grows with it: a real vocabulary keeps a hash map beside it.
    let index = |word: &&str| vocabulary.iter().position(|known| known == word).unwrap_or(0);
    words.iter().map(index).collect()
}

/// The word of each index. Every index is below the length of the vocabulary.
pub fn decode<'a>(indices: &[usize], vocabulary: &[&'a str]) -> Vec<&'a str> {
    indices.iter().map(|index| vocabulary[*index]).collect()
}
