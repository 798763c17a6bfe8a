"""Layers, small and large, and a network of two."""

import torch
from torch.nn import functional as F

from families.functions import ACTIVATIONS
from families.golden import upstream


def affine(golden):
    """A layer. PyTorch's weight is [outputs, inputs], ours [inputs, outputs]: ours is kept."""
    for case, samples, inputs, outputs in [
        ("one_sample", 1, 5, 3),
        ("one_input", 4, 1, 6),
        ("one_output", 6, 5, 1),
        ("odd", 37, 19, 23),
    ]:
        x, b = golden.normal(samples, inputs), golden.normal(outputs)
        w = golden.normal(inputs, outputs) / 2
        golden.inputs(case, x=x, w=w, b=b)
        for name, f in {"identity": lambda z: z, **ACTIVATIONS}.items():
            if case != "odd" or name in ["identity", "relu", "gelu"]:
                golden.operation(name, lambda x, w, b: f(F.linear(x, w.t(), b)))


def parallel(golden):
    """A layer large enough that the work is shared among cores, of numbers that need no storing."""

    def numbers(*shape, factor):
        i = torch.arange(torch.Size(shape).numel())
        return ((factor * i % 1009 - 504) / 1024).to(golden.dtype).reshape(shape)

    x, w, b = numbers(2048, 400, factor=7), numbers(400, 4, factor=11), numbers(4, factor=13)
    for tensor in (x, w, b):
        tensor.requires_grad_()
    y = torch.tanh(F.linear(x, w.t(), b))
    y.backward(upstream(y))
    # Of what there is one of for each sample, the last samples show that all blocks are right.
    golden.add("layer", last_y=y[-50:], dw=w.grad, db=b.grad, last_dx=x.grad[-2:])


def network(golden):
    """Two layers, once by gradients and then trained. Weights are kept as [inputs, outputs]."""
    parameters = {
        "hidden.weight": golden.normal(20, 13) / 4,
        "hidden.bias": golden.normal(13) / 4,
        "output.weight": golden.normal(13, 5) / 4,
        "output.bias": golden.normal(5) / 4,
    }
    x, classes = golden.normal(8, 20), torch.tensor([3, 0, 4, 1, 1, 2, 0, 3])
    golden.add("data", x=x, classes=classes.to(golden.dtype))
    golden.add("start", **parameters)

    def logits(p):
        hidden = torch.relu(F.linear(x, p["hidden.weight"].t(), p["hidden.bias"]))
        return F.linear(hidden, p["output.weight"].t(), p["output.bias"])

    def leaves():
        return {name: p.clone().requires_grad_() for name, p in parameters.items()}

    p = leaves()
    loss = F.cross_entropy(logits(p), classes)
    loss.backward()
    golden.add("forward", logits=logits(p), loss=loss)
    golden.add("gradient", **{name: tensor.grad for name, tensor in p.items()})

    for name, optimizer in {
        "sgd": lambda p: torch.optim.SGD(p, lr=0.1),
        "momentum": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9),
        "adam": lambda p: torch.optim.Adam(p, lr=0.01),
    }.items():
        p, history = leaves(), []
        optimizer = optimizer(p.values())
        for _ in range(25):
            optimizer.zero_grad()
            loss = F.cross_entropy(logits(p), classes)
            loss.backward()
            optimizer.step()
            history.append(loss.detach())
        golden.add(name, losses=torch.stack(history), **p)
