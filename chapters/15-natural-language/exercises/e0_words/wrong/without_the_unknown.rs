//! caught-by: every_known_word_has_its_position
//! message: <unk> counts too

/// Looks through the words behind the first.
pub fn encode(words: &[&str], vocabulary: &[&str]) -> Vec<usize> {
    let index = |word: &&str| vocabulary[1..].iter().position(|known| known == word).unwrap_or(0);
    words.iter().map(index).collect()
}

/// The word of each index.
pub fn decode<'a>(indices: &[usize], vocabulary: &[&'a str]) -> Vec<&'a str> {
    indices.iter().map(|index| vocabulary[*index]).collect()
}
