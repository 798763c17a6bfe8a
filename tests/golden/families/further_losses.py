"""Further losses, weights of samples, ignored samples, and reductions."""

import torch
from torch.nn import functional as F

LOGITS = [[1000, 0, -1000], [1000, 0, -1000], [100, 100, 100], [-50, 50, 0]]


def further_losses(golden):
    def loss(case, x, target, **losses):
        golden.inputs(case, x=x)
        for name, f in losses.items():
            golden.operation(name, lambda x: f(x, target))
        # Classes too are kept as floating-point numbers: a file here has one type of number.
        golden.add(case, target=target.to(golden.dtype))

    x, target = 2 * golden.normal(6, 3), golden.normal(6, 3)
    x[0, 0] = target[0, 0]
    x[1] = target[1] + golden.numbers(0.25, -0.25, 0.5)
    loss(
        "numbers", x, target,
        absolute=F.l1_loss,
        huber_1=F.huber_loss,
        huber_quarter=lambda x, t: F.huber_loss(x, t, delta=0.25),
        # PyTorch keeps the numbers of a sample apart, too: here a sample has their mean.
        absolute_none=lambda x, t: F.l1_loss(x, t, reduction="none").mean(1),
    )
    for case, x, target in [
        ("classes", golden.normal(7, 5), torch.tensor([4, 0, 2, 2, 1, 3, 4])),
        ("classes_extreme", golden.numbers(*LOGITS), torch.tensor([0, 2, 1, 0])),
    ]:
        loss(
            case, x, target,
            smoothing_0=lambda x, t: F.cross_entropy(x, t, label_smoothing=0.0),
            smoothing_0_1=lambda x, t: F.cross_entropy(x, t, label_smoothing=0.1),
            margin_1=F.multi_margin_loss,
            margin_half=lambda x, t: F.multi_margin_loss(x, t, margin=0.5),
            focal_0=lambda x, t: focal(x, t, 0.0),
            focal_2=lambda x, t: focal(x, t, 2.0),
            none=lambda x, t: F.cross_entropy(x, t, reduction="none"),
            sum=lambda x, t: F.cross_entropy(x, t, reduction="sum"),
        )

    soft = F.softmax(golden.normal(4, 3), dim=-1)
    # A class that is impossible, and probabilities that do not add up to 1.
    soft[1] = golden.numbers(0, 0.25, 0.75)
    for case, x, target in [
        ("soft", golden.normal(4, 3), soft),
        ("soft_extreme", golden.numbers(*LOGITS), soft),
        ("soft_other_sum", golden.normal(4, 3), 1.5 * soft),
    ]:
        loss(
            case, x, target,
            cross_entropy=F.cross_entropy,
            divergence=lambda x, t: F.kl_div(F.log_softmax(x, -1), t, reduction="batchmean"),
        )

    yes = torch.tensor([[1, 0, 1], [0, 0, 1], [1, 1, 0], [0, 1, 0]]).to(golden.dtype)
    for case, x in [
        ("yes_or_no", golden.normal(4, 3)),
        ("yes_or_no_extreme", golden.numbers([50, 50, 0], [-50, 9, 1e-3], [-9, 0, 80], [3, -80, 1])),
    ]:
        loss(
            case, x, yes,
            hinge=lambda x, t: F.relu(1 - (2 * t - 1) * x).mean(),
            focal=lambda x, t: binary_focal(x, t, 0.25, 2.0).mean(),
            focal_plain=lambda x, t: binary_focal(x, t, None, 1.5).mean(),
        )

    weight = golden.numbers(0.5, 2, 0, 1.25, 3)
    loss(
        "weighted", golden.normal(7, 5), torch.tensor([4, 0, 2, 2, 1, 3, 4]),
        class_weights=lambda x, t: F.cross_entropy(x, t, weight=weight),
        class_weights_none=lambda x, t: F.cross_entropy(x, t, weight=weight, reduction="none"),
        ignored=lambda x, t: F.cross_entropy(x, t, ignore_index=2),
        ignored_sum=lambda x, t: F.cross_entropy(x, t, ignore_index=2, reduction="sum"),
        both=lambda x, t: F.cross_entropy(x, t, weight=weight, ignore_index=4),
    )
    golden.add("weighted", weight=weight)


def focal(x, classes, gamma):
    log_p = F.log_softmax(x, -1).gather(1, classes[:, None])[:, 0]
    return (-((1 - log_p.exp()) ** gamma) * log_p).mean()


def binary_focal(x, target, alpha, gamma):
    """As torchvision.ops.sigmoid_focal_loss has it."""
    p = torch.sigmoid(x)
    loss = F.binary_cross_entropy_with_logits(x, target, reduction="none")
    p_t = p * target + (1 - p) * (1 - target)
    loss = loss * (1 - p_t) ** gamma
    return loss if alpha is None else (alpha * target + (1 - alpha) * (1 - target)) * loss
