//! caught-by: every_order_is_equally_likely
//! message: not all orders are equally likely

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
    next: usize,
    batch_size: usize,
    generator: Generator,
}

impl Batches {
    pub fn new(samples: usize, batch_size: usize, seed: u64) -> Self {
        let order = (0..samples).collect();
        Batches { order, next: 0, batch_size, generator: Generator(seed) }
    }

    /// Exchanges each sample with any, not with one of those that are left.
    fn shuffle(&mut self) {
        for sample in 0..self.order.len() {
            let chosen = self.generator.below(self.order.len());
            self.order.swap(sample, chosen);
        }
    }

    pub fn next_batch(&mut self) -> Vec<usize> {
        if self.next == 0 {
            self.shuffle();
        }
        let end = self.order.len().min(self.next + self.batch_size);
        let batch = self.order[self.next..end].to_vec();
        self.next = if end == self.order.len() { 0 } else { end };
        batch
    }
}
