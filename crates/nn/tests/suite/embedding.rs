//! Rows of a table.

use crate::rng;
use autograd::{Param, Tape};
use nn::Embedding;
use tensor::Tensor;

#[test]
fn rows_come_in_the_order_asked_for_and_gradients_add_up() {
    let table = Tensor::new([3, 2], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    let words = Embedding { weight: Param::new(table) };
    let mut rows = None;
    let gradients = Tape::<f64>::new().gradients(|tape| {
        let y = words.forward(tape, &[2, 0, 2]);
        rows = Some(y.value());
        (y * y).sum()
    });
    assert_eq!(rows.unwrap().as_slice(), [5.0, 6.0, 1.0, 2.0, 5.0, 6.0]);
    let gradient = gradients.get(&words.weight).unwrap();
    assert_eq!(gradient.as_slice(), [2.0, 4.0, 0.0, 0.0, 20.0, 24.0]);
}

#[test]
fn no_indices_give_no_rows() {
    let words = Embedding::<f32>::new(3, 2, &mut rng(1));
    let rows = Tape::new().no_grad(|tape| words.forward(tape, &[]));
    assert_eq!(rows.shape().dims(), [0, 2]);
}

#[test]
#[should_panic(expected = "Embedding: index 7 at position 1 is not below 5")]
fn an_index_out_of_range_is_named() {
    let words = Embedding::<f32>::new(5, 2, &mut rng(1));
    Tape::new().no_grad(|tape| words.forward(tape, &[4, 7]));
}

#[test]
fn it_begins_with_variance_one() {
    let words = Embedding::<f64>::new(100, 100, &mut rng(1));
    let data = words.weight.value.as_slice();
    let square = numeric::dot(data, data) / 1e4;
    assert!((square - 1.0).abs() < 0.05, "{square}");
}
