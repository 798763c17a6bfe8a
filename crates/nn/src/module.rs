//! Modules: a model is a tree of structs whose leaves are parameters and buffers.

use crate::Path;
use autograd::{Buffer, Param, Var};
use numeric::Float;
use std::any::Any;
use tensor::{Shape, Tensor};

/// A leaf of a model: one of its tensors, with what it is for.
#[derive(Clone, Copy, Debug)]
pub enum Leaf<'a, T: Float> {
    /// A trainable parameter.
    Parameter(&'a Param<T>),
    /// A buffer: part of the model's state, but without a gradient, such as running statistics.
    Buffer(&'a Buffer<T>),
}

/// A leaf of a model, mutable.
#[derive(Debug)]
pub enum LeafMut<'a, T: Float> {
    /// A trainable parameter.
    Parameter(&'a mut Param<T>),
    /// A buffer: part of the model's state, but without a gradient, such as running statistics.
    Buffer(&'a mut Buffer<T>),
}

impl<'a, T: Float> Leaf<'a, T> {
    /// The tensor.
    ///
    /// ```
    /// use autograd::Param;
    /// use nn::Leaf;
    /// use tensor::Tensor;
    ///
    /// let b = Param::new(Tensor::scalar(0.5));
    /// assert_eq!(Leaf::Parameter(&b).tensor().item(), 0.5);
    /// ```
    pub fn tensor(self) -> &'a Tensor<T> {
        match self {
            Leaf::Parameter(param) => &param.value,
            Leaf::Buffer(buffer) => &buffer.value,
        }
    }
}

impl<'a, T: Float> LeafMut<'a, T> {
    /// The tensor, mutable.
    ///
    /// ```
    /// use autograd::Param;
    /// use nn::LeafMut;
    /// use tensor::Tensor;
    ///
    /// let mut b = Param::new(Tensor::scalar(0.5));
    /// LeafMut::Parameter(&mut b).tensor().as_mut_slice()[0] = 2.0;
    /// assert_eq!(b.value.item(), 2.0);
    /// ```
    pub fn tensor(self) -> &'a mut Tensor<T> {
        match self {
            LeafMut::Parameter(param) => &mut param.value,
            LeafMut::Buffer(buffer) => &mut buffer.value,
        }
    }
}

/// A module: anything that owns parameters or buffers. Implement it with
/// [`impl_module!`](crate::impl_module!).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a module of element type `{T}`",
    label = "not a `Module<{T}>`",
    note = "`impl_module!(Name {{ … }})` is for `f32`: a struct whose fields are `f64` says so, \
            `impl_module!(Name: f64 {{ … }})`"
)]
pub trait Module<T: Float = f32> {
    /// Calls `visitor` with every leaf and its dotted name, always in the same order.
    ///
    /// ```
    /// use nn::{Dense, Module, Path};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let layer = Dense::<f32>::linear(4, 3, &mut ChaCha8Rng::seed_from_u64(1));
    /// let mut names = Vec::new();
    /// layer.visit(&mut Path::default(), &mut |path, _| names.push(path.to_string()));
    /// assert_eq!(names, ["weight", "bias"]);
    /// ```
    fn visit<'a>(&'a self, path: &mut Path, visitor: &mut dyn FnMut(&Path, Leaf<'a, T>));

    /// Like [`visit`](Self::visit), mutable.
    ///
    /// ```
    /// use nn::{Dense, Module, Path};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let mut layer = Dense::<f32>::linear(4, 3, &mut ChaCha8Rng::seed_from_u64(1));
    /// layer.visit_mut(&mut Path::default(), &mut |_, leaf| leaf.tensor().as_mut_slice().fill(0.5));
    /// assert_eq!(layer.bias.value.as_slice(), [0.5; 3]);
    /// ```
    fn visit_mut<'a>(&'a mut self, path: &mut Path, visitor: &mut dyn FnMut(&Path, LeafMut<'a, T>));
}

/// A forward pass from one input to one output.
pub trait Forward<T: Float = f32> {
    /// The outputs for a batch.
    ///
    /// ```
    /// use autograd::Tape;
    /// use nn::{Flatten, Forward};
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::<f32>::zeros([5, 2, 3]);
    /// let y = Tape::new().no_grad(|tape| Flatten.forward(tape.constant(&x)));
    /// assert_eq!(y.shape().dims(), [5, 6]);
    /// ```
    ///
    /// # Panics
    /// If the shape of `x` does not fit.
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T>;
}

/// A layer of a [`Sequential`](crate::Sequential): a module, perhaps without parameters, with one
/// input and one output.
///
/// ```
/// use autograd::Var;
/// use nn::{Forward, Layer, Sequential, impl_module, sequential};
///
/// struct Double;
/// impl_module!(Double {});
/// impl Forward for Double {
///     fn forward<'t>(&self, x: Var<'t>) -> Var<'t> {
///         x * 2.0
///     }
/// }
/// impl Layer for Double {
///     fn name(&self) -> String {
///         "Double".into()
///     }
/// }
/// let model: Sequential = sequential![Double, Double];
/// assert_eq!(model.layers[1].name(), "Double");
/// ```
pub trait Layer<T: Float = f32>: Module<T> + Forward<T> + Any + Send + Sync {
    /// The name in a [summary](crate::summary()) and in messages.
    ///
    /// ```
    /// use nn::{Flatten, Layer};
    ///
    /// assert_eq!(Layer::<f32>::name(&Flatten), "Flatten");
    /// ```
    fn name(&self) -> String;

    /// The output of this layer and the next, fused into one operation where that is faster; `None`
    /// where it is not.
    ///
    /// # Panics
    /// If the shape of `x` does not fit.
    #[track_caller]
    fn forward_fused<'t>(&self, next: &dyn Layer<T>, x: Var<'t, T>) -> Option<Var<'t, T>> {
        let _ = (next, x);
        None
    }

    /// Why the layer cannot take an input of this shape, as a message that follows its name; `None` if
    /// it can.
    ///
    /// ```
    /// use nn::{Dense, Layer};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use tensor::Shape;
    ///
    /// let layer = Dense::<f32>::linear(64, 10, &mut ChaCha8Rng::seed_from_u64(1));
    /// assert_eq!(layer.input_error(Shape::from([5, 64])), None);
    /// assert!(layer.input_error(Shape::from([5, 8, 8])).unwrap().contains("Flatten"));
    /// ```
    fn input_error(&self, shape: Shape) -> Option<String> {
        let _ = shape;
        None
    }

    /// How many modules of a PyTorch `Sequential` this layer is: two for a layer with an activation,
    /// which is a module of its own there. The indices in the names of an
    /// [export](crate::checkpoint::export_pytorch) count these.
    ///
    /// ```
    /// use activations::Relu;
    /// use nn::{Dense, Layer};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let layer = Dense::<f32, _>::new(64, 10, Relu, &mut ChaCha8Rng::seed_from_u64(1));
    /// assert_eq!(layer.torch_module_count(), 2);                     // Linear and ReLU
    /// ```
    fn torch_module_count(&self) -> usize {
        1
    }
}

impl<T: Float> Module<T> for Param<T> {
    fn visit<'a>(&'a self, path: &mut Path, visitor: &mut dyn FnMut(&Path, Leaf<'a, T>)) {
        visitor(path, Leaf::Parameter(self));
    }

    fn visit_mut<'a>(
        &'a mut self,
        path: &mut Path,
        visitor: &mut dyn FnMut(&Path, LeafMut<'a, T>),
    ) {
        visitor(path, LeafMut::Parameter(self));
    }
}

impl<T: Float> Module<T> for Buffer<T> {
    fn visit<'a>(&'a self, path: &mut Path, visitor: &mut dyn FnMut(&Path, Leaf<'a, T>)) {
        visitor(path, Leaf::Buffer(self));
    }

    fn visit_mut<'a>(
        &'a mut self,
        path: &mut Path,
        visitor: &mut dyn FnMut(&Path, LeafMut<'a, T>),
    ) {
        visitor(path, LeafMut::Buffer(self));
    }
}

/// An optional submodule, such as a bias.
impl<T: Float, M: Module<T>> Module<T> for Option<M> {
    fn visit<'a>(&'a self, path: &mut Path, visitor: &mut dyn FnMut(&Path, Leaf<'a, T>)) {
        if let Some(module) = self {
            module.visit(path, visitor);
        }
    }

    fn visit_mut<'a>(
        &'a mut self,
        path: &mut Path,
        visitor: &mut dyn FnMut(&Path, LeafMut<'a, T>),
    ) {
        if let Some(module) = self {
            module.visit_mut(path, visitor);
        }
    }
}

/// Several modules of one type, named by their indices.
impl<T: Float, M: Module<T>> Module<T> for Vec<M> {
    fn visit<'a>(&'a self, path: &mut Path, visitor: &mut dyn FnMut(&Path, Leaf<'a, T>)) {
        for (i, module) in self.iter().enumerate() {
            path.scoped(i, |path| module.visit(path, visitor));
        }
    }

    fn visit_mut<'a>(
        &'a mut self,
        path: &mut Path,
        visitor: &mut dyn FnMut(&Path, LeafMut<'a, T>),
    ) {
        for (i, module) in self.iter_mut().enumerate() {
            path.scoped(i, |path| module.visit_mut(path, visitor));
        }
    }
}

impl<T: Float, M: Module<T> + ?Sized> Module<T> for Box<M> {
    fn visit<'a>(&'a self, path: &mut Path, visitor: &mut dyn FnMut(&Path, Leaf<'a, T>)) {
        (**self).visit(path, visitor);
    }

    fn visit_mut<'a>(
        &'a mut self,
        path: &mut Path,
        visitor: &mut dyn FnMut(&Path, LeafMut<'a, T>),
    ) {
        (**self).visit_mut(path, visitor);
    }
}
