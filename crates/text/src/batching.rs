//! Batches of sequences of similar lengths, so that little is padding.

use gradient_descent::shuffle::permutation;

/// The number of batches whose samples are sorted by length together. More leave less padding and less
/// chance.
const POOL: usize = 100;

/// Separates the order of the batches from that of the samples.
const BATCH_ORDER: u64 = 1 << 63;

/// The batches of an epoch.
///
/// ```
/// let batches = text::length_batches(&[5, 1, 5, 1], 2, 42, 0);
/// assert_eq!(batches.padding_share(), 0.0);                         // 1 with 1, 5 with 5
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LengthBatches {
    /// The indices of each batch's samples.
    pub batches: Vec<Vec<u32>>,
    /// The number of elements of all sequences.
    pub elements: usize,
    /// The number of elements of all batches once they are padded.
    pub padded_elements: usize,
}

impl LengthBatches {
    /// The fraction of the padded batches that is padding, from 0 to 1; 0 if there is nothing.
    ///
    /// ```
    /// let batches = text::length_batches(&[3, 1], 2, 42, 0);
    /// assert_eq!(batches.padding_share(), 2.0 / 6.0);
    /// ```
    pub fn padding_share(&self) -> f64 {
        let padding = self.padded_elements - self.elements;
        padding as f64 / self.padded_elements.max(1) as f64
    }
}

/// Batches of sequences with similar lengths, in a new random order each epoch: a function of its
/// arguments alone.
///
/// The samples are shuffled and cut into pools of 100 batches; each pool is sorted by length and cut into
/// batches; the batches are shuffled. So every sample is in one batch of each epoch, and with other samples
/// the next time. Only a pool's last batch can be smaller than `batch_size`.
///
/// ```
/// let lengths: Vec<usize> = (0..1000).map(|i| 1 + i % 30).collect();
/// let by_length = text::length_batches(&lengths, 16, 42, 0);
/// assert!(by_length.padding_share() < 0.02);
/// assert_eq!(by_length, text::length_batches(&lengths, 16, 42, 0));
/// ```
///
/// # Panics
///
/// Panics if `batch_size` is 0 or there are more samples than fit a `u32`.
#[track_caller]
pub fn length_batches(
    lengths: &[usize],
    batch_size: usize,
    seed: u64,
    epoch: u64,
) -> LengthBatches {
    assert!(batch_size > 0, "length_batches: the batch size must be at least 1");
    let mut order = permutation(lengths.len(), seed, epoch);
    let length = |index: &u32| lengths[*index as usize];
    let mut sorted = Vec::new();
    for pool in order.chunks_mut(batch_size.saturating_mul(POOL)) {
        // Stable: of equal lengths the random order stays.
        pool.sort_by_key(length);
        sorted.extend(pool.chunks(batch_size));
    }
    let batch_order = permutation(sorted.len(), seed, epoch ^ BATCH_ORDER);
    let batches: Vec<Vec<u32>> =
        batch_order.iter().map(|batch| sorted[*batch as usize].to_vec()).collect();
    let padded_len = |batch: &Vec<u32>| batch.len() * batch.iter().map(length).max().unwrap_or(0);
    LengthBatches {
        elements: lengths.iter().sum(),
        padded_elements: batches.iter().map(padded_len).sum(),
        batches,
    }
}
