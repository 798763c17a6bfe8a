//! caught-by: an_unknown_word_keeps_its_place
//! message: so that one sees that there was a word

/// The index of each word in the vocabulary; 0 for a word that is not in it.
pub fn encode(words: &[&str], vocabulary: &[&str]) -> Vec<usize> {
    let index = |word: &&str| vocabulary.iter().position(|known| known == word).unwrap_or(0);
    words.iter().map(index).collect()
}

/// Writes the known words only.
pub fn decode<'a>(indices: &[usize], vocabulary: &[&'a str]) -> Vec<&'a str> {
    indices.iter().filter(|index| **index > 0).map(|index| vocabulary[*index]).collect()
}
