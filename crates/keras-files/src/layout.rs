//! Between Keras's layout, channels last, and the layout here, channels first.

use tensor::Tensor;

/// The elements of `x`, read with the axes in this order: axis `i` of the output is axis `axes[i]`.
fn permute_axes(x: &Tensor<f32>, axes: [usize; 4]) -> Tensor<f32> {
    let dims: [usize; 4] = x.dims();
    let strides = [dims[1] * dims[2] * dims[3], dims[2] * dims[3], dims[3], 1];
    let [sizes, steps] = [dims, strides].map(|of| axes.map(|axis| of[axis]));
    let mut values = Vec::with_capacity(x.len());
    for a in 0..sizes[0] {
        for b in 0..sizes[1] {
            for c in 0..sizes[2] {
                let start = a * steps[0] + b * steps[1] + c * steps[2];
                values.extend((0..sizes[3]).map(|d| x.as_slice()[start + d * steps[3]]));
            }
        }
    }
    Tensor::new(sizes, values)
}

// ANCHOR: kernels
/// `[height, width, channels, filters]`, Keras's, to `[filters, channels, height, width]`, ours.
pub(crate) fn kernel_from_keras(kernel: &Tensor<f32>) -> Tensor<f32> {
    permute_axes(kernel, [3, 2, 0, 1])
}

/// `[filters, channels, height, width]`, ours, to `[height, width, channels, filters]`, Keras's.
pub(crate) fn kernel_to_keras(weight: &Tensor<f32>) -> Tensor<f32> {
    permute_axes(weight, [2, 3, 1, 0])
}
// ANCHOR_END: kernels

// ANCHOR: flatten
/// For each element of a flattened image here, channels first, its index in Keras's, channels last.
pub(crate) fn keras_indices([height, width, channels]: [usize; 3]) -> impl Iterator<Item = usize> {
    (0..channels).flat_map(move |c| (0..height * width).map(move |pixel| pixel * channels + c))
}
// ANCHOR_END: flatten

/// Rows of a matrix, or elements of a vector, after a `Flatten` of such images: ours from Keras's.
pub(crate) fn rows_from_keras(x: &Tensor<f32>, image: [usize; 3]) -> Tensor<f32> {
    let row = x.len() / x.shape().dims()[0];
    let rows = keras_indices(image).flat_map(|index| &x.as_slice()[index * row..][..row]);
    Tensor::new(x.shape(), rows.copied().collect())
}

/// The inverse of [`rows_from_keras`].
pub(crate) fn rows_to_keras(x: &Tensor<f32>, image: [usize; 3]) -> Tensor<f32> {
    let row = x.len() / x.shape().dims()[0];
    let mut values = vec![0.0; x.len()];
    for (ours, index) in x.as_slice().chunks_exact(row).zip(keras_indices(image)) {
        values[index * row..][..row].copy_from_slice(ours);
    }
    Tensor::new(x.shape(), values)
}
