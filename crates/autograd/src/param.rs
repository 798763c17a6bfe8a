//! Trainable parameters.

use numeric::Float;
use std::sync::atomic::{AtomicU64, Ordering};
use tensor::Tensor;

/// The identity of a parameter, unique as long as the program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ParamId(u64);

/// The order of a parameter's axes, which an export to another library must know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WeightLayout {
    /// As in PyTorch.
    #[default]
    Torch,
    /// A layer's weights `[inputs, outputs, …]`, which in PyTorch are `[outputs, inputs, …]`.
    TorchTransposed,
}

/// A trainable parameter: a tensor that an optimizer updates.
#[derive(Debug)]
pub struct Param<T: Float = f32> {
    id: ParamId,
    layout: WeightLayout,
    /// The value.
    pub value: Tensor<T>,
}

impl<T: Float> Param<T> {
    /// A new parameter with this initial value.
    ///
    /// ```
    /// use autograd::Param;
    /// use tensor::Tensor;
    ///
    /// let b = Param::new(Tensor::new([2], vec![0.5, -0.5]));
    /// assert_eq!(b.value.as_slice(), [0.5, -0.5]);
    /// ```
    pub fn new(value: Tensor<T>) -> Self {
        Self::with(value, WeightLayout::Torch)
    }

    /// The weights `[inputs, outputs]` of a layer, with this initial value. It is a parameter as any
    /// other; only an export to PyTorch, which stores the transpose, asks for the difference.
    ///
    /// ```
    /// use autograd::{Param, WeightLayout};
    /// use tensor::Tensor;
    ///
    /// let w = Param::weight(Tensor::<f32>::zeros([784, 10]));
    /// assert_eq!(w.layout(), WeightLayout::TorchTransposed);
    /// ```
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

    /// The order of the axes.
    ///
    /// ```
    /// use autograd::{Param, WeightLayout};
    /// use tensor::Tensor;
    ///
    /// assert_eq!(Param::new(Tensor::scalar(1.0)).layout(), WeightLayout::Torch);
    /// ```
    pub fn layout(&self) -> WeightLayout {
        self.layout
    }

    /// The identity of this parameter.
    ///
    /// ```
    /// use autograd::Param;
    /// use tensor::Tensor;
    ///
    /// let w = Param::new(Tensor::scalar(1.0));
    /// assert_ne!(w.id(), w.clone().id());
    /// ```
    pub fn id(&self) -> ParamId {
        self.id
    }
}

/// A clone is another parameter, trained independently.
impl<T: Float> Clone for Param<T> {
    fn clone(&self) -> Self {
        Param::with(self.value.clone(), self.layout)
    }
}
