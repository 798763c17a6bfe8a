//! Samples that lie across memory, one after the other.

use numeric::Float;

/// [`Loss::losses_across`](crate::Loss::losses_across) by the losses of one sample after the other:
/// `sample_loss` takes the sample's index, outputs and scale, and writes its gradient.
pub(crate) fn one_by_one<T: Float>(
    y: &[T],
    scales: &[T],
    losses: &mut [T],
    dy: &mut [T],
    mut sample_loss: impl FnMut(usize, &[T], T, &mut [T]) -> T,
) {
    let samples = losses.len();
    let outputs = y.len() / samples.max(1);
    let [mut sample_y, mut sample_dy] = [(); 2].map(|()| vec![T::zero(); outputs]);
    for (j, (loss, scale)) in losses.iter_mut().zip(scales).enumerate() {
        for (i, y_i) in sample_y.iter_mut().enumerate() {
            *y_i = y[i * samples + j];
        }
        *loss = sample_loss(j, &sample_y, *scale, &mut sample_dy);
        for (i, dy_i) in sample_dy.iter().enumerate() {
            dy[i * samples + j] = *dy_i;
        }
    }
}
