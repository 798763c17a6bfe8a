"""Settings of optimizers that are seldom used, and a plateau with small learning rates."""

import torch

STEPS = 12
RECORDED_STEPS = [1, 2, 12]
OPTIMIZERS = {
    "dampening": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, dampening=0.25),
    "dampening_decay": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.5, dampening=1.0, weight_decay=0.2),
    "centered": lambda p: torch.optim.RMSprop(p, centered=True),
    "centered_momentum": lambda p: torch.optim.RMSprop(p, alpha=0.9, momentum=0.5, weight_decay=0.1, centered=True),
    "accumulator": lambda p: torch.optim.Adagrad(p, initial_accumulator_value=0.1),
}
MEASURED = [0.5] * 12


def further_optimizers(golden):
    start = {"weight": golden.normal(4, 6), "bias": torch.zeros(6, dtype=golden.dtype)}
    gradient = {"weight": golden.normal(STEPS, 4, 6), "bias": golden.normal(STEPS, 6)}
    golden.add("start", **start)
    golden.add("gradient", **gradient)
    for name, optimizer in OPTIMIZERS.items():
        p = {key: tensor.clone().requires_grad_() for key, tensor in start.items()}
        optimizer = optimizer(list(p.values()))
        for step in range(STEPS):
            for key, tensor in p.items():
                tensor.grad = gradient[key][step].clone()
            optimizer.step()
            if step + 1 in RECORDED_STEPS:
                golden.add(f"{name}.after_{step + 1}", **p)


def small_rates(golden):
    """Where a plateau's rate no longer falls, with PyTorch's `eps` and with another one."""
    for name, settings in {"default": {}, "wide": {"eps": 1e-3}, "none": {"eps": 0.0}}.items():
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1e-5 if name != "wide" else 0.01)
        plateau = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, patience=1, **settings)
        rates = []
        for measured in MEASURED:
            plateau.step(measured)
            rates.append(optimizer.param_groups[0]["lr"])
        golden.add(name, measured=golden.numbers(*MEASURED), rates=golden.numbers(*rates))
