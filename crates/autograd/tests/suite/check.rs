//! The gradient check finds what is wrong, and says where.

use crate::tensor;
use autograd::{Var, gradcheck};

/// `x²`, with `factor·x` as its derivative.
fn square<'t>(x: Var<'t, f64>, factor: f64) -> Var<'t, f64> {
    let input = x.value();
    let y = input.clone().map(|x| x * x);
    x.tape().record("square", y, [x], move |dy, [dx]| {
        dx.accumulate(|| dy.zip_map(&input, |dy, x| dy * factor * x));
    })
}

#[test]
fn a_right_gradient_passes() {
    let x = tensor([2, 2], [1.0, -2.0, 0.5, 3.0]);
    assert_eq!(gradcheck("square", &[x], |_, x| square(x[0], 2.0)), Ok(()));
}

#[test]
fn a_wrong_gradient_is_named() {
    let inputs = [tensor([1], [1.0]), tensor([2], [0.0, 3.0])];
    let product = gradcheck("product", &inputs, |_, x| (x[0] * square(x[1], 2.1)).sum());
    let mismatch = product.unwrap_err();
    // The derivative at the first element is 0 whatever the factor.
    assert_eq!((mismatch.input, mismatch.element), (1, 1));
    assert!((mismatch.analytic / mismatch.numerical - 1.05).abs() < 1e-6, "{mismatch}");
    let message = mismatch.to_string();
    let start = "product: the gradient of input 1, element 1, is ";
    assert!(
        message.starts_with(start) && message.contains(" by the backward pass but "),
        "{message}"
    );
}

/// A gradient at the wrong index must not be balanced by its neighbour.
#[test]
fn a_gradient_at_the_wrong_index_is_found() {
    let x = tensor([2], [1.0, 1.0]);
    let mismatch = gradcheck("swapped", &[x], |_, x| {
        let (x, y) = (x[0], x[0].value());
        x.tape().record("swapped", y, [x], |mut dy, [dx]| {
            dy.as_mut_slice().reverse();
            dx.accumulate(|| dy);
        })
    });
    assert_eq!(mismatch.unwrap_err().element, 0);
}

#[test]
fn a_nan_is_a_mismatch() {
    let x = tensor([1], [1.0]);
    let mismatch = gradcheck("nan", &[x], |_, x| square(x[0], f64::NAN)).unwrap_err();
    assert!(mismatch.analytic.is_nan());
}

#[test]
fn an_unused_input_has_the_gradient_zero() {
    let inputs = [tensor([1], [1.0]), tensor([1], [2.0])];
    assert_eq!(gradcheck("first", &inputs, |_, x| x[0] * 2.0), Ok(()));
}

#[test]
fn a_forgotten_backward_pass_is_found() {
    let x = tensor([1], [1.0]);
    let mismatch = gradcheck("forgetful", &[x], |_, x| {
        x[0].tape().record("forgetful", x[0].value(), [x[0]], |_, _| ())
    });
    let mismatch = mismatch.unwrap_err();
    assert_eq!(mismatch.analytic, 0.0);
}
