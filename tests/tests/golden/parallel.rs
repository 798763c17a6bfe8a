//! A layer large enough that its work is shared among cores.

use crate::support::{Golden, upstream};
use activations::Tanh;
use autograd::{Param, Tape};
use numeric::MIN_TASK_COST;
use tensor::{Shape, Tensor};

const SAMPLES: usize = 2048;
const INPUTS: usize = 400;
const OUTPUTS: usize = 4;

#[test]
fn f64() {
    const { assert!(SAMPLES * INPUTS * OUTPUTS >= 2 * MIN_TASK_COST, "there must be two blocks") };
    Golden::<f64>::test("parallel", |golden| {
        let x = numbers([SAMPLES, INPUTS], 7);
        let w = Param::new(numbers([INPUTS, OUTPUTS], 11));
        let b = Param::new(numbers([OUTPUTS], 13));
        let mut y = None;
        let gradients = Tape::new().gradients(|tape| {
            let answers = tape.leaf(&x).affine(&w, &b, Tanh);
            y = Some(answers.value());
            (answers * &upstream(answers.shape())).sum()
        });
        golden.check("layer.last_y", &last(50, &y.unwrap()));
        golden.check("layer.dw", gradients.get(&w).unwrap());
        golden.check("layer.db", gradients.get(&b).unwrap());
        golden.check("layer.last_dx", &last(2, gradients.leaf(0).unwrap()));
    });
}

/// Numbers that need no storing: the script makes the same.
fn numbers(shape: impl Into<Shape>, factor: u32) -> Tensor<f64> {
    let mut places = 0u32..;
    Tensor::from_fn(shape, || {
        let i = places.next().expect("there is no end of places");
        (f64::from(factor * i % 1009) - 504.0) / 1024.0
    })
}

/// The last `n` rows.
fn last(n: usize, x: &Tensor<f64>) -> Tensor<f64> {
    let [rows, columns] = x.dims();
    Tensor::new([n, columns], x.as_slice()[(rows - n) * columns..].to_vec())
}
