"""Class weights, negative log-likelihood, and losses with the classes on axis 1."""

import torch
from torch.nn import functional as F


def class_losses(golden):
    weight = golden.numbers(0.5, 2, 0, 1.25, 3)
    golden.add("weights", of_classes=weight)
    for case, shape, target in [
        ("two_axes", (7, 5), torch.tensor([4, 0, 2, 2, 1, 3, 4])),
        ("three_axes", (2, 5, 3), torch.tensor([[4, 0, 2], [1, 3, 2]])),
        ("four_axes", (2, 5, 2, 3), torch.tensor([[[4, 0, 2], [1, 3, 2]], [[2, 2, 0], [1, 1, 4]]])),
    ]:
        golden.inputs(case, x=golden.normal(*shape))
        golden.add(case, target=target.to(golden.dtype))
        for name, settings in {
            "plain": {},
            "weighted": {"weight": weight},
            "ignored": {"ignore_index": 2},
            "smoothed": {"label_smoothing": 0.1},
            "weighted_smoothed": {"weight": weight, "label_smoothing": 0.1},
            "all": {"weight": weight, "label_smoothing": 0.25, "ignore_index": 4},
        }.items():
            golden.operation(name, lambda x: F.cross_entropy(x, target, **settings))
            none = dict(settings, reduction="none")
            golden.operation(f"{name}_none", lambda x: F.cross_entropy(x, target, **none))
        for name, settings in {
            "nll": {},
            "nll_weighted": {"weight": weight},
            "nll_both": {"weight": weight, "ignore_index": 4},
        }.items():
            golden.operation(name, lambda x: F.nll_loss(x, target, **settings))
    soft = F.softmax(golden.normal(7, 5), dim=1)
    golden.inputs("soft", x=golden.normal(7, 5))
    golden.add("soft", target=soft)
    golden.operation("weighted", lambda x: F.cross_entropy(x, soft, weight=weight))
    none = {"weight": weight, "reduction": "none"}
    golden.operation("weighted_none", lambda x: F.cross_entropy(x, soft, **none))
