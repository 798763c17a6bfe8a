"""Steps of optimizers along given gradients."""

import torch

STEPS = 25
RECORDED_STEPS = [1, 2, 10, 25]
OPTIMIZERS = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.01),
    "sgd_fast": lambda p: torch.optim.SGD(p, lr=0.5),
    "momentum": lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9),
    "adam": lambda p: torch.optim.Adam(p),
    "adam_keras": lambda p: torch.optim.Adam(p, eps=1e-7),
    "adam_slow": lambda p: torch.optim.Adam(p, lr=1e-5),
    "adam_fast": lambda p: torch.optim.Adam(p, lr=0.1, eps=1e-7),
    "adam_betas": lambda p: torch.optim.Adam(p, lr=0.01, betas=(0.8, 0.99)),
}


def optimizers(golden):
    """Steps along given gradients, whose sizes differ so much that ε shows its place."""
    start = {"weight": golden.normal(4, 6), "bias": torch.zeros(6, dtype=golden.dtype)}
    sizes = golden.numbers(0, 1e-20, 1e-9, 1e-7, 1, 1e3)
    weight = golden.normal(STEPS, 4, 6) * sizes
    # A neuron that falls silent after the first step: its moments decay.
    weight[1:, 0] = 0
    gradient = {"weight": weight, "bias": golden.normal(STEPS, 6)}
    golden.add("start", **start)
    golden.add("gradient", **gradient)
    for name, optimizer in OPTIMIZERS.items():
        p = {key: tensor.clone().requires_grad_() for key, tensor in start.items()}
        optimizer = optimizer(p.values())
        for step in range(STEPS):
            for key, tensor in p.items():
                tensor.grad = gradient[key][step].clone()
            optimizer.step()
            if step + 1 in RECORDED_STEPS:
                golden.add(f"{name}.after_{step + 1}", **p)
