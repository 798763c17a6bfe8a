//! The gradient check of a module passes what is right, and names the parameter that is wrong.

use crate::rng;
use activations::Tanh;
use autograd::{Param, Var};
use nn::{Dense, Embedding, Forward, gradcheck_module, impl_module, sequential, state_dict};
use tensor::Tensor;

/// Element-wise `y = w·x`, whose backward pass multiplies `∂w` by `dw` and `∂x` by `dx`.
struct Scale {
    weight: Param<f64>,
    dw: f64,
    dx: f64,
}
impl_module!(Scale: f64 { weight });

impl Forward<f64> for Scale {
    fn forward<'t>(&self, x: Var<'t, f64>) -> Var<'t, f64> {
        let w = x.tape().param(&self.weight);
        let (x_value, w_value, [factor_x, factor_w]) = (x.value(), w.value(), [self.dx, self.dw]);
        let y = x.value().zip_map(&w_value, |x, w| x * w);
        x.tape().record("scale", y, [x, w], move |dy, [dx, dw]| {
            dx.accumulate(|| dy.clone().zip_map(&w_value, |dy, w| dy * w * factor_x));
            dw.accumulate(|| dy.zip_map(&x_value, |dy, x| dy * x * factor_w));
        })
    }
}

/// A layer behind a dense one: its parameter is `scale.weight`.
struct Model {
    dense: Dense<f64, Tanh>,
    scale: Scale,
}
impl_module!(Model: f64 { dense, scale });

impl Forward<f64> for Model {
    fn forward<'t>(&self, x: Var<'t, f64>) -> Var<'t, f64> {
        self.scale.forward(self.dense.forward(x))
    }
}

fn model(dw: f64, dx: f64) -> Model {
    Model {
        dense: Dense::new(3, 2, Tanh, &mut rng(1)),
        scale: Scale { weight: Param::new(Tensor::new([1, 2], vec![1.5, -0.5])), dw, dx },
    }
}

fn input() -> Tensor<f64> {
    Tensor::new([1, 3], vec![0.5, -1.0, 0.25])
}

#[test]
fn a_right_layer_passes_and_keeps_its_parameters() {
    let mut model = model(1.0, 1.0);
    let values = |model: &Model| -> Vec<Vec<f64>> {
        state_dict(model).iter().map(|(_, tensor)| tensor.as_slice().to_vec()).collect()
    };
    let before = values(&model);
    let result = gradcheck_module(&mut model, &[input()], |_, model, x| model.forward(x[0]));
    assert_eq!(result, Ok(()));
    assert_eq!(values(&model), before);
}

#[test]
fn a_wrong_parameter_gradient_is_named_by_its_path() {
    let result =
        gradcheck_module(&mut model(1.1, 1.0), &[input()], |_, model, x| model.forward(x[0]));
    let mismatch = result.unwrap_err();
    assert_eq!((mismatch.tensor.as_str(), mismatch.element), ("scale.weight", 0));
    assert!((mismatch.analytic / mismatch.numerical - 1.1).abs() < 1e-6, "{mismatch}");
    let message = mismatch.to_string();
    assert!(message.starts_with("the gradient of scale.weight, element 0, is "), "{message}");
}

/// What is passed on wrongly is found at the input, before any parameter.
#[test]
fn a_wrong_input_gradient_is_named() {
    let result =
        gradcheck_module(&mut model(1.0, 2.0), &[input()], |_, model, x| model.forward(x[0]));
    assert_eq!(result.unwrap_err().tensor, "input 0");
}

/// A value read past the tape has the gradient zero, though the output depends on it.
#[test]
fn a_parameter_that_is_not_put_on_the_tape_is_found() {
    let mut weight = Param::new(Tensor::new([2], vec![1.0, 2.0]));
    let x = Tensor::new([2], vec![3.0, 4.0]);
    let result = gradcheck_module(&mut weight, &[x], |_, weight, x| x[0] * &weight.value);
    let mismatch = result.unwrap_err();
    assert_eq!((mismatch.tensor.as_str(), mismatch.analytic), ("", 0.0));
}

#[test]
fn layers_of_any_kind_can_be_checked() {
    let mut embedding = Embedding::new(4, 2, &mut rng(1));
    let result =
        gradcheck_module(&mut embedding, &[], |tape, words, _| words.forward(tape, &[3, 1, 3]));
    assert_eq!(result, Ok(()));
    let mut layers = sequential![Dense::<f64, _>::new(3, 2, Tanh, &mut rng(1)), nn::Flatten];
    let result = gradcheck_module(&mut layers, &[input()], |_, model, x| model.forward(x[0]));
    assert_eq!(result, Ok(()));
}
