//! caught-by: each_epoch_has_batches_of_its_own
//! message: are whole batches shuffled

struct Generator(u64);

impl Generator {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        ((u128::from(z) * bound as u128) >> 64) as usize
    }
}

pub struct Batches {
    order: Vec<usize>,
    samples: usize,
    next: usize,
    batch_size: usize,
    generator: Generator,
}

impl Batches {
    pub fn new(samples: usize, batch_size: usize, seed: u64) -> Self {
        let order = (0..samples.div_ceil(batch_size)).collect();
        Batches { order, samples, next: 0, batch_size, generator: Generator(seed) }
    }

    fn shuffle(&mut self) {
        for last in (1..self.order.len()).rev() {
            let chosen = self.generator.below(last + 1);
            self.order.swap(last, chosen);
        }
    }

    /// Shuffles the batches, which always hold the same samples.
    pub fn next_batch(&mut self) -> Vec<usize> {
        if self.next == 0 {
            self.shuffle();
        }
        let first = self.order[self.next] * self.batch_size;
        self.next = (self.next + 1) % self.order.len();
        (first..self.samples.min(first + self.batch_size)).collect()
    }
}
