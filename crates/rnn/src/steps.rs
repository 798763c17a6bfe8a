//! The order in which the steps of a batch of sequences are taken.

/// The steps of some sequences, which may differ in length.
///
/// The sequences are sorted, the longest first, so that those which still run at a step are the first
/// few. In the reverse direction each begins at its own last step.
pub(crate) struct Steps {
    /// For each row, from the longest sequence to the shortest: the number of its sample.
    pub order: Vec<usize>,
    /// For each row, the length of its sequence.
    lengths: Vec<usize>,
    reverse: bool,
    /// The steps of a sample in memory, padding included.
    pub steps: usize,
}

impl Steps {
    /// The steps of samples of these lengths, each with room for `steps`.
    pub fn new(lengths: &[usize], steps: usize, reverse: bool) -> Self {
        let mut order: Vec<usize> = (0..lengths.len()).collect();
        order.sort_by_key(|sample| std::cmp::Reverse(lengths[*sample]));
        let lengths = order.iter().map(|sample| lengths[*sample]).collect();
        Steps { order, lengths, reverse, steps }
    }

    /// How many steps the longest sequence has.
    pub fn max_len(&self) -> usize {
        self.lengths.first().copied().unwrap_or(0)
    }

    // ANCHOR: order
    /// How many rows have a `k`-th step: the first ones.
    pub fn active(&self, k: usize) -> usize {
        self.lengths.partition_point(|len| *len > k)
    }

    /// The step of memory that is a row's `k`-th.
    pub fn time(&self, row: usize, k: usize) -> usize {
        if self.reverse { self.lengths[row] - 1 - k } else { k }
    }

    /// Where the `k`-th step of each active row begins, in memory of `width` elements a step.
    pub fn starts(&self, k: usize, width: usize) -> Vec<usize> {
        let rows = 0..self.active(k);
        rows.map(|row| (self.order[row] * self.steps + self.time(row, k)) * width).collect()
    }
    // ANCHOR_END: order

    /// Sets the padding of `values`, in which a step has `width` elements, to zero.
    pub fn zero_padding<T: numeric::Float>(&self, values: &mut [T], width: usize) {
        for (sample, len) in self.order.iter().zip(&self.lengths) {
            let sample = &mut values[sample * self.steps * width..][..self.steps * width];
            sample[len * width..].fill(T::zero());
        }
    }
}
