//! # 5.4 The report: epochs without the rare sample
//!
//! A user of the mini-batches below writes:
//!
//! > I have 1000 samples, and one of them is of a rare class. In each epoch I make 20 steps, with 50
//! > samples each. I wrote down when the rare one is in a batch. Some epochs show it twice or three
//! > times, and more than a third of the epochs not at all! Yet no batch holds a sample twice, all
//! > batches are of the right size, and over many epochs every sample comes equally often. My
//! > colleague's program, with the same samples and learning rate, has a much smoother loss.
//!
//! An *epoch* is to visit each sample exactly once, in an order that is random and new for each
//! epoch. What the code gives instead is also unbiased, but its gradients are noisier: within an
//! epoch the errors of the batches do not make up for each other.
//!
//! Run the tests, and find the fault before you change anything. Which of them pass, and what do
//! those acquit? With pencil: if each of 20 batches is drawn from all samples anew, how probable is
//! it that a sample is in none of them? (It is 0.36: does the report fit?) Then mend the code. The
//! batches must go on to follow from the seed alone.

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
        self.shuffle();
        let end = self.order.len().min(self.next + self.batch_size);
        let batch = self.order[self.next..end].to_vec();
        self.next = if end == self.order.len() { 0 } else { end };
        batch
    }
}
