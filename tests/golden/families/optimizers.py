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
    "sgd_decay": lambda p: torch.optim.SGD(p, lr=0.1, weight_decay=0.2),
    "momentum_decay": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.5, weight_decay=0.2),
    "nesterov": lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9, nesterov=True),
    "adagrad": lambda p: torch.optim.Adagrad(p),
    "adagrad_decay": lambda p: torch.optim.Adagrad(p, lr=0.1, weight_decay=0.2, eps=1e-6),
    "rmsprop": lambda p: torch.optim.RMSprop(p),
    "rmsprop_momentum": lambda p: torch.optim.RMSprop(p, alpha=0.9, momentum=0.5, weight_decay=0.1),
    "adam_decay": lambda p: torch.optim.Adam(p, lr=0.01, weight_decay=0.2),
    "amsgrad": lambda p: torch.optim.Adam(p, lr=0.01, betas=(0.5, 0.6), amsgrad=True),
    "adamw": lambda p: torch.optim.AdamW(p),
    "adamw_decay": lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.5),
    "adamw_amsgrad": lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.5, amsgrad=True),
    # Parameter groups: the second parameter, the bias, with a tenth of the rate and no decay.
    "groups": lambda p: torch.optim.AdamW([
        {"params": [p[0]]}, {"params": [p[1]], "lr": 1e-3, "weight_decay": 0.0},
    ], lr=1e-2, weight_decay=0.1),
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
        optimizer = optimizer(list(p.values()))
        for step in range(STEPS):
            for key, tensor in p.items():
                tensor.grad = gradient[key][step].clone()
            optimizer.step()
            if step + 1 in RECORDED_STEPS:
                golden.add(f"{name}.after_{step + 1}", **p)


def clipping(golden):
    """Gradients, clipped by the norm of all together and by value."""
    parts = {"weight": golden.normal(4, 6), "bias": golden.normal(6)}
    golden.add("gradient", **parts)
    for name, clip in {
        "norm": lambda p: torch.nn.utils.clip_grad_norm_(p, 2.0),
        "norm_wide": lambda p: torch.nn.utils.clip_grad_norm_(p, 100.0),
        "value": lambda p: torch.nn.utils.clip_grad_value_(p, 0.5),
    }.items():
        p = {key: torch.zeros_like(tensor).requires_grad_() for key, tensor in parts.items()}
        for key, tensor in p.items():
            tensor.grad = parts[key].clone()
        clip(p.values())
        golden.add(name, **{key: tensor.grad for key, tensor in p.items()})


SCHEDULES = {
    "step": lambda o: torch.optim.lr_scheduler.StepLR(o, 7, gamma=0.3),
    "exponential": lambda o: torch.optim.lr_scheduler.ExponentialLR(o, 0.9),
    "cosine": lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, 40, eta_min=0.01),
    "warmup": lambda o: torch.optim.lr_scheduler.LinearLR(o, 0.2, 1.0, total_iters=4),
    "one_cycle": lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 0.5, total_steps=40, cycle_momentum=False),
}
MEASURED = [0.9, 0.8, 0.8, 0.8, 0.79999, 0.7, 0.75, 0.75, 0.75, 0.6, 0.61, 0.62, 0.63, 0.64, 0.65]


def schedules(golden):
    """The learning rates of 40 steps that begin with 0.5, and of a plateau."""
    for name, schedule in SCHEDULES.items():
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.5)
        schedule, rates = schedule(optimizer), []
        for _ in range(40):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            schedule.step()
        golden.add(name, rates=golden.numbers(*rates))
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.5)
    plateau = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.5, patience=2)
    rates = []
    for measured in MEASURED:
        plateau.step(measured)
        rates.append(optimizer.param_groups[0]["lr"])
    golden.add("plateau", measured=golden.numbers(*MEASURED), rates=golden.numbers(*rates))
