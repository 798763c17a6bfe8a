"""Activation functions, softmax, and losses."""

import torch
from torch.nn import functional as F


def activations(golden):
    sizes = [1e-4, 0.1, 0.5, 1, 1.5, 2, 3, 4, 6, 9, 15, 30, 80]
    golden.inputs("grid", x=golden.numbers(*[-z for z in reversed(sizes)], 0, *sizes))
    for name, f in ACTIVATIONS.items():
        golden.operation(name, f)


ACTIVATIONS = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky_relu_0.01": lambda z: F.leaky_relu(z, 0.01),
    "leaky_relu_0.2": lambda z: F.leaky_relu(z, 0.2),
    "gelu": F.gelu,
}


def softmax(golden):
    extreme = golden.numbers(
        [1000, 0, -1000, 999, 1], [1000, 1000, 1000, 1000, 1000], [-1000, -1001, -999, -1000, -3000]
    )
    for case, x in {
        "random": golden.normal(4, 7),
        "one_number": golden.normal(3, 1),
        "three_axes": 4 * golden.normal(2, 3, 5),
        "extreme": extreme,
    }.items():
        golden.inputs(case, x=x)
        golden.operation("softmax", lambda x: F.softmax(x, dim=-1))
        golden.operation("log_softmax", lambda x: F.log_softmax(x, dim=-1))


def losses(golden):
    def loss(case, f, x, target):
        golden.inputs(case, x=x)
        golden.operation("loss", lambda x: f(x, target))
        # Classes too are kept as floating-point numbers: a file here has one type of number.
        golden.add(case, target=target.to(golden.dtype))

    loss("mse_random", F.mse_loss, golden.normal(6, 3), golden.normal(6, 3))
    loss("mse_one_number", F.mse_loss, golden.normal(1, 1), golden.normal(1, 1))

    soft = torch.sigmoid(golden.normal(5, 4))
    loss("bce_random", F.binary_cross_entropy_with_logits, golden.normal(5, 4), soft)
    logits = golden.numbers([50], [50], [50], [-50], [-50], [-50], [0], [0], [1e-4], [-1e-4])
    targets = golden.numbers([0], [1], [0.25], [0], [1], [0.25], [0], [0.5], [1], [0.9])
    loss("bce_extreme", F.binary_cross_entropy_with_logits, logits, targets)

    classes = torch.tensor([4, 0, 2, 2, 1, 3, 4])
    loss("ce_random", F.cross_entropy, golden.normal(7, 5), classes)
    loss("ce_one_sample", F.cross_entropy, golden.normal(1, 3), torch.tensor([1]))
    logits = golden.numbers([1000, 0, -1000], [1000, 0, -1000], [100, 100, 100], [-50, 50, 0])
    loss("ce_extreme", F.cross_entropy, logits, torch.tensor([0, 2, 1, 0]))
