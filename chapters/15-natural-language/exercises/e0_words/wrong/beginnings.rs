//! caught-by: words_are_compared_as_they_are_spelt
//! message: not if the beginning is

/// Is content with the beginning of a word.
pub fn encode(words: &[&str], vocabulary: &[&str]) -> Vec<usize> {
    let is_similar = |known: &str, word: &str| known.starts_with(word) || word.starts_with(known);
    let index =
        |word: &&str| vocabulary.iter().position(|known| is_similar(known, word)).unwrap_or(0);
    words.iter().map(index).collect()
}

/// The word of each index.
pub fn decode<'a>(indices: &[usize], vocabulary: &[&'a str]) -> Vec<&'a str> {
    indices.iter().map(|index| vocabulary[*index]).collect()
}
