//! Tensors without elements, and scalars: every device gives the processor's values, or its refusal.

use crate::blame::panic_of;
use autograd::{Param, Tape, Var, concat};
use cnn::prelude::*;
use neurons::Identity;
use normalization::prelude::*;
use optimizers::{Adam, Optimizer, clip_grad_norm};
use tensor::{Device, Indices, Shape, Tensor};

/// Output and gradient of `f`, or what it refuses.
fn outcome(
    device: &Device,
    shape: &[usize],
    f: &dyn for<'t> Fn(Var<'t, f64>) -> Var<'t, f64>,
) -> Result<(Shape, Vec<u64>, Vec<u64>), String> {
    let mut count = 0.0;
    let x = Tensor::from_fn(Shape::new(shape).expect("a shape"), || {
        count += 0.5;
        count
    });
    let x = x.to(device);
    let run = || {
        let mut y = None;
        let gradients = Tape::new().gradients(|tape| {
            let output = f(tape.leaf(&x));
            y = Some(output.value());
            output.sum()
        });
        let bits = |x: &Tensor<f64>| {
            x.to(&Device::Cpu).as_slice().iter().map(|x| (x + 0.0).to_bits()).collect()
        };
        let y = y.expect("it was computed");
        let gradient = gradients.leaf(0).map(bits);
        (y.shape(), bits(&y), gradient.unwrap_or_default())
    };
    let mut result = None;
    let refusal = panic_of(|| {
        result = Some(run());
        panic!("it ran")
    });
    result.ok_or(refusal.message)
}

#[track_caller]
fn check(name: &str, shapes: &[&[usize]], f: impl for<'t> Fn(Var<'t, f64>) -> Var<'t, f64>) {
    for device in Device::all().iter().skip(1) {
        for shape in shapes {
            let (found, expected) = (outcome(device, shape, &f), outcome(&Device::Cpu, shape, &f));
            assert_eq!(found, expected, "{name} of {shape:?}");
        }
    }
}

const MATRICES: &[&[usize]] = &[&[0, 3], &[3, 0], &[0, 0], &[1, 1]];

#[test]
fn of_element_wise_functions_and_shapes() {
    let all = [&[], &[0][..], &[0, 3], &[3, 0], &[2, 0, 3]];
    check("neg", &all, |x| -x);
    check("add", &all, |x| x + x);
    check("mul", &all, |x| x * 2.0);
    check("relu", &all, |x| x.relu());
    check("mul of a row", &[&[0, 3], &[1, 3]], |x| {
        x * &Tensor::full([3], 2.0).to(&x.value().device())
    });
    check("transpose", MATRICES, |x| x.transpose(0, 1));
    check("reshape", &[&[0, 3], &[3, 0]], |x| x.reshape([0, 7]));
    check("narrow", MATRICES, |x| x.narrow(0, 0..0));
    check("concat", MATRICES, |x| concat(&[x, x], 0));
    check("concat of columns", MATRICES, |x| concat(&[x, x], 1));
    check("index_select", MATRICES, |x| x.index_select(&[]));
    check("index_select of a row", &[&[1, 0], &[0, 2]], |x| x.index_select(&[0]));
    check("gather", &[&[2, 3]], |x| x.gather(1, &Indices::new([2, 0], vec![])));
}

#[test]
fn of_reductions() {
    check("sum", &[&[], &[0], &[0, 3], &[3, 0]], |x| x.sum());
    check("mean", &[&[], &[0], &[0, 3]], |x| x.mean());
    for axis in [0, 1] {
        check("sum_dim", MATRICES, |x| x.sum_dim(axis));
        check("max_dim", MATRICES, |x| x.max_dim(axis));
        check("cumsum", MATRICES, |x| x.cumsum(axis));
    }
    check("softmax", MATRICES, |x| x.softmax());
    check("log_softmax", MATRICES, |x| x.log_softmax());
    check("argmax", MATRICES, |x| {
        assert_eq!(x.argmax(0).shape().rank(), 1);
        x
    });
}

#[test]
fn of_products() {
    let on = |x: Var<'_, f64>, shape: &[usize]| {
        Tensor::full(Shape::new(shape).expect("a shape"), 0.5).to(&x.value().device())
    };
    check("matmul", &[&[0, 3], &[2, 3]], |x| x.matmul(&on(x, &[3, 0])));
    check("matmul over no terms", &[&[2, 0], &[0, 0]], |x| x.matmul(&on(x, &[0, 4])));
    check("batched", &[&[0, 2, 3]], |x| x.matmul(&on(x, &[0, 3, 2])));
    check("batched over no terms", &[&[2, 2, 0]], |x| x.matmul(&on(x, &[2, 0, 3])));
    check("affine", &[&[0, 3], &[2, 3]], |x| x.affine(&on(x, &[3, 4]), &on(x, &[4]), Identity));
    check("affine of no features", &[&[2, 0], &[0, 0]], |x| {
        x.affine(&on(x, &[0, 4]), &on(x, &[4]), Identity)
    });
    check("conv2d", &[&[0, 2, 5, 5]], |x| {
        x.conv2d(&on(x, &[3, 2, 3, 3]), &on(x, &[3]), Conv2dOptions::default(), Identity)
    });
    check("max_pool2d", &[&[0, 2, 4, 4], &[2, 0, 4, 4]], |x| x.max_pool2d(Pool2dOptions::new(2)));
    check("layer_norm", &[&[0, 4], &[2, 4]], |x| x.layer_norm(&on(x, &[4]), &on(x, &[4]), 1e-5));
    check("group_norm", &[&[0, 4, 3], &[2, 4, 0]], |x| {
        x.group_norm(2, &on(x, &[4]), &on(x, &[4]), 1e-5)
    });
    check("batch_norm", &[&[0, 4], &[2, 4, 0]], |x| {
        x.batch_norm(&on(x, &[4]), &on(x, &[4]), 1e-5).0
    });
}

#[test]
fn of_losses() {
    check("mean_squared_error", &[&[0, 3], &[2, 0]], |x| x.mean_squared_error(&[]));
    check("cross_entropy", &[&[0, 3]], |x| x.cross_entropy(&[]));
    check("cross_entropy of no classes", &[&[2, 0]], |x| x.cross_entropy(&[0, 0]));
}

/// A parameter without elements beside one with some.
#[test]
fn of_an_optimizer() {
    let step = |device: &Device| {
        let param = |shape: [usize; 2]| Param::new(Tensor::full(shape, 0.5).to(device));
        let mut params = vec![param([2, 0]), param([2, 2])];
        let (mut adam, mut tape) = (Adam::new(0.1), Tape::<f64>::new());
        for _ in 0..2 {
            let mut gradients = tape.gradients(|tape| {
                let params: Vec<_> = params.iter().map(|param| tape.param(param)).collect();
                concat(&params, 1).powi(2).sum()
            });
            clip_grad_norm(&mut gradients, 0.5);
            adam.step(&mut params, &gradients);
        }
        params[1].value.to(&Device::Cpu).as_slice().to_vec()
    };
    let expected = step(&Device::Cpu);
    for device in Device::all().iter().skip(1) {
        for (found, expected) in step(device).iter().zip(&expected) {
            assert!((found - expected).abs() < 1e-12, "{found}, not {expected}");
        }
    }
}
