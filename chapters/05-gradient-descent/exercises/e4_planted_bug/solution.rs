//! Solution of 5.4.

/// Random numbers that follow from a seed (SplitMix64).
struct Generator(u64);

impl Generator {
    /// A number below `bound`, each equally likely.
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        // 64 random bits, taken as a fraction of 2⁶⁴, times the bound.
        ((u128::from(z) * bound as u128) >> 64) as usize
    }
}

/// The batches of one epoch after another.
pub struct Batches {
    order: Vec<usize>,
    next: usize,
    batch_size: usize,
    generator: Generator,
}

impl Batches {
    /// Batches of the samples 0 to `samples - 1`, in an order that follows from `seed`.
    pub fn new(samples: usize, batch_size: usize, seed: u64) -> Self {
        let order = (0..samples).collect();
        Batches { order, next: 0, batch_size, generator: Generator(seed) }
    }

    /// Brings the samples into a random order, each equally likely (Fisher and Yates).
    fn shuffle(&mut self) {
        for last in (1..self.order.len()).rev() {
            let chosen = self.generator.below(last + 1);
            self.order.swap(last, chosen);
        }
    }

    /// The next batch: the indices of its samples. The last one of an epoch is smaller if
    /// `batch_size` does not divide the number of samples.
    pub fn next_batch(&mut self) -> Vec<usize> {
        // A new order at the start of an epoch, and only there. Before, it came before every batch:
        // the batch was then taken from an order that has nothing to do with the one of the batch
        // before, so that samples came again, and others never.
        if self.next == 0 {
            self.shuffle();
        }
        let end = self.order.len().min(self.next + self.batch_size);
        let batch = self.order[self.next..end].to_vec();
        self.next = if end == self.order.len() { 0 } else { end };
        batch
    }
}
