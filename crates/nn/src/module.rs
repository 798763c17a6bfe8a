//! A model is a tree of structs whose leaves are tensors.

use crate::Path;
use autograd::{Buffer, Gradients, Param, Var};
use numeric::Float;
use std::any::Any;
use tensor::{Shape, Tensor};

/// A leaf of a model, to read.
#[derive(Clone, Copy, Debug)]
pub enum Leaf<'a, T: Float> {
    /// A parameter: training changes it along its gradient.
    Parameter(&'a Param<T>),
    /// A buffer: part of the model's state, but without a gradient, such as running statistics.
    Buffer(&'a Buffer<T>),
}

/// A leaf of a model, to change.
#[derive(Debug)]
pub enum LeafMut<'a, T: Float> {
    /// A parameter: training changes it along its gradient.
    Parameter(&'a mut Param<T>),
    /// A buffer: part of the model's state, but without a gradient, such as running statistics.
    Buffer(&'a mut Buffer<T>),
}

impl<'a, T: Float> Leaf<'a, T> {
    /// The numbers.
    pub fn tensor(self) -> &'a Tensor<T> {
        match self {
            Leaf::Parameter(param) => &param.value,
            Leaf::Buffer(buffer) => &buffer.value,
        }
    }
}

impl<'a, T: Float> LeafMut<'a, T> {
    /// The numbers, to change.
    pub fn tensor(self) -> &'a mut Tensor<T> {
        match self {
            LeafMut::Parameter(param) => &mut param.value,
            LeafMut::Buffer(buffer) => &mut buffer.value,
        }
    }
}

/// Everything that owns parameters or buffers. Write it with [`impl_module!`](crate::impl_module).
pub trait Module<T: Float = f32> {
    /// Shows every leaf to `visitor`, always in the same order, under its dotted name.
    fn visit<'a>(&'a self, path: &mut Path, visitor: &mut dyn FnMut(&Path, Leaf<'a, T>));

    /// Like [`visit`](Self::visit), to change.
    fn visit_mut<'a>(&'a mut self, path: &mut Path, visitor: &mut dyn FnMut(&Path, LeafMut<'a, T>));
}

/// Something that turns one value into another.
pub trait Forward<T: Float = f32> {
    /// The answers to a batch.
    ///
    /// # Panics
    /// If the shape of `x` does not fit.
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T>;
}

/// A part of a [`Sequential`](crate::Sequential): it owns parameters, perhaps none, and has one
/// input and one output.
pub trait Layer<T: Float = f32>: Module<T> + Forward<T> + Any + Send + Sync {
    /// What a table of layers calls it.
    fn name(&self) -> String;

    /// The answers of this layer and the one after it, where both together are faster than one after
    /// the other; `None` where they are not.
    ///
    /// # Panics
    /// If the shape of `x` does not fit.
    fn forward_fused<'t>(&self, next: &dyn Layer<T>, x: Var<'t, T>) -> Option<Var<'t, T>> {
        let _ = (next, x);
        None
    }

    /// Why the layer cannot take a value of this shape, in words that go on after its name.
    fn input_error(&self, shape: Shape) -> Option<String> {
        let _ = shape;
        None
    }

    /// How many modules of a PyTorch `Sequential` do the same: two for a layer with an activation,
    /// which is a module of its own there. Names in an [export](crate::checkpoint::export_pytorch)
    /// count these.
    fn torch_module_count(&self) -> usize {
        1
    }
}

/// Implements [`Module`] for a struct by the names of its fields that are modules themselves.
///
/// `impl_module!(Name { field, … })` for a struct of `f32`, `impl_module!(Name<T> { … })` for one that is
/// generic over its numbers, with further parameters as in `impl_module!(Dense<T, A: Activation<T>> { … })`.
#[macro_export]
macro_rules! impl_module {
    ($name:ident<T $(, $generic:ident: $bound:path)*> { $($field:ident),* $(,)? }) => {
        impl<T: $crate::Float $(, $generic: $bound)*> $crate::Module<T> for $name<T $(, $generic)*> {
            $crate::impl_module!(@visits T $($field)*);
        }
    };
    ($name:ident { $($field:ident),* $(,)? }) => {
        impl $crate::Module<f32> for $name {
            $crate::impl_module!(@visits f32 $($field)*);
        }
    };
    (@visits $t:ident $($field:ident)*) => {
        fn visit<'a>(
            &'a self,
            path: &mut $crate::Path,
            visitor: &mut dyn FnMut(&$crate::Path, $crate::Leaf<'a, $t>),
        ) {
            $(path.scoped(stringify!($field), |path| self.$field.visit(path, visitor));)*
            let _ = (path, visitor);
        }

        fn visit_mut<'a>(
            &'a mut self,
            path: &mut $crate::Path,
            visitor: &mut dyn FnMut(&$crate::Path, $crate::LeafMut<'a, $t>),
        ) {
            $(path.scoped(stringify!($field), |path| self.$field.visit_mut(path, visitor));)*
            let _ = (path, visitor);
        }
    };
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

/// A part that a model may lack, such as a bias.
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

/// Several modules of one kind, named by their numbers.
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

/// The tensors of a model, parameters and buffers, in their order, with their names.
pub fn state_dict<T: Float>(model: &(impl Module<T> + ?Sized)) -> Vec<(String, &Tensor<T>)> {
    let mut tensors = Vec::new();
    model.visit(&mut Path::default(), &mut |path, state| {
        tensors.push((path.to_string(), state.tensor()));
    });
    tensors
}

/// The names and shapes of a model's parameters, in their order.
pub fn named_parameter_shapes<T: Float>(model: &(impl Module<T> + ?Sized)) -> Vec<(String, Shape)> {
    let mut shapes = Vec::new();
    model.visit(&mut Path::default(), &mut |path, state| {
        if let Leaf::Parameter(param) = state {
            shapes.push((path.to_string(), param.value.shape()));
        }
    });
    shapes
}

/// How many numbers training may change.
pub fn parameter_count<T: Float>(model: &(impl Module<T> + ?Sized)) -> usize {
    named_parameter_shapes(model).iter().map(|(_, shape)| shape.len()).sum()
}

/// Gives the buffers of a model what the forward pass wants them to become, such as running
/// statistics. An optimizer's step does this; call it only where a step is left out, say because a
/// gradient is infinite, and the batch's statistics are to count all the same.
pub fn update_buffers<T: Float>(model: &mut (impl Module<T> + ?Sized), gradients: &Gradients<T>) {
    model.visit_mut(&mut Path::default(), &mut |_, state| {
        if let LeafMut::Buffer(buffer) = state
            && let Some(value) = gradients.buffer(buffer)
        {
            buffer.value = value.clone();
        }
    });
}
