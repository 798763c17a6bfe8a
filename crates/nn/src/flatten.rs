//! Images laid out in one row.

use crate::{Forward, Layer, Leaf, LeafMut, Module, Path};
use autograd::Var;
use numeric::Float;

/// Each sample's numbers in one row: `[n, …]` becomes `[n, rest]`. Nothing is copied.
#[derive(Clone, Copy, Debug, Default)]
pub struct Flatten;

impl<T: Float> Module<T> for Flatten {
    fn visit<'a>(&'a self, _: &mut Path, _: &mut dyn FnMut(&Path, Leaf<'a, T>)) {}
    fn visit_mut<'a>(&'a mut self, _: &mut Path, _: &mut dyn FnMut(&Path, LeafMut<'a, T>)) {}
}

impl<T: Float> Forward<T> for Flatten {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        x.flatten()
    }
}

impl<T: Float> Layer<T> for Flatten {
    fn name(&self) -> String {
        "Flatten".into()
    }
}
