//! What makes a recurrent network a layer and a module: its forward pass, and its parameters' names, which
//! are PyTorch's.

use crate::cell::Cell;
use crate::recurrent::{Recurrent, SequenceOptions};
use autograd::Var;
use nn::{Forward, Layer, Leaf, LeafMut, Module, Path};
use numeric::Float;
use tensor::Shape;

impl<T: Float, C: Cell> Forward<T> for Recurrent<T, C> {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        self.forward_with(x, SequenceOptions::default()).output
    }
}

impl<T: Float, C: Cell> Layer<T> for Recurrent<T, C> {
    fn name(&self) -> String {
        let directions = if self.layers[0].reverse.is_some() { ", bidirectional" } else { "" };
        format!("{} ({}{directions})", C::NAME, self.hidden_size())
    }

    fn input_error(&self, shape: Shape) -> Option<String> {
        let input_size = self.input_size();
        let fits = shape.rank() == 3 && shape.last_dim() == input_size;
        (!fits).then(|| {
            format!(
                "takes sequences [n, steps, {input_size}], but its input has the shape {shape:?}"
            )
        })
    }
}

/// The name of a parameter in layer `layer`.
fn torch_name(name: &str, layer: usize, is_reverse: bool) -> String {
    format!("{name}_l{layer}{}", if is_reverse { "_reverse" } else { "" })
}

// By hand, since a name of PyTorch's is no path of fields.
impl<T: Float, C: Cell> Module<T> for Recurrent<T, C> {
    fn visit<'a>(&'a self, path: &mut Path, visitor: &mut dyn FnMut(&Path, Leaf<'a, T>)) {
        for (i, layer) in self.layers.iter().enumerate() {
            for (params, is_reverse) in layer.directions().zip([false, true]) {
                for (name, param) in params.named() {
                    path.scoped(torch_name(name, i, is_reverse), |path| param.visit(path, visitor));
                }
            }
        }
    }

    fn visit_mut<'a>(
        &'a mut self,
        path: &mut Path,
        visitor: &mut dyn FnMut(&Path, LeafMut<'a, T>),
    ) {
        for (i, layer) in self.layers.iter_mut().enumerate() {
            let directions = [&mut layer.forward].into_iter().chain(&mut layer.reverse);
            for (params, is_reverse) in directions.zip([false, true]) {
                for (name, param) in params.named_mut() {
                    let name = torch_name(name, i, is_reverse);
                    path.scoped(name, |path| param.visit_mut(path, visitor));
                }
            }
        }
    }
}
