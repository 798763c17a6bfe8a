"""Lion, Muon and the moving average of weights along given gradients: optax's and PyTorch's numbers."""

import torch

STEPS = 12
RECORDED_STEPS = [1, 2, 12]
COEFFICIENTS = (3.4445, -4.7750, 2.0315)


def newer_optimizers(golden):
    """Needs optax: imported here, so that the other families do without it."""
    import jax

    jax.config.update("jax_enable_x64", True)
    import optax

    golden.made_with += [f"optax {optax.__version__}", f"jax {jax.__version__}"]
    start = {"weight": golden.normal(4, 6), "bias": torch.zeros(6, dtype=golden.dtype)}
    gradient = {"weight": golden.normal(STEPS, 4, 6), "bias": golden.normal(STEPS, 6)}
    golden.add("start", **start)
    golden.add("gradient", **gradient)
    lion = optax.lion(0.01, weight_decay=0.0)
    lion_steps(golden, "lion", lion, start, gradient)
    lion_steps(golden, "lion_decay", optax.lion(0.01, b1=0.5, b2=0.75, weight_decay=0.5), start, gradient)
    matrix, gradients = start["weight"], gradient["weight"]
    muon(golden, "muon", matrix, gradients, lambda p: Muon(p, 0.02))
    muon(golden, "muon_plain", matrix, gradients, lambda p: Muon(p, 0.02, nesterov=False, match_rms=True))
    muon(golden, "muon_torch", matrix, gradients, lambda p: torch.optim.Muon([p], lr=0.02))
    match = dict(lr=0.02, nesterov=False, weight_decay=0.5, adjust_lr_fn="match_rms_adamw")
    muon(golden, "muon_torch_plain", matrix, gradients, lambda p: torch.optim.Muon([p], **match))
    optax_muon(golden, optax, matrix, gradients)
    averages(golden, start, gradient)


def lion_steps(golden, name, optimizer, start, gradient):
    """optax's Lion."""
    import jax.numpy as jnp
    import optax

    p = {key: jnp.array(tensor.numpy()) for key, tensor in start.items()}
    state = optimizer.init(p)
    for step in range(STEPS):
        g = {key: jnp.array(tensor[step].numpy()) for key, tensor in gradient.items()}
        updates, state = optimizer.update(g, state, p)
        p = optax.apply_updates(p, updates)
        if step + 1 in RECORDED_STEPS:
            golden.add(f"{name}.after_{step + 1}", **{key: from_jax(x) for key, x in p.items()})


def from_jax(x):
    import numpy

    return torch.from_numpy(numpy.array(x))


class Muon:
    """The formulas of torch.optim.Muon, word for word, without its rounding to bfloat16."""

    def __init__(self, p, lr, nesterov=True, match_rms=False):
        self.p, self.lr, self.nesterov, self.match_rms = p, lr, nesterov, match_rms
        self.m = torch.zeros_like(p)

    def step(self):
        g, (outputs, inputs) = self.p.grad, self.p.shape
        self.m = 0.95 * self.m + 0.05 * g
        x = 0.05 * g + 0.95 * self.m if self.nesterov else self.m
        x = x / x.norm()
        a, b, c = COEFFICIENTS
        for _ in range(5):
            gram = x @ x.T
            x = a * x + (b * gram + c * gram @ gram) @ x
        scale = 0.2 * max(outputs, inputs) ** 0.5 if self.match_rms else max(1, outputs / inputs) ** 0.5
        decay = 0.5 if self.match_rms else 0.1
        with torch.no_grad():
            self.p.mul_(1 - self.lr * decay).sub_(self.lr * scale * x)


def muon(golden, name, matrix, gradients, optimizer):
    """Weights are [outputs, inputs] there, and [inputs, outputs] in the file."""
    p = matrix.T.clone().requires_grad_()
    optimizer = optimizer(p)
    for step in range(STEPS):
        p.grad = gradients[step].T.clone()
        optimizer.step()
        if step + 1 in RECORDED_STEPS:
            golden.add(f"{name}.after_{step + 1}", weight=p.T)


def optax_muon(golden, optax, matrix, gradients):
    """optax's Muon, whose matrices are [inputs, outputs] too."""
    import jax.numpy as jnp

    p = {"weight": jnp.array(matrix.numpy())}
    optimizer = optax.contrib.muon(0.02, beta=0.95, eps=0.0, nesterov=False)
    state = optimizer.init(p)
    for step in range(STEPS):
        updates, state = optimizer.update({"weight": jnp.array(gradients[step].numpy())}, state, p)
        p = optax.apply_updates(p, updates)
        if step + 1 in RECORDED_STEPS:
            golden.add(f"muon_optax.after_{step + 1}", weight=from_jax(p["weight"]))


def averages(golden, start, gradient):
    """The average of weights that SGD moves, with decays 0.999 and 0.5."""
    from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

    for name, decay in {"ema": 0.999, "ema_fast": 0.5}.items():
        model = torch.nn.ParameterDict({key: torch.nn.Parameter(x.clone()) for key, x in start.items()})
        average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(decay))
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        for step in range(STEPS):
            for key, p in model.items():
                p.grad = gradient[key][step].clone()
            optimizer.step()
            average.update_parameters(model)
            if step + 1 in RECORDED_STEPS:
                golden.add(f"{name}.after_{step + 1}", **dict(average.module.items()))
