"""Operations along any axis, or along several at once."""

import torch
from torch.nn import functional as F

# Equal extremes, which share the gradient.
TIES = [[[1, 3, 3], [2, 3, 1]], [[1, 1, 0], [0, 2, 2]]]


def axes(golden):
    golden.inputs("box", x=golden.normal(2, 3, 4, 2))
    reductions(golden)
    golden.inputs("ties", x=golden.numbers(*TIES))
    for name, f in {"amax": torch.amax, "amin": torch.amin}.items():
        golden.operation(f"{name}_1", lambda x: f(x, 1))
        golden.operation(f"{name}_0_2", lambda x: f(x, (0, 2)))
    golden.inputs("zeros", x=golden.numbers([2, 3, 0.5], [0, 4, 5], [0, 0, 3], [-1, -2, 0]))
    golden.operation("prod_1", lambda x: x.prod(1))
    golden.operation("prod_0", lambda x: x.prod(0))
    golden.inputs("equal", x=golden.numbers([2, 2, 2], [1, 2, 4]))
    golden.operation("std_1", lambda x: x.std(1))
    golden.inputs("extreme", x=golden.numbers([1000, 1000, -1000], [-1000, -1000, -1000], [0, 999, 1]))
    softmaxes(golden)
    golden.operation("logsumexp_0", lambda x: x.logsumexp(0))


def reductions(golden):
    for name, f in {"sum": torch.sum, "mean": torch.mean, "amax": torch.amax, "logsumexp": torch.logsumexp}.items():
        golden.operation(f"{name}_0_2", lambda x: f(x, (0, 2)))
        golden.operation(f"{name}_1_3_keepdim", lambda x: f(x, (1, 3), keepdim=True))
    golden.operation("amin_1", lambda x: x.amin(1))
    golden.operation("prod_2", lambda x: x.prod(2))
    golden.operation("var_0_2", lambda x: x.var((0, 2)))
    golden.operation("var_biased_1", lambda x: x.var(1, correction=0))
    golden.operation("std_0_2_keepdim", lambda x: x.std((0, 2), keepdim=True))
    softmaxes(golden)


def softmaxes(golden):
    for axis in 0, 1:
        golden.operation(f"softmax_{axis}", lambda x: F.softmax(x, axis))
        golden.operation(f"log_softmax_{axis}", lambda x: F.log_softmax(x, axis))
