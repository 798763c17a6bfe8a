//! Muon on the GPU: the iteration's products by cuBLAS.

use super::Muon;
use crate::UpdateKernel;
use crate::fused::Updates;
use numeric::Float;
use std::sync::Arc;
use tensor::gpu::{Gpu, Product, Transpose::No, Transpose::Yes};
use tensor::{Shape, Tensor, pointwise, sum_to, zip_broadcast};

/// The rules in front of the iteration and after it. `include_str!` looks beside this file.
macro_rules! kernel_text {
    ($rule:expr) => {
        concat!(
            include_str!("../fused/tensors.cu"),
            include_str!("../fused/denormal.cu"),
            $rule,
            include_str!("../fused/step.cu")
        )
    };
}

impl<T: Float> Muon<T> {
    /// One step of the matrix `p`, whose rows are `columns` long.
    #[track_caller]
    pub(super) fn step_matrix_on(
        &mut self,
        gpu: &Arc<Gpu>,
        name: &str,
        p: &mut Tensor<T>,
        g: &Tensor<T>,
        columns: usize,
        s: f64,
    ) {
        let (rate, decay) = self.common.rates_for(name);
        let (mu, one_minus_mu) = (self.momentum, 1.0 - self.momentum);
        let (g_coef, m_coef) = if self.nesterov { (one_minus_mu, mu) } else { (0.0, 1.0) };
        let average = [mu, one_minus_mu, g_coef, m_coef];
        let average = UpdateKernel::new(kernel_text!(include_str!("average.cu")), &average);
        // A copy, for the kernel reads what it overwrites.
        let mut direction = g.clone();
        let mut updates = Updates::new();
        let momentum: &mut [Tensor<T>; 1] = self.common.state.get_or_zeros(name, p);
        updates.push(gpu, average, &mut direction, g, momentum);
        updates.launch();
        let (abc, steps) = (self.ns_coefficients, self.ns_steps);
        let direction = newton_schulz(gpu, direction, columns, abc, steps, self.epsilon);
        let step = [1.0 - rate * decay, rate * s];
        let mut updates = Updates::new();
        updates.push(
            gpu,
            UpdateKernel::new(kernel_text!(include_str!("update.cu")), &step),
            p,
            &direction,
            &mut [],
        );
        updates.launch();
    }
}

/// As [`newton_schulz`](super::newton_schulz), of a matrix on this GPU.
#[track_caller]
pub(super) fn newton_schulz<T: Float>(
    gpu: &Arc<Gpu>,
    x: Tensor<T>,
    columns: usize,
    [a, b, c]: [f64; 3],
    steps: usize,
    epsilon: f64,
) -> Tensor<T> {
    let shape = x.shape();
    let rows = shape.len() / columns.max(1);
    let squares = x.clone().binary(&x, pointwise!(|a, b| a * b)).reshape([shape.len()]);
    let squares = sum_to(squares, Shape::from([1]));
    let normalized = pointwise!(
        |x, squares; epsilon| x / squares.sqrt().max(epsilon),
        "x / (sqrt(squares) > epsilon ? sqrt(squares) : epsilon)",
        [epsilon]
    );
    let mut x = zip_broadcast(x.reshape([shape.len()]), &squares, normalized);
    // Column by column, as cuBLAS reads memory, `x` is its transpose, `columns × rows`.
    let small = rows.min(columns);
    let gram_product = match columns <= rows {
        true => Product::new([columns, rows, columns], [No, Yes]),
        false => Product::new([rows, columns, rows], [Yes, No]),
    };
    let mut gram = x.new_empty([small * small]);
    let (mut factor, mut next) = (gram.clone(), x.new_empty(x.shape()));
    for _ in 0..steps {
        gpu.matmul(gram_product, &x, &x, &mut gram);
        gpu.matmul(Product::new([small; 3], [No, No]), &gram, &gram, &mut factor);
        let polynomial = pointwise!(|square, gram; b, c| c * square + b * gram, [b, c]);
        factor = factor.binary(&gram, polynomial);
        if columns <= rows {
            gpu.matmul(Product::new([columns, columns, rows], [No, No]), &factor, &x, &mut next);
        } else {
            gpu.matmul(Product::new([columns, rows, rows], [No, No]), &x, &factor, &mut next);
        }
        x = x.binary(&next, pointwise!(|x, next; a| a * x + next, [a]));
    }
    x.reshape(shape)
}
