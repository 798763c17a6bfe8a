//! What the passes of a convolution read and write: of a whole batch, and of a block of images,
//! which is what one core works on at a time; and the memory that it works in.

use crate::ConvShape;
use numeric::lanes::LANES;
use numeric::{Float, MIN_TASK_COST, par_for_each};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tensor::Tensor;

/// Applies an activation in place: `y = f(z)`.
pub(crate) type Apply<'a, T> = &'a (dyn Fn(&mut [T]) + Sync);

/// Turns `dy` into `δ = dy ∘ f'(z)` in place, from the outputs `y` and `dy`.
pub(crate) type Delta<'a, T> = &'a (dyn Fn(&[T], &mut [T]) + Sync);

/// What the forward pass of a convolution saved for the backward pass.
#[derive(Clone, Copy, Debug)]
pub struct Conv2dSaved<'a, T> {
    /// The images, `[n, channels, h, w]`.
    pub x: &'a [T],
    /// The weights, `[filters, channels / groups, kernel height, kernel width]`.
    pub w: &'a [T],
    /// The outputs, `[n, filters, output height, output width]`.
    pub y: &'a [T],
}

/// Where the gradients of a convolution are written: those that are required.
pub struct Conv2dGradients<'a, T> {
    /// The gradient with respect to the images, `[n, channels, h, w]`.
    pub dx: Option<&'a mut [T]>,
    /// The gradient with respect to the weights,
    /// `[filters, channels / groups, kernel height, kernel width]`.
    pub dw: Option<&'a mut [T]>,
    /// The gradient with respect to the biases, `[filters]`.
    pub db: Option<&'a mut [T]>,
}

/// One block of images in the forward pass.
pub(crate) struct ForwardBlock<'a, T> {
    pub x: &'a [T],
    /// Written.
    pub y: &'a mut [T],
    /// Written by a fused max pooling; empty without one.
    pub argmax: &'a mut [T],
}

/// One block of images in the backward pass.
pub(crate) struct BackwardBlock<'a, T> {
    /// Read, if the weights require a gradient.
    pub x: &'a [T],
    pub y: &'a [T],
    pub dy: &'a [T],
    /// What a fused max pooling wrote in the forward pass; empty without one.
    pub argmax: &'a [T],
    /// Written, if the images require a gradient.
    pub dx: Option<&'a mut [T]>,
    /// Added to, if the weights require a gradient.
    pub dw: Option<&'a mut [T]>,
    /// Added to: in `f64`, since it is one sum over all positions of all images.
    pub db: &'a mut [f64],
}

impl<'a, T> BackwardBlock<'a, T> {
    /// What a transposed convolution computes: `dx` alone, from `delta`. `db` is added to, too.
    pub fn of_adjoint(delta: &'a [T], dx: &'a mut [T], db: &'a mut [f64]) -> Self {
        let (x, argmax) = Default::default();
        BackwardBlock { x, y: delta, dy: delta, argmax, dx: Some(dx), dw: None, db }
    }
}

/// The forward pass of an algorithm, ready for a shape and its weights: what all blocks of images share.
pub(crate) trait ForwardPass<T>: Sync {
    /// The number of elements of its workspace.
    fn workspace_len(&self) -> usize;

    /// Writes the outputs for one block of images; `buffer` is the workspace, with any values.
    fn run(&self, f: Apply<'_, T>, block: ForwardBlock<'_, T>, buffer: &mut [T]);
}

/// The backward pass of an algorithm, as [`ForwardPass`].
pub(crate) trait BackwardPass<T>: Sync {
    /// The number of elements of its workspace.
    fn workspace_len(&self) -> usize;

    /// Computes the gradients of one block of images; `buffer` is the workspace, with any values.
    fn run(&self, to_delta: Delta<'_, T>, block: BackwardBlock<'_, T>, buffer: &mut [T]);
}

/// Adds `terms` to `sums`. What an addition loses by rounding is in `lost` afterwards, for the next
/// one to make good. (W. Kahan, 1965.)
pub(crate) fn add_compensated<T: Float>(sums: &mut [T], lost: &mut [T], terms: &[T]) {
    for ((sum, lost), term) in sums.iter_mut().zip(lost).zip(terms) {
        let (before, term) = (*sum, *term - *lost);
        *sum += term;
        *lost = (*sum - before) - term;
    }
}

/// The maximum number of blocks, each of which has a weight gradient of its own.
const MAX_BLOCKS: usize = 32;

/// The maximum number of elements of all of these gradients together, unless there are very few
/// blocks.
const MAX_PARTIAL_LEN: usize = 1 << 22;
const MIN_BLOCKS: usize = 8;

/// The images of one block: enough to be worth a trip to another core. It depends on the sizes
/// alone, never on the number of cores, and so the sums over images are the same on any number of
/// them.
pub(crate) fn images_per_block(shape: &ConvShape, images: usize) -> usize {
    let max = (MAX_PARTIAL_LEN / shape.weight_len()).clamp(MIN_BLOCKS, MAX_BLOCKS);
    let blocks = (images * shape.macs() / MIN_TASK_COST).clamp(1, max);
    images.div_ceil(blocks).next_multiple_of(LANES).max(1)
}

/// Runs `work` on all blocks in parallel, each with `workspace_len` elements to work in.
pub(crate) fn for_each_block<T: Float, B: Send>(
    blocks: Vec<B>,
    workspace_len: usize,
    work: impl Fn(B, &mut [T]) + Sync,
) {
    let workspace = Workspace::new(workspace_len, blocks.len());
    par_for_each(blocks, &|block| workspace.with_buffer(|buffer| work(block, buffer)));
}

/// Buffers of one length, of which each core takes one for as long as it works on a block.
///
/// They are made before the work begins, as many as there are cores: so the pool of tensors is
/// asked for the same in every step, however the blocks fall to the cores.
struct Workspace<T: Float>(Mutex<Vec<Tensor<T>>>);

impl<T: Float> Workspace<T> {
    /// A buffer of `len` elements for each core that one of `blocks` blocks may keep busy.
    fn new(len: usize, blocks: usize) -> Self {
        let cores = rayon::current_num_threads().min(blocks);
        let buffer = |_| Tensor::empty([len]);
        Workspace(Mutex::new((0..cores).map(buffer).collect()))
    }

    /// Runs `f` on a buffer that no other core has.
    fn with_buffer<R>(&self, f: impl FnOnce(&mut [T]) -> R) -> R {
        let mut buffer = self.buffers().pop().expect("a core works on one block at a time");
        let result = f(buffer.as_mut_slice());
        self.buffers().push(buffer);
        result
    }

    fn buffers(&self) -> MutexGuard<'_, Vec<Tensor<T>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
