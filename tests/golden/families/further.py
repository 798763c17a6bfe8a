"""Further activation functions, and functions of mathematics."""

import torch
from torch.nn import functional as F


def further_activations(golden):
    sizes = [1e-4, 0.1, 0.5, 1, 1.5, 2, 3, 4, 6, 9, 15, 30, 80, 1e4]
    golden.inputs("grid", x=golden.numbers(*[-z for z in reversed(sizes)], 0, *sizes))
    for name, f in {
        "elu_1": F.elu,
        "elu_0.3": lambda z: F.elu(z, 0.3),
        "selu": F.selu,
        # PyTorch's own softplus is cut off at a threshold.
        "softplus_1": lambda z: torch.logaddexp(z, 0 * z),
        "softplus_2.5": lambda z: torch.logaddexp(2.5 * z, 0 * z) / 2.5,
        "gelu_tanh": lambda z: F.gelu(z, approximate="tanh"),
        "silu": F.silu,
        "mish": F.mish,
        "hard_tanh": F.hardtanh,
        "hard_tanh_-2_3": lambda z: F.hardtanh(z, -2, 3),
    }.items():
        golden.operation(name, f)

    # PyTorch's channels are axis 1, ours the last.
    golden.inputs("one_slope", x=golden.normal(4, 3), a=golden.numbers(0.25))
    golden.operation("prelu", F.prelu)
    golden.inputs("slopes", x=golden.normal(4, 3), a=golden.numbers(0.25, -0.5, 2))
    golden.operation("prelu", F.prelu)
    golden.inputs("slopes_three_axes", x=golden.normal(2, 3, 5), a=golden.normal(5))
    golden.operation("prelu", lambda x, a: F.prelu(x.transpose(1, 2), a).transpose(1, 2))


def functions(golden):
    golden.inputs("positive", x=golden.numbers(1e-4, 0.01, 0.3, 0.9999, 1, 1.5, 2, 7, 100, 1e4))
    golden.operation("ln", torch.log)
    golden.operation("sqrt", torch.sqrt)
    for power in [0, 0.3, 1, 1.7, -0.5]:
        golden.operation(f"powf_{power}", lambda x: x**power)

    golden.inputs("signed", x=golden.numbers(-80, -9.5, -2, -1, -0.01, 0.01, 0.5, 1, 3, 9.5, 80))
    golden.operation("exp", torch.exp)
    for power in [0, 1, 2, 3, -1, -2]:
        golden.operation(f"powi_{power}", lambda x: x**power)

    golden.inputs("with_zero", x=golden.numbers(-3, -1e-4, 0, 1e-4, 3))
    golden.operation("abs", torch.abs)
    for power in [0, 1, 2]:
        golden.operation(f"powi_{power}", lambda x: x**power)

    for case, left, right in [("equal", (3, 4), (3, 4)), ("repeated", (2, 1, 3), (4, 1))]:
        golden.inputs(case, a=golden.normal(*left).round(), b=golden.normal(*right).round())
        golden.operation("maximum", torch.maximum)
        golden.operation("minimum", torch.minimum)
        golden.operation("where", lambda a, b: torch.where(mask(a, b), a, b))


def mask(a, b):
    """Two of three numbers, counted in memory."""
    shape = torch.broadcast_shapes(a.shape, b.shape)
    return (torch.arange(shape.numel()) % 3 > 0).reshape(shape)
