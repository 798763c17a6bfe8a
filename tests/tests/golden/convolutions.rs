//! Convolution with each setting, its sizes odd.

use crate::support::Golden;
use activations::{Activation, Gelu, Identity, Relu};
use autograd::Var;
use cnn::prelude::{Conv2dOps, Conv2dOptions};
use numeric::Float;

#[test]
fn f32() {
    Golden::<f32>::test("convolutions", all);
}

#[test]
fn f64() {
    Golden::<f64>::test("convolutions", all);
}

fn all<T: Float>(golden: &mut Golden<T>) {
    let plain = Conv2dOptions::default();
    let cases = [
        ("plain", plain),
        ("one_of_each", plain),
        ("one_pixel", plain),
        ("whole_image", plain),
        ("not_square", plain),
        ("many_filters", plain),
        ("padded", Conv2dOptions { padding: [1, 2].into(), ..plain }),
        ("padded_beyond", Conv2dOptions { padding: 4.into(), ..plain }),
        ("stride", Conv2dOptions { stride: [2, 3].into(), ..plain }),
        ("stride_over", Conv2dOptions { stride: 4.into(), ..plain }),
        ("stride_padded", Conv2dOptions { stride: 2.into(), padding: 2.into(), ..plain }),
        ("dilation", Conv2dOptions { dilation: [2, 3].into(), ..plain }),
        (
            "dilation_stride",
            Conv2dOptions { dilation: 3.into(), stride: 2.into(), padding: 1.into(), ..plain },
        ),
        ("groups", Conv2dOptions { groups: 2, ..plain }),
        ("depthwise", Conv2dOptions { groups: 5, padding: 1.into(), ..plain }),
        ("small_answer", Conv2dOptions { padding: 1.into(), ..plain }),
    ];
    for (case, settings) in cases {
        layer(golden, case, "identity", settings, Identity);
        layer(golden, case, "relu", settings, Relu);
    }
    layer(golden, "gelu", "gelu", plain, Gelu);
}

fn layer<T: Float>(
    golden: &mut Golden<T>,
    case: &str,
    name: &str,
    settings: Conv2dOptions,
    f: impl Activation<T>,
) {
    golden.operation(case, ["x", "w", "b"], name, |[x, w, b]: [Var<'_, T>; 3]| {
        x.conv2d(w, b, settings, f)
    });
}
