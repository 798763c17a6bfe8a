//! The table of operations: each is entered once, and driven through everything that is promised of it.
//!
//! | promise | test |
//! |---|---|
//! | its gradient is what central differences say, in `f64` | `tests/gradients` |
//! | output and gradients are PyTorch's, in `f32` and `f64` | `tests/golden` (rows that name a golden file) |
//! | `f32` and `f64` agree; the number of threads changes no bit; every device agrees | `tests/engine` |
//!
//! A new operation is a row in one of the files of this folder. A row that shall be held against PyTorch
//! too names its cases in a golden file, which `tests/golden/make_golden.py` makes.

mod activations;
pub mod agreement;
mod along_axes;
mod arithmetic;
mod attention;
mod axes;
mod batched_products;
mod class_losses;
mod dense;
mod elementwise;
mod functions;
mod further_images;
mod images;
mod large;
mod large_images;
mod layouts;
mod losses;
pub mod mixed;
mod normalization;
mod recurrent;
mod shapes;

use crate::draw;
use autograd::Var;
use numeric::{Float, of_type};
use tensor::Tensor;

/// What an operation computes from its inputs.
pub type Function<T> = for<'t> fn(&[Var<'t, T>], &Target<T>) -> Var<'t, T>;

/// The same function for both types of number.
type Functions = (Function<f32>, Function<f64>);

/// What a loss compares with, as values and as class indices. Other operations do not look at it.
pub struct Target<T> {
    /// Each element.
    pub values: Vec<T>,
    /// Each element as a class index.
    pub classes: Vec<usize>,
}

impl<T: Float> Target<T> {
    /// The target of these values.
    pub fn new(values: Vec<T>) -> Self {
        let classes = values.iter().map(|x| x.as_f64() as usize).collect();
        Target { values, classes }
    }
}

/// One row of the table.
pub struct Operation {
    /// The name under which the tape records it.
    pub name: &'static str,
    /// What is special in this row.
    pub case: &'static str,
    shapes: &'static [&'static [usize]],
    target: &'static [f64],
    is_of_positive: bool,
    /// Where PyTorch's numbers for it are, if they are.
    pub golden: Option<Golden>,
    functions: Functions,
}

/// The tensors `CASE.INPUT`, `CASE.OUTPUT.y` and `CASE.OUTPUT.dINPUT` of a golden file, and
/// `CASE.target` where there is one.
#[derive(Clone, Copy)]
pub struct Golden {
    /// The file's name, without type of number and extension.
    pub file: &'static str,
    /// One case or several, separated by spaces.
    pub cases: &'static str,
    /// The names of the inputs, separated by spaces.
    pub inputs: &'static str,
    /// The name of the output.
    pub output: &'static str,
}

/// A function for both types of number.
macro_rules! each {
    ($function:expr) => {
        ($function, $function)
    };
}
use each;

/// The row of an operation that is recorded as `name`, with inputs of these shapes.
const fn op(
    name: &'static str,
    case: &'static str,
    shapes: &'static [&'static [usize]],
    functions: Functions,
) -> Operation {
    let (target, is_of_positive, golden): (&[f64], _, _) = (&[], false, None);
    Operation { name, case, shapes, target, is_of_positive, golden, functions }
}

impl Operation {
    const fn golden(
        mut self,
        file: &'static str,
        cases: &'static str,
        inputs: &'static str,
        output: &'static str,
    ) -> Self {
        self.golden = Some(Golden { file, cases, inputs, output });
        self
    }

    const fn target(self, target: &'static [f64]) -> Self {
        Operation { target, ..self }
    }

    /// Its inputs are positive.
    const fn of_positive(self) -> Self {
        Operation { is_of_positive: true, ..self }
    }

    /// The function for this type of number.
    pub fn function<T: Float>(&'static self) -> Function<T> {
        *of_type(&self.functions.0, &self.functions.1)
    }

    /// Inputs as the row wants them.
    pub fn inputs<T: Float>(&self, seed: u64) -> Vec<Tensor<T>> {
        let mut inputs = draw(self.shapes, seed);
        if self.is_of_positive {
            inputs = inputs.into_iter().map(|x| x.map(|x: T| x.abs() + T::of(0.1))).collect();
        }
        inputs
    }

    /// The row's target.
    pub fn target_of<T: Float>(&self) -> Target<T> {
        Target::new(self.target.iter().map(|x| T::of(*x)).collect())
    }
}

/// All rows.
pub fn operations() -> impl Iterator<Item = &'static Operation> {
    let first = dense::ROWS.iter().chain(arithmetic::ROWS).chain(functions::ROWS);
    let then = first.chain(shapes::ROWS).chain(activations::ROWS).chain(losses::ROWS);
    let then = then.chain(class_losses::ROWS).chain(axes::ROWS).chain(layouts::ROWS);
    let then = then.chain(batched_products::ROWS);
    let then = then.chain(elementwise::ROWS).chain(along_axes::ROWS);
    let then = then.chain(normalization::ROWS).chain(images::rows()).chain(further_images::ROWS);
    then.chain(recurrent::rows()).chain(attention::rows())
}

/// Rows whose inputs are too large for central differences: for the comparison of devices.
pub fn large_operations() -> impl Iterator<Item = &'static Operation> {
    large::ROWS.iter().chain(large_images::ROWS)
}
