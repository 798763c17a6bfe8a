//! Activation functions as operations of their own, PReLU, softmax.

use super::{Operation, each, op};

const X: &[&[usize]] = &[&[5, 3]];
const LOGITS: &str = "random one_number three_axes extreme";

pub(super) const ROWS: &[Operation] = &[
    op("activate", "identity", X, each!(|x, _| x[0].activate(neurons::Identity))),
    op("activate", "sigmoid", X, each!(|x, _| x[0].sigmoid())).golden(
        "activations",
        "grid",
        "x",
        "sigmoid",
    ),
    op("activate", "tanh", X, each!(|x, _| x[0].tanh())).golden("activations", "grid", "x", "tanh"),
    op("activate", "relu", X, each!(|x, _| x[0].relu())).golden("activations", "grid", "x", "relu"),
    op("activate", "leaky_relu", X, each!(|x, _| x[0].leaky_relu(0.01))).golden(
        "activations",
        "grid",
        "x",
        "leaky_relu_0.01",
    ),
    op("activate", "leakier_relu", X, each!(|x, _| x[0].leaky_relu(0.2))).golden(
        "activations",
        "grid",
        "x",
        "leaky_relu_0.2",
    ),
    op("activate", "gelu", X, each!(|x, _| x[0].gelu())).golden("activations", "grid", "x", "gelu"),
    op("activate", "elu", X, each!(|x, _| x[0].elu(1.0))).golden(
        "further_activations",
        "grid",
        "x",
        "elu_1",
    ),
    op("activate", "elu, another alpha", X, each!(|x, _| x[0].elu(0.3))).golden(
        "further_activations",
        "grid",
        "x",
        "elu_0.3",
    ),
    op("activate", "selu", X, each!(|x, _| x[0].selu())).golden(
        "further_activations",
        "grid",
        "x",
        "selu",
    ),
    op("activate", "softplus", X, each!(|x, _| x[0].softplus(1.0))).golden(
        "further_activations",
        "grid",
        "x",
        "softplus_1",
    ),
    op("activate", "softplus, another beta", X, each!(|x, _| x[0].softplus(2.5))).golden(
        "further_activations",
        "grid",
        "x",
        "softplus_2.5",
    ),
    op("activate", "gelu_tanh", X, each!(|x, _| x[0].gelu_tanh())).golden(
        "further_activations",
        "grid",
        "x",
        "gelu_tanh",
    ),
    op("activate", "silu", X, each!(|x, _| x[0].silu())).golden(
        "further_activations",
        "grid",
        "x",
        "silu",
    ),
    op("activate", "mish", X, each!(|x, _| x[0].mish())).golden(
        "further_activations",
        "grid",
        "x",
        "mish",
    ),
    op("activate", "hard_tanh", X, each!(|x, _| x[0].hard_tanh(-1.0, 1.0))).golden(
        "further_activations",
        "grid",
        "x",
        "hard_tanh",
    ),
    op("activate", "hard_tanh, other bounds", X, each!(|x, _| x[0].hard_tanh(-2.0, 3.0))).golden(
        "further_activations",
        "grid",
        "x",
        "hard_tanh_-2_3",
    ),
    op("activate", "hard_tanh, near bounds", X, each!(|x, _| x[0].hard_tanh(-0.7, 0.4))),
    op("activate", "step", X, each!(|x, _| x[0].step())),
    op("prelu", "", &[&[5, 3], &[3]], each!(|x, _| x[0].prelu(x[1]))).golden(
        "further_activations",
        "one_slope slopes slopes_three_axes",
        "x a",
        "prelu",
    ),
    op("prelu", "three axes", &[&[2, 3, 4], &[4]], each!(|x, _| x[0].prelu(x[1]))),
    op("prelu", "one slope", &[&[5, 3], &[1]], each!(|x, _| x[0].prelu(x[1]))),
    op("prelu", "a number", &[&[5, 3], &[]], each!(|x, _| x[0].prelu(x[1]))),
    op("softmax", "", X, each!(|x, _| x[0].softmax())).golden("softmax", LOGITS, "x", "softmax"),
    op("softmax", "one class", &[&[5, 1]], each!(|x, _| x[0].softmax())),
    op("log_softmax", "", X, each!(|x, _| x[0].log_softmax())).golden(
        "softmax",
        LOGITS,
        "x",
        "log_softmax",
    ),
    op("log_softmax", "twenty classes", &[&[2, 20]], each!(|x, _| x[0].log_softmax())),
];
