//! What training may change.

use numeric::Float;
use std::sync::atomic::{AtomicU64, Ordering};
use tensor::Tensor;

/// Tells one parameter from every other, as long as the program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ParamId(u64);

/// What a parameter's axes are: a file for another library must know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WeightLayout {
    /// As PyTorch and others have them.
    #[default]
    Torch,
    /// A layer's weights `[inputs, outputs, …]`, which PyTorch has as `[outputs, inputs, …]`.
    TorchTransposed,
}

/// A parameter: a tensor that training may change.
#[derive(Debug)]
pub struct Param<T: Float = f32> {
    id: ParamId,
    layout: WeightLayout,
    /// The numbers.
    pub value: Tensor<T>,
}

impl<T: Float> Param<T> {
    /// A new parameter that begins with these numbers.
    pub fn new(value: Tensor<T>) -> Self {
        Self::with(value, WeightLayout::Torch)
    }

    /// The weights `[inputs, outputs]` of a layer, which begin with these numbers. It is a
    /// parameter as any other; only an export to PyTorch, where they lie the other way round, asks
    /// for the difference.
    ///
    /// # Panics
    /// If there are fewer than two axes.
    #[track_caller]
    pub fn weight(value: Tensor<T>) -> Self {
        let shape = value.shape();
        assert!(shape.rank() >= 2, "weight: [inputs, outputs] are two axes, but this is {shape:?}");
        Self::with(value, WeightLayout::TorchTransposed)
    }

    fn with(value: Tensor<T>, layout: WeightLayout) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Param { id: ParamId(NEXT.fetch_add(1, Ordering::Relaxed)), layout, value }
    }

    /// What the axes are.
    pub fn layout(&self) -> WeightLayout {
        self.layout
    }

    /// Which parameter this is.
    pub fn id(&self) -> ParamId {
        self.id
    }
}

/// A copy is another parameter: from then on the two are trained apart.
impl<T: Float> Clone for Param<T> {
    fn clone(&self) -> Self {
        Param::with(self.value.clone(), self.layout)
    }
}
