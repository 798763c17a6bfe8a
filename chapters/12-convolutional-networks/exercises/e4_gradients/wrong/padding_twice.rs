//! caught-by: the_stride_and_the_padding_are_those_of_the_way_forward
//! message: the padding is used twice

use tensor::Tensor;

/// The gradients of the loss with respect to all that a convolution is computed from.
pub struct Gradients {
    /// With respect to the images: `[n, channels, h, w]`.
    pub dx: Tensor<f64>,
    /// With respect to the weights: `[filters, channels, kernel height, kernel width]`.
    pub dw: Tensor<f64>,
    /// With respect to the biases: `filters`.
    pub db: Vec<f64>,
}

/// The gradients of a convolution of images `x` with the weights `w`, with respect to whose
/// outputs the loss has the gradient `dy`.
pub fn conv2d_backward(
    x: &Tensor<f64>,
    w: &Tensor<f64>,
    dy: &Tensor<f64>,
    stride: usize,
    padding: usize,
) -> Gradients {
    let ([_, channels, height, width], [filters, _, k_height, k_width]) = (x.dims(), w.dims());
    let [.., down, across] = dy.dims::<4>();
    let met = |position: usize, step: usize, pixels: usize| {
        (stride * position + step).checked_sub(2 * padding).filter(|at| *at < pixels)
    };
    let (mut dx, mut dw) = (Tensor::zeros(x.shape()), Tensor::zeros(w.shape()));
    let mut db = vec![0.0; filters];
    let pixels = dx.as_mut_slice();
    let weights = dw.as_mut_slice();
    for (at, dy) in dy.as_slice().iter().enumerate() {
        let [p, q] = [at / across % down, at % across];
        let [m, f] = [at / (across * down * filters), at / (across * down) % filters];
        // A bias is part of every output of its filter.
        db[f] += dy;
        for c in 0..channels {
            for i in 0..k_height {
                for j in 0..k_width {
                    // On the padding there is no pixel to add to, and the weight met a zero.
                    if let (Some(u), Some(v)) = (met(p, i, height), met(q, j, width)) {
                        let weight = ((f * channels + c) * k_height + i) * k_width + j;
                        let pixel = ((m * channels + c) * height + u) * width + v;
                        // Added, not set: a weight is used at every position, a pixel by every
                        // filter and at all positions that see it.
                        weights[weight] += dy * x.as_slice()[pixel];
                        pixels[pixel] += dy * w.as_slice()[weight];
                    }
                }
            }
        }
    }
    Gradients { dx, dw, db }
}
