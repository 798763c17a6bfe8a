//! Gradients by hand, of the kind that a check of one operation does not reach: values used more
//! than once, repeated axes, ties, losses that are worked on further.

use crate::tensor;
use autograd::{Param, Tape, concat};
use tensor::Tensor;

#[test]
fn a_value_used_twice_collects_both_shares() {
    let x = tensor([2], [3.0, -1.0]);
    let gradients = Tape::new().gradients(|tape| {
        let x = tape.leaf(&x);
        (x * x * x + x - x * 4.0).sum()
    });
    assert_eq!(gradients.loss(), 27.0 - 9.0 + (-1.0 + 3.0));
    assert_eq!(gradients.leaf(0).unwrap().as_slice(), [24.0, 0.0], "3·x² − 3");
}

#[test]
fn a_value_on_both_sides_of_a_product() {
    let x = tensor([2, 2], [1.0, 2.0, 3.0, 4.0]);
    let gradients = Tape::new().gradients(|tape| {
        let x = tape.leaf(&x);
        x.matmul(x).sum()
    });
    // d/dX Σ(X·X) = 1·Xᵀ + Xᵀ·1
    assert_eq!(gradients.leaf(0).unwrap().as_slice(), [7.0, 11.0, 9.0, 13.0]);
}

#[test]
fn a_repeated_operand_collects_from_every_place() {
    let (row, column) = (tensor([3], [1.0, 2.0, 3.0]), tensor([2, 1], [10.0, 20.0]));
    let gradients = Tape::new().gradients(|tape| (tape.leaf(&row) * tape.leaf(&column)).sum());
    assert_eq!(gradients.leaf(0).unwrap().as_slice(), [30.0; 3]);
    let second = gradients.leaf(1).unwrap();
    assert_eq!((second.as_slice(), second.shape()), (&[6.0, 6.0][..], column.shape()));
}

#[test]
fn of_several_largest_the_first_gets_the_gradient() {
    let x = tensor([2, 3], [5.0, 5.0, 1.0, -1.0, -7.0, -1.0]);
    let gradients = Tape::new().gradients(|tape| tape.leaf(&x).max_dim(1).sum());
    assert_eq!(gradients.leaf(0).unwrap().as_slice(), [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
}

#[test]
fn a_row_gathered_twice_collects_twice() {
    let x = tensor([3, 2], [0.0; 6]);
    let weights = tensor([3, 2], [1.0, 2.0, 10.0, 20.0, 100.0, 200.0]);
    let gradients =
        Tape::new().gradients(|tape| (tape.leaf(&x).index_select(&[2, 0, 2]) * &weights).sum());
    assert_eq!(gradients.leaf(0).unwrap().as_slice(), [10.0, 20.0, 0.0, 0.0, 101.0, 202.0]);
}

#[test]
fn what_was_cut_away_has_no_part() {
    let x = tensor([2, 3], [1.0; 6]);
    let gradients = Tape::new().gradients(|tape| (tape.leaf(&x).narrow(1, 1..2) * 5.0).sum());
    assert_eq!(gradients.leaf(0).unwrap().as_slice(), [0.0, 5.0, 0.0, 0.0, 5.0, 0.0]);
    let gradients = Tape::new().gradients(|tape| tape.leaf(&x).narrow(0, 1..1).sum());
    assert_eq!(gradients.leaf(0).unwrap().as_slice(), [0.0; 6]);
}

#[test]
fn joined_parts_get_their_own_share() {
    let (a, b) = (tensor([1, 2], [1.0, 2.0]), tensor([2, 2], [3.0, 4.0, 5.0, 6.0]));
    let weights = tensor([4, 2], [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]);
    let gradients = Tape::new().gradients(|tape| {
        let (a, b) = (tape.leaf(&a), tape.leaf(&b));
        (concat(&[a, b, a], 0) * &weights).sum()
    });
    assert_eq!(gradients.leaf(0).unwrap().as_slice(), [8.0, 10.0], "it came twice");
    assert_eq!(gradients.leaf(1).unwrap().as_slice(), [3.0, 4.0, 5.0, 6.0]);
}

/// The gradient that a loss computed in passing is scaled by what is done with the loss.
#[test]
fn a_loss_may_be_worked_on_further() {
    let y = tensor([2, 1], [1.0, 4.0]);
    let gradients = Tape::new().gradients(|tape| {
        let loss = tape.leaf(&y).mean_squared_error(&[0.0, 0.0]);
        loss * 10.0 + loss
    });
    assert_eq!(gradients.loss(), 11.0 * 8.5);
    assert_eq!(gradients.leaf(0).unwrap().as_slice(), [11.0, 44.0]);
}

#[test]
fn a_loss_may_be_a_parameter_itself() {
    let w = Param::new(tensor([1, 1], [3.0]));
    let gradients = Tape::new().gradients(|tape| tape.param(&w));
    assert_eq!(gradients.loss(), 3.0);
    let gradient = gradients.get(&w).unwrap();
    assert_eq!((gradient.as_slice(), gradient.shape()), (&[1.0][..], w.value.shape()));
}

#[test]
fn a_loss_that_nothing_has_part_in() {
    let w = Param::new(tensor([1], [3.0]));
    let gradients = Tape::new().gradients(|tape| {
        tape.param(&w);
        tape.constant(&Tensor::scalar(7.0)) * 2.0
    });
    assert_eq!((gradients.loss(), gradients.get(&w).is_none()), (14.0, true));
}

/// A deep chain: the backward pass must not be a recursion that runs out of stack.
#[test]
fn a_long_tape() {
    let x = Tensor::scalar(1.0);
    let gradients =
        Tape::<f64>::new().gradients(|tape| (0..20_000).fold(tape.leaf(&x), |y, _| y + 1.0));
    assert_eq!((gradients.loss(), gradients.leaf(0).unwrap().item()), (20_001.0, 1.0));
}
