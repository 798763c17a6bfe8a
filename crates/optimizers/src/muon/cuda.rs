//! Muon on the GPU: the iteration's products by cuBLAS.

use super::Muon;
use super::newton_schulz::{ROUNDOFF, restart_interval};
use crate::UpdateKernel;
use crate::fused::Updates;
use numeric::Float;
use std::mem::swap;
use std::sync::Arc;
use tensor::gpu::{Gpu, Product, Transpose::No, Transpose::Yes};
use tensor::{MatmulPrecision, Shape, Tensor, pointwise, sum_to, zip_broadcast};

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
    abc: [f64; 3],
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
    let x = zip_broadcast(x.reshape([shape.len()]), &squares, normalized);
    orthogonalize(gpu, x, [columns, rows], abc, steps).reshape(shape)
}

/// The iteration on the Gram matrix, of `X` whose transpose has this many rows and columns.
///
/// Of symmetric matrices too cuBLAS computes all elements, and it may round the factors of a product. What
/// it would round of a multiple of the identity goes to the directions whose singular value is 0, and
/// grows there. So these multiples stay out of the products:
///
/// ```text
/// A = X·Xᵀ, P = 0, α = 1
/// Z = b·A + c·A²,  P ← a·P + α·Z + Z·P,  α ← a·α,  A ← (a·I + Z)·A·(a·I + Z)
/// X ← α·X + P·X
/// ```
#[track_caller]
fn orthogonalize<T: Float>(
    gpu: &Arc<Gpu>,
    mut x: Tensor<T>,
    [columns, rows]: [usize; 2],
    [a, b, c]: [f64; 3],
    steps: usize,
) -> Tensor<T> {
    // Column by column, as cuBLAS reads memory, `x` is its transpose, `columns × rows`.
    let (is_tall, side) = (columns <= rows, rows.min(columns));
    let gram_product = match is_tall {
        true => Product::new([columns, rows, columns], [No, Yes]),
        false => Product::new([rows, columns, rows], [Yes, No]),
    };
    let square = Product::new([side; 3], [No, No]);
    let mut next = x.new_empty(x.shape());
    let [mut gram, mut z, mut p, mut work] = [(); 4].map(|()| x.new_empty([side * side]));
    let interval = restart_interval(a, roundoff(gpu.matmul_precision()));
    for start in (0..steps).step_by(interval) {
        gpu.matmul(gram_product, &x, &x, &mut gram);
        let (last, mut alpha) = (interval.min(steps - start), 1.0);
        for step in 1..=last {
            gpu.matmul(square, &gram, &gram, &mut z);
            z = z.binary(&gram, pointwise!(|square, gram; b, c| c * square + b * gram, [b, c]));
            let add = pointwise!(|product, x; a| a * x + product, [a]);
            if step < last {
                gpu.matmul(square, &z, &gram, &mut work);
                work = work.binary(&gram, add);
                gpu.matmul(square, &work, &z, &mut gram);
                gram = gram.binary(&work, add);
            }
            if step == 1 {
                swap(&mut p, &mut z);
            } else {
                gpu.matmul(square, &z, &p, &mut work);
                let sum = pointwise!(
                    |product, p, z; a, alpha| a * p + alpha * z + product,
                    [a, alpha]
                );
                work = work.ternary(&p, &z, sum);
                swap(&mut p, &mut work);
            }
            alpha *= a;
        }
        if is_tall {
            gpu.matmul(Product::new([columns, columns, rows], [No, No]), &p, &x, &mut next);
        } else {
            gpu.matmul(Product::new([columns, rows, rows], [No, No]), &x, &p, &mut next);
        }
        x = x.binary(&next, pointwise!(|x, product; alpha| alpha * x + product, [alpha]));
    }
    x
}

/// What a product rounds each factor by, relative to it, at most.
fn roundoff(precision: MatmulPrecision) -> f64 {
    match precision {
        MatmulPrecision::Highest => ROUNDOFF,
        MatmulPrecision::High => 2f64.powi(-11),
        MatmulPrecision::Medium => 2f64.powi(-8),
    }
}
