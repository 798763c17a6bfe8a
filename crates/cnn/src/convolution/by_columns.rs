//! A convolution by columns, its answers and gradients, on one block of images.

use super::ConvShape;
use super::backward::BackwardBlock;
use super::im2col::{self, im2col};
use crate::compiled::{Apply, Delta};
use numeric::{Float, sum};

/// What all blocks have in common.
pub(crate) struct Im2colConv<'a, T> {
    geometry: &'a ConvShape,
    w: &'a [T],
}

impl<'a, T: Float> Im2colConv<'a, T> {
    pub fn new(geometry: &'a ConvShape, w: &'a [T]) -> Self {
        Im2colConv { geometry, w }
    }

    /// How many numbers it takes to work in.
    pub fn workspace_len(&self) -> usize {
        (self.geometry.patch_len() + self.geometry.out_channels_per_group)
            * self.geometry.output.area()
    }

    // ANCHOR: answers
    /// The answers to one block of images.
    pub fn forward(&self, apply: Apply<'_, T>, b: &[T], x: &[T], y: &mut [T], scratch: &mut [T]) {
        let ConvShape { out_channels_per_group: filters, output, .. } = *self.geometry;
        let weights = self.w.chunks_exact(filters * self.geometry.patch_len());
        let groups = weights.zip(b.chunks_exact(filters)).cycle();
        let answers = y.chunks_exact_mut(filters * output.area());
        for ((x, y), (w, b)) in
            x.chunks_exact(self.geometry.group_input_len()).zip(answers).zip(groups)
        {
            let columns = &mut scratch[..self.geometry.patch_len() * output.area()];
            im2col(self.geometry, x, columns);
            im2col::columns_to_output(self.geometry, w, columns, y);
            for (y, b) in y.chunks_exact_mut(output.area()).zip(b) {
                y.iter_mut().for_each(|y| *y += *b);
            }
            apply(y);
        }
    }
    // ANCHOR_END: answers

    // ANCHOR: gradients
    /// The gradients of one block of images. The columns are laid out again: to have kept them since
    /// the way there would have taken many times the memory of the images.
    pub fn backward(&self, to_delta: Delta<'_, T>, block: BackwardBlock<'_, T>, scratch: &mut [T]) {
        let BackwardBlock { x, y, dy, mut dx, mut dw, db, .. } = block;
        let ConvShape { groups, out_channels_per_group: filters, output, .. } = *self.geometry;
        let (len, answer) = (self.geometry.group_input_len(), filters * output.area());
        let weights = filters * self.geometry.patch_len();
        let (delta, columns) = scratch.split_at_mut(answer);
        for (part, x) in x.chunks_exact(len).enumerate() {
            let group = part % groups;
            let y = &y[part * answer..][..answer];
            delta.copy_from_slice(&dy[part * answer..][..answer]);
            to_delta(y, delta);
            let db = &mut db[group * filters..][..filters];
            for (db, delta) in db.iter_mut().zip(delta.chunks_exact(output.area())) {
                *db += sum(delta);
            }
            if let Some(dw) = &mut dw {
                let dw = &mut dw[group * weights..][..weights];
                im2col(self.geometry, x, columns);
                im2col::accumulate_weight_gradient(self.geometry, columns, delta, dw);
            }
            if let Some(dx) = &mut dx {
                let (w, dx) = (&self.w[group * weights..][..weights], &mut dx[part * len..][..len]);
                im2col::columns_gradient(self.geometry, w, delta, columns);
                dx.fill(T::zero());
                im2col::col2im(self.geometry, columns, dx);
            }
        }
    }
    // ANCHOR_END: gradients
}
