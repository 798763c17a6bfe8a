//! caught-by: batches_are_of_the_right_size
//! message: is the last batch filled up from the next epoch

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

    fn shuffle(&mut self) {
        for last in (1..self.order.len()).rev() {
            let chosen = self.generator.below(last + 1);
            self.order.swap(last, chosen);
        }
    }

    /// Keeps every batch full.
    pub fn next_batch(&mut self) -> Vec<usize> {
        let mut batch = Vec::new();
        while batch.len() < self.batch_size {
            if self.next == 0 {
                self.shuffle();
            }
            batch.push(self.order[self.next]);
            self.next = (self.next + 1) % self.order.len();
        }
        batch
    }
}
