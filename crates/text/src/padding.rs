//! Sequences of different lengths as one rectangle.

/// Sequences filled up to the length of the longest.
///
/// ```
/// let padded = text::pad(&[&[7, 8, 9][..], &[5]], 0);
/// assert_eq!(padded.indices, [7, 8, 9, 5, 0, 0]);
/// assert_eq!((padded.longest, padded.lengths), (3, vec![3, 1]));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Padded {
    /// `[batch, longest]`, row by row: each sequence, then padding.
    pub indices: Vec<usize>,
    /// The length of each sequence without padding.
    pub lengths: Vec<usize>,
    /// The length of the longest sequence; 0 if there is none.
    pub longest: usize,
}

impl Padded {
    /// Whether each element of `indices` is an element of its sequence, not padding.
    ///
    /// ```
    /// let padded = text::pad(&[&[7, 8][..], &[5]], 0);
    /// assert_eq!(padded.mask(), [true, true, true, false]);
    /// ```
    pub fn mask(&self) -> Vec<bool> {
        self.lengths.iter().flat_map(|len| (0..self.longest).map(move |i| i < *len)).collect()
    }
}

/// Fills sequences up to the length of the longest, with `padding` behind each.
///
/// ```
/// use text::vocabulary::PAD;
///
/// assert_eq!(text::pad(&[vec![4], vec![5, 6]], PAD).indices, [4, 0, 5, 6]);
/// ```
pub fn pad<S: AsRef<[usize]>>(sequences: &[S], padding: usize) -> Padded {
    let lengths: Vec<usize> = sequences.iter().map(|sequence| sequence.as_ref().len()).collect();
    let longest = lengths.iter().copied().max().unwrap_or(0);
    let mut indices = Vec::with_capacity(longest * sequences.len());
    for (row, sequence) in sequences.iter().enumerate() {
        indices.extend(sequence.as_ref());
        indices.resize((row + 1) * longest, padding);
    }
    Padded { indices, lengths, longest }
}
