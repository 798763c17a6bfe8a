//! caught-by: the_seed_decides_the_order
//! message: has the shuffle gone?

pub struct Batches {
    order: Vec<usize>,
    next: usize,
    batch_size: usize,
}

impl Batches {
    pub fn new(samples: usize, batch_size: usize, _seed: u64) -> Self {
        let order = (0..samples).collect();
        Batches { order, next: 0, batch_size }
    }

    /// Takes the samples as they come.
    pub fn next_batch(&mut self) -> Vec<usize> {
        let end = self.order.len().min(self.next + self.batch_size);
        let batch = self.order[self.next..end].to_vec();
        self.next = if end == self.order.len() { 0 } else { end };
        batch
    }
}
