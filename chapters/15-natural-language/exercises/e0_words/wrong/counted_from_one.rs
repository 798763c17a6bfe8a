//! caught-by: every_known_word_has_its_position
//! message: counted from 0

/// Counts from 1, so that 0 is free.
pub fn encode(words: &[&str], vocabulary: &[&str]) -> Vec<usize> {
    let index = |word: &&str| {
        vocabulary.iter().position(|known| known == word).map_or(0, |index| index + 1)
    };
    words.iter().map(index).collect()
}

/// The word of each index.
pub fn decode<'a>(indices: &[usize], vocabulary: &[&'a str]) -> Vec<&'a str> {
    indices.iter().map(|index| vocabulary[*index]).collect()
}
