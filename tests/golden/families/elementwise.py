"""Further element-wise functions."""

import torch
from torch.nn import functional as F

ROUNDED = {"floor": torch.floor, "ceil": torch.ceil, "round": torch.round, "trunc": torch.trunc, "sign": torch.sign}
PIECEWISE = {
    # PyTorch's own slope is 1/6 in float32 whatever the type is.
    "hard_sigmoid": lambda x: (x / 6 + 0.5).clamp(0, 1),
    "hard_swish": F.hardswish,
    "celu": lambda x: F.celu(x, 2.0),
    "softsign": F.softsign,
    "soft_shrink": lambda x: F.softshrink(x, 0.5),
    "hard_shrink": lambda x: F.hardshrink(x, 0.5),
    "thresholded_relu": lambda x: F.threshold(x, 1.0, 0.0),
    "clamp": lambda x: x.clamp(-0.5, 1.0),
    "clamp_min": lambda x: x.clamp(min=-1),
}


def elementwise(golden):
    golden.inputs("signed", x=golden.normal(5, 3))
    for name in "sin", "cos", "atan", "sinh", "cosh", "asinh", "erf":
        golden.operation(name, getattr(torch, name))
    for name in "asin", "acos", "atanh":
        golden.operation(name, lambda x: getattr(torch, name)(torch.tanh(x) / 2))
    golden.operation("tan", lambda x: torch.tan(torch.tanh(x)))
    golden.inputs("small", x=golden.numbers(-1e-3, -1e-6, 1e-8, 1e-3, 0.49, 0.51, -0.5, 3, -6))
    for name in "erf", "asinh", "sinh", "atan":
        golden.operation(name, getattr(torch, name))
    golden.inputs("positive", x=torch.abs(golden.normal(5, 3)) + 0.1)
    golden.operation("acosh", lambda x: torch.acosh(x + 1.5))
    golden.operation("reciprocal", torch.reciprocal)
    golden.operation("rsqrt", torch.rsqrt)
    golden.inputs("kinks", x=golden.numbers(-4, -3, -2.5, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2.5, 3, 4))
    for name, f in (ROUNDED | PIECEWISE).items():
        golden.operation(name, f)
    pairs(golden)


def pairs(golden):
    golden.inputs("powers", a=torch.abs(golden.normal(5, 3)) + 0.1, b=golden.normal(3))
    golden.operation("pow", torch.pow)
    golden.inputs("powers_of_zero", a=golden.numbers(0, 0, 2), b=golden.numbers(0, 2, 3))
    golden.operation("pow", torch.pow)
    x, low, high = golden.numbers(-1, 0, 0.5, 1, 2, 0, 1), golden.numbers(0), golden.numbers(1, 1, 1, 1, 1, 0, -1)
    golden.inputs("bounds", x=x, low=low, high=high)
    golden.operation("clamp_between", torch.clamp)
    golden.inputs("random_bounds", x=golden.normal(4, 3), low=golden.normal(3) - 1, high=golden.normal(4, 1) + 1)
    golden.operation("clamp_between", torch.clamp)
