//! A long text, read at several positions side by side.

/// A text cut into `n` streams of the same length, which are read side by side, chunk after chunk: the
/// batches of truncated backpropagation through time. The second chunk of each stream follows the first,
/// so that a network's state can be carried on.
///
/// ```
/// use ch13::text::Streams;
///
/// let text: Vec<usize> = (0..11).collect();
/// let streams = Streams::new(&text, 2);                             // 0 1 2 3 4 and 5 6 7 8 9
/// let chunk = streams.chunk(2, 2);
/// assert_eq!((chunk.inputs, chunk.targets), (vec![2, 3, 7, 8], vec![3, 4, 8, 9]));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Streams<'a> {
    text: &'a [usize],
    /// The number of streams.
    pub n: usize,
    /// The number of inputs in each stream.
    pub len: usize,
}

/// The next steps of all streams.
#[derive(Clone, Debug)]
pub struct Chunk {
    /// Indices of characters, stream by stream.
    pub inputs: Vec<usize>,
    /// The index of the character that follows each.
    pub targets: Vec<usize>,
}

impl<'a> Streams<'a> {
    /// Cuts the text; what is left over at its end is not read.
    ///
    /// ```
    /// let text = [5; 100];
    /// assert_eq!(ch13::text::Streams::new(&text, 4).len, 24);           // 96 inputs, and a last target
    /// ```
    ///
    /// # Panics
    /// If the text has not at least one character for each stream, and one more.
    #[track_caller]
    pub fn new(text: &'a [usize], n: usize) -> Self {
        assert!(n > 0 && text.len() > n, "{n} streams need more than {} characters", text.len());
        Streams { text, n, len: (text.len() - 1) / n }
    }

    /// Up to `steps` steps of each stream from `start` on: fewer where the streams end.
    ///
    /// ```
    /// let text = [1, 2, 3, 4];
    /// let chunk = ch13::text::Streams::new(&text, 1).chunk(1, 9);
    /// assert_eq!((chunk.inputs, chunk.targets), (vec![2, 3], vec![3, 4]));
    /// ```
    ///
    /// # Panics
    /// If `start` is not below `len`.
    #[track_caller]
    pub fn chunk(&self, start: usize, steps: usize) -> Chunk {
        assert!(start < self.len, "a stream has {} inputs, so none at {start}", self.len);
        let steps = steps.min(self.len - start);
        let take = |ahead: usize| {
            let begin = |stream: usize| stream * self.len + start + ahead;
            (0..self.n).flat_map(|it| self.text[begin(it)..][..steps].to_vec()).collect()
        };
        Chunk { inputs: take(0), targets: take(1) }
    }
}
