//! caught-by: agrees_with_paper
//! message: an unknown word is left out

/// Leaves out what it does not find.
pub fn encode(words: &[&str], vocabulary: &[&str]) -> Vec<usize> {
    let index = |word: &&str| vocabulary.iter().position(|known| known == word);
    words.iter().filter_map(index).collect()
}

/// The word of each index.
pub fn decode<'a>(indices: &[usize], vocabulary: &[&'a str]) -> Vec<&'a str> {
    indices.iter().map(|index| vocabulary[*index]).collect()
}
