//! A table of a model's layers, as Keras prints it.

use crate::sequential::check_input;
use crate::{Layer, Sequential, parameter_count};
use autograd::Tape;
use comfy_table::{CellAlignment, Table, presets::UTF8_FULL_CONDENSED};
use numeric::Float;
use tensor::{Shape, Tensor};

/// The layers of a model with their output shapes and parameter counts, as Keras's
/// `model.summary()`. `input` is one sample's shape; the batch axis is shown as `n`.
///
/// ```
/// use nn::{Dense, sequential, summary};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let model = sequential![Dense::<f32>::linear(4, 3, &mut ChaCha8Rng::seed_from_u64(1))];
/// assert!(summary(&model, &[4]).contains("(n, 3)"));
/// ```
///
/// # Panics
/// If a layer cannot take an input of its predecessor's output shape.
#[track_caller]
pub fn summary<T: Float>(model: &Sequential<T>, input: &[usize]) -> String {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED).set_header(["layer", "output shape", "parameters"]);
    let mut shape = [&[1], input].concat();
    for (i, layer) in model.layers.iter().enumerate() {
        shape = output_shape(i, layer.as_ref(), &shape);
        let count = group_thousands(parameter_count(layer.as_ref()));
        table.add_row([format!("{i} {}", layer.name()), batch_shape(&shape), count]);
    }
    if let Some(column) = table.column_mut(2) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let (count, size) = (parameter_count(model), size_of::<T>());
    format!(
        "{table}\n{} parameters, {} kB",
        group_thousands(count),
        group_thousands(count * size / 1000)
    )
}

/// A layer's output shape for an input of this shape: found by a forward pass on zeros.
#[track_caller]
fn output_shape<T: Float>(i: usize, layer: &dyn Layer<T>, shape: &[usize]) -> Vec<usize> {
    let shape = Shape::new(shape).expect("a sample has at most five axes");
    check_input(i, layer, shape);
    let zeros = Tensor::zeros(shape);
    let y = Tape::new().no_grad(|tape| layer.forward(tape.constant(&zeros)));
    y.shape().dims().to_vec()
}

/// `(n, 28, 28)`
fn batch_shape(shape: &[usize]) -> String {
    let dims: String = shape.iter().skip(1).map(|dim| format!(", {dim}")).collect();
    format!("(n{dims})")
}

/// A count with its digits in groups of three: `101,770`.
///
/// ```
/// assert_eq!(nn::group_thousands(101_770), "101,770");
/// ```
pub fn group_thousands(n: usize) -> String {
    let digits = n.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| std::str::from_utf8(group).expect("digits are ASCII"))
        .collect();
    groups.join(",")
}
