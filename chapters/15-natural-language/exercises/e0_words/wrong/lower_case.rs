//! caught-by: words_are_compared_as_they_are_spelt
//! message: as they are spelt

/// Makes no difference between capital and small letters.
pub fn encode(words: &[&str], vocabulary: &[&str]) -> Vec<usize> {
    let index = |word: &&str| {
        vocabulary.iter().position(|known| *known == word.to_lowercase()).unwrap_or(0)
    };
    words.iter().map(index).collect()
}

/// The word of each index.
pub fn decode<'a>(indices: &[usize], vocabulary: &[&'a str]) -> Vec<&'a str> {
    indices.iter().map(|index| vocabulary[*index]).collect()
}
