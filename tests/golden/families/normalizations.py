"""Normalizations, by the operation and as layers with running averages; soft thresholds."""

import torch
from torch.nn import functional as F


def normalizations(golden):
    for case, shape in [
        ("table", (7, 5)), ("wide_table", (3, 37)), ("series", (2, 3, 5)),
        ("images", (3, 4, 5, 3)), ("one_image", (1, 2, 3, 3)), ("one_place", (5, 6, 1, 1)),
    ]:
        channels = shape[1]
        w, b = golden.normal(channels), golden.normal(channels)
        golden.inputs(case, x=golden.normal(*shape), w=w, b=b)
        golden.operation("batch_norm", lambda x, w, b: F.batch_norm(x, None, None, w, b, True))
        mean, variance = golden.normal(channels), golden.normal(channels).square() + 0.1
        golden.add(case, mean=mean, variance=variance)
        golden.operation("batch_norm_by", lambda x, w, b: F.batch_norm(x, mean, variance, w, b))
        groups = 2 if channels % 2 == 0 else 1
        golden.operation("group_norm", lambda x, w, b: F.group_norm(x, groups, w, b))
        if case in ["images", "series"]:
            golden.operation("instance_norm", lambda x, w, b: F.group_norm(x, channels, w, b))
    for case, shape in [("tokens", (2, 3, 19)), ("rows", (5, 33)), ("one_row", (1, 16)), ("pair", (4, 2))]:
        features = shape[-1]
        golden.inputs(case, x=golden.normal(*shape), w=golden.normal(features), b=golden.normal(features))
        golden.operation("layer_norm", lambda x, w, b: F.layer_norm(x, [features], w, b))
        golden.inputs(f"{case}_plain", x=golden.normal(*shape))
        golden.operation("layer_norm", lambda x: F.layer_norm(x, [features]))
        golden.operation("rms_norm", lambda x: F.rms_norm(x, [features], eps=1e-6))
        golden.inputs(f"{case}_rms", x=golden.normal(*shape), w=golden.normal(features))
        golden.operation("rms_norm", lambda x, w: F.rms_norm(x, [features], w, eps=1e-6))
    running(golden)
    soft_threshold(golden)


def running(golden):
    """Steps of a network of batch normalization alone, then an evaluation."""
    for case, layer, shape in [
        ("running_table", torch.nn.BatchNorm1d, (6, 3)), ("running_images", torch.nn.BatchNorm2d, (4, 3, 3, 2)),
    ]:
        norm = layer(3).to(golden.dtype)
        optimizer = torch.optim.SGD(norm.parameters(), lr=0.1)
        x = golden.normal(5, *shape) * 3 + 2
        # Steps and samples are one axis.
        golden.add(case, x=x.flatten(0, 1))
        for step in range(5):
            optimizer.zero_grad()
            norm(x[step]).pow(3).mean().backward()
            optimizer.step()
            golden.add(f"{case}.after_{step + 1}", **state(norm))
        norm.eval()
        golden.add(case, evaluation=norm(x[0]))


def state(norm):
    return {name: t.clone() for name, t in norm.state_dict().items() if name != "num_batches_tracked"}


def soft_threshold(golden):
    """L1 by the proximal step after SGD's, L2 as a part of the gradient: ten steps."""
    w, gradient = golden.normal(6, 5), golden.normal(10, 6, 5)
    golden.add("net", start=w, gradient=gradient)
    for name, l1, l2 in [("l1", 0.5, 0.0), ("l2", 0.0, 0.3), ("both", 0.2, 0.3)]:
        p = w.clone()
        for step in range(10):
            p = F.softshrink(p - 0.1 * (gradient[step] + l2 * p), 0.1 * l1)
        golden.add("net", **{name: p})
