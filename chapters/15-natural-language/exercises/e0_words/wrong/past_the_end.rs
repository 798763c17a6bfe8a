//! caught-by: an_unknown_word_keeps_its_place
//! message: one past the end

/// Gives unknown words an index of their own.
pub fn encode(words: &[&str], vocabulary: &[&str]) -> Vec<usize> {
    let index = |word: &&str| vocabulary.iter().take_while(|known| *known != word).count();
    words.iter().map(index).collect()
}

/// The word of each index.
pub fn decode<'a>(indices: &[usize], vocabulary: &[&'a str]) -> Vec<&'a str> {
    indices.iter().map(|index| vocabulary[*index]).collect()
}
