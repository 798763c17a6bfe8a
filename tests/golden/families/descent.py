"""Full-batch gradient descent on four functions."""

import torch
from torch.nn import functional as F

STEPS = 25


def descent(golden):
    """The points on the way, the start first, of torch.optim.SGD."""
    curvatures = golden.numbers(1, 3, 20)
    x, noise = golden.normal(12, 4), golden.normal(12)
    targets = x.sum(1) + noise
    classes = (targets > 0).to(golden.dtype)
    golden.add("bowl", curvatures=curvatures)
    golden.add("samples", x=x, targets=targets, classes=classes)
    start = golden.normal(4)

    def rosenbrock(p):
        return (1 - p[0]) ** 2 + 100 * (p[1] - p[0] ** 2) ** 2

    for name, start, learning_rate, f in [
        ("bowl", golden.numbers(1, -2, 3), 2 / 21, lambda p: (curvatures * p * p).sum() / 2),
        ("rosenbrock", golden.numbers(-1.2, 1), 1e-3, rosenbrock),
        ("least_squares", start, 0.1, lambda w: F.mse_loss(x @ w, targets)),
        ("logistic", start, 1.0, lambda w: F.binary_cross_entropy_with_logits(x @ w, classes)),
    ]:
        golden.add(name, path=path(f, start, learning_rate))


def path(f, start, learning_rate):
    p = start.clone().requires_grad_()
    optimizer = torch.optim.SGD([p], lr=learning_rate)
    points = [p.detach().clone()]
    for _ in range(STEPS):
        optimizer.zero_grad()
        f(p).backward()
        optimizer.step()
        points.append(p.detach().clone())
    return torch.stack(points)
