//! A convolution by columns, its answers and gradients, on one block of images.

use super::Geometry;
use super::backward::Block;
use super::im2col::{self, im2col};
use crate::compiled::{Apply, Delta};
use numeric::{Float, sum};

/// What all blocks have in common.
pub(crate) struct ByColumns<'a, T> {
    geometry: &'a Geometry,
    w: &'a [T],
}

impl<'a, T: Float> ByColumns<'a, T> {
    pub fn new(geometry: &'a Geometry, w: &'a [T]) -> Self {
        ByColumns { geometry, w }
    }

    /// How many numbers it takes to work in.
    pub fn room(&self) -> usize {
        (self.geometry.taps() + self.geometry.filters) * self.geometry.output.area()
    }

    // ANCHOR: answers
    /// The answers to one block of images.
    pub fn answers(&self, apply: Apply<'_, T>, b: &[T], x: &[T], y: &mut [T], scratch: &mut [T]) {
        let Geometry { filters, output, .. } = *self.geometry;
        let weights = self.w.chunks_exact(filters * self.geometry.taps());
        let groups = weights.zip(b.chunks_exact(filters)).cycle();
        let answers = y.chunks_exact_mut(filters * output.area());
        for ((x, y), (w, b)) in x.chunks_exact(self.geometry.group_len()).zip(answers).zip(groups) {
            let columns = &mut scratch[..self.geometry.taps() * output.area()];
            im2col(self.geometry, x, columns);
            im2col::answers(self.geometry, w, columns, y);
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
    pub fn gradients(&self, to_delta: Delta<'_, T>, block: Block<'_, T>, scratch: &mut [T]) {
        let Block { x, y, dy, mut dx, mut dw, db, .. } = block;
        let Geometry { groups, filters, output, .. } = *self.geometry;
        let (len, answer) = (self.geometry.group_len(), filters * output.area());
        let weights = filters * self.geometry.taps();
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
                im2col::add_weight_gradient(self.geometry, columns, delta, dw);
            }
            if let Some(dx) = &mut dx {
                let (w, dx) = (&self.w[group * weights..][..weights], &mut dx[part * len..][..len]);
                im2col::column_gradient(self.geometry, w, delta, columns);
                dx.fill(T::zero());
                im2col::col2im(self.geometry, columns, dx);
            }
        }
    }
    // ANCHOR_END: gradients
}
