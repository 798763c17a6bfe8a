//! A training step by hand, with a product of one's choice.

use crate::ladder::Product;
use rand::{Rng, RngExt};

/// A network of one hidden layer of ReLU units, trained by plain gradient descent on the softmax
/// cross-entropy. All matrices are row-major, a sample a row.
///
/// It is here to be timed with each [`Product`] of the ladder: beside its five products it does
/// little.
#[derive(Clone, Debug)]
pub struct Mlp {
    /// Inputs, hidden units, classes.
    sizes: [usize; 3],
    /// `inputs × hidden` and `hidden × classes`.
    pub weights: [Vec<f32>; 2],
    /// `hidden` and `classes`.
    pub biases: [Vec<f32>; 2],
}

impl Mlp {
    /// A network with He's uniform weights and biases of 0.
    pub fn new(sizes: [usize; 3], rng: &mut impl Rng) -> Self {
        let mut init = |rows: usize, columns: usize| -> Vec<f32> {
            let bound = (6.0 / rows as f32).sqrt();
            (0..rows * columns).map(|_| rng.random_range(-bound..bound)).collect()
        };
        let weights = [init(sizes[0], sizes[1]), init(sizes[1], sizes[2])];
        Mlp { sizes, weights, biases: [vec![0.0; sizes[1]], vec![0.0; sizes[2]]] }
    }

    // ANCHOR: step
    /// One step of gradient descent; the mean loss before it.
    ///
    /// # Panics
    /// If `x` is not one row for each of `classes`, or if a class is not below the number of classes.
    pub fn step(&mut self, product: Product, x: &[f32], classes: &[usize], rate: f32) -> f32 {
        let ([inputs, hidden, outputs], n) = (self.sizes, classes.len());
        let [w1, w2] = &self.weights;
        let mut h = repeated(&self.biases[0], n);
        add_product(product, x, w1, &mut h, [n, inputs, hidden]);
        h.iter_mut().for_each(|h| *h = h.max(0.0));
        let mut delta2 = repeated(&self.biases[1], n);
        add_product(product, &h, w2, &mut delta2, [n, hidden, outputs]);
        let loss = softmax_gradient(&mut delta2, classes);

        let mut delta1 = vec![0.0; n * hidden];
        product(&delta2, &transposed(w2, outputs), &mut delta1, [n, outputs, hidden]);
        // The slope of the ReLU: 1 where it let something through.
        delta1.iter_mut().zip(&h).for_each(|(d, h)| *d = if *h > 0.0 { *d } else { 0.0 });
        let mut dw = [vec![0.0; inputs * hidden], vec![0.0; hidden * outputs]];
        product(&transposed(x, inputs), &delta1, &mut dw[0], [inputs, n, hidden]);
        product(&transposed(&h, hidden), &delta2, &mut dw[1], [hidden, n, outputs]);

        for (layer, delta) in [delta1, delta2].iter().enumerate() {
            descend(&mut self.weights[layer], &dw[layer], rate);
            for row in delta.chunks_exact(self.biases[layer].len()) {
                descend(&mut self.biases[layer], row, rate);
            }
        }
        loss
    }
    // ANCHOR_END: step
}

/// `n` copies of a row.
fn repeated(row: &[f32], n: usize) -> Vec<f32> {
    row.repeat(n)
}

/// `y += a·b`.
fn add_product(product: Product, a: &[f32], b: &[f32], y: &mut [f32], sizes: [usize; 3]) {
    let mut sums = vec![0.0; y.len()];
    product(a, b, &mut sums, sizes);
    y.iter_mut().zip(sums).for_each(|(y, sum)| *y += sum);
}

/// The transpose of a matrix of rows of `columns` elements, copied.
fn transposed(x: &[f32], columns: usize) -> Vec<f32> {
    (0..columns).flat_map(|j| x[j..].iter().step_by(columns).copied()).collect()
}

/// Makes of logits the gradient of the mean cross-entropy; that mean.
fn softmax_gradient(logits: &mut [f32], classes: &[usize]) -> f32 {
    let (n, width) = (classes.len() as f32, logits.len() / classes.len());
    let mut loss = 0.0;
    for (row, class) in logits.chunks_exact_mut(width).zip(classes) {
        activations::softmax(row);
        loss -= row[*class].ln() / n;
        row[*class] -= 1.0;
        row.iter_mut().for_each(|d| *d /= n);
    }
    loss
}

fn descend(parameters: &mut [f32], gradient: &[f32], rate: f32) {
    parameters.iter_mut().zip(gradient).for_each(|(p, g)| *p -= rate * g);
}
