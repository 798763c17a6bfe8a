"""Convolution and pooling, each setting and odd sizes, and LeNet."""

import torch
from torch.nn import functional as F

# What is special, the images, the weights, the settings.
CONVOLUTIONS = {
    "plain": ((2, 3, 7, 6), (4, 3, 3, 3), {}),
    "one_of_each": ((1, 1, 5, 5), (1, 1, 3, 3), {}),
    "one_pixel": ((3, 2, 4, 5), (3, 2, 1, 1), {}),
    "whole_image": ((2, 2, 4, 3), (5, 2, 4, 3), {}),
    "not_square": ((2, 2, 6, 9), (3, 2, 2, 5), {}),
    "many_filters": ((2, 2, 9, 9), (19, 2, 3, 3), {}),
    "padded": ((2, 2, 5, 6), (3, 2, 3, 3), {"padding": (1, 2)}),
    "padded_beyond": ((1, 1, 2, 2), (2, 1, 3, 3), {"padding": 4}),
    "stride": ((2, 2, 9, 8), (3, 2, 3, 3), {"stride": (2, 3)}),
    "stride_over": ((2, 2, 9, 9), (3, 2, 2, 2), {"stride": 4}),
    "stride_padded": ((1, 3, 8, 8), (4, 3, 5, 5), {"stride": 2, "padding": 2}),
    "dilation": ((2, 2, 9, 10), (3, 2, 3, 3), {"dilation": (2, 3)}),
    "dilation_stride": ((2, 2, 11, 11), (3, 2, 3, 3), {"dilation": 3, "stride": 2, "padding": 1}),
    "groups": ((2, 6, 6, 6), (4, 3, 3, 3), {"groups": 2}),
    "depthwise": ((2, 5, 6, 6), (10, 1, 3, 3), {"groups": 5, "padding": 1}),
    "small_answer": ((3, 4, 3, 3), (7, 4, 3, 3), {"padding": 1}),
}

POOLS = {
    "halves": ((2, 3, 6, 8), {"kernel_size": 2}),
    "odd_halves": ((2, 2, 7, 5), {"kernel_size": 2}),
    "overlapping": ((2, 2, 7, 8), {"kernel_size": 3, "stride": 2}),
    "padded": ((2, 2, 7, 7), {"kernel_size": 3, "stride": 2, "padding": 1}),
    "not_square": ((1, 2, 6, 9), {"kernel_size": (2, 3), "stride": (3, 2), "padding": (1, 0)}),
    "step_over": ((1, 1, 9, 9), {"kernel_size": 2, "stride": 3}),
}


def convolutions(golden):
    for case, (x, w, settings) in CONVOLUTIONS.items():
        golden.inputs(case, x=golden.normal(*x), w=golden.normal(*w) / 2, b=golden.normal(w[0]))
        golden.operation("identity", lambda x, w, b: F.conv2d(x, w, b, **settings))
        golden.operation("relu", lambda x, w, b: torch.relu(F.conv2d(x, w, b, **settings)))
    golden.inputs("gelu", x=golden.normal(1, 2, 5, 5), w=golden.normal(3, 2, 2, 2), b=golden.normal(3))
    golden.operation("gelu", lambda x, w, b: F.gelu(F.conv2d(x, w, b)))


def pools(golden):
    for case, (shape, settings) in POOLS.items():
        golden.inputs(case, x=golden.normal(*shape))
        golden.operation("max", lambda x: F.max_pool2d(x, **settings))
        golden.operation("avg", lambda x: F.avg_pool2d(x, **settings))
        golden.operation(
            "avg_of_pixels", lambda x: F.avg_pool2d(x, count_include_pad=False, **settings))
    # Equal numbers under a window: which one gets the gradient?
    golden.inputs("ties", x=torch.round(golden.normal(2, 2, 7, 7)))
    golden.operation("max", lambda x: F.max_pool2d(x, 3, 2, 1))
    golden.operation("max_halves", lambda x: F.max_pool2d(x, 2))
    golden.inputs("channels", x=golden.normal(3, 2, 4, 5))
    golden.operation("global", lambda x: F.adaptive_avg_pool2d(x, 1).flatten(1))


def lenet(golden):
    """The network of PyTorch's first CIFAR-10 program: the losses of ten steps with Adam."""
    torch.manual_seed(1)
    network = torch.nn.Sequential(
        torch.nn.Conv2d(3, 6, 5), torch.nn.ReLU(), torch.nn.MaxPool2d(2),
        torch.nn.Conv2d(6, 16, 5), torch.nn.ReLU(), torch.nn.MaxPool2d(2),
        torch.nn.Flatten(),
        torch.nn.Linear(400, 120), torch.nn.ReLU(),
        torch.nn.Linear(120, 84), torch.nn.ReLU(),
        torch.nn.Linear(84, 10),
    ).to(golden.dtype)

    def numbers(factor, *shape):
        i = torch.arange(torch.Size(shape).numel())
        return ((factor * i % 1009 - 504).to(golden.dtype) / 504).reshape(shape)

    # The first weights are a formula too, so that they need no storing.
    with torch.no_grad():
        for factor, p in zip([7, 11, 13, 17, 19, 23, 29, 31, 37, 41], network.parameters()):
            p.copy_(numbers(factor, *p.shape) / (p[0].numel() if p.dim() > 1 else 10) ** 0.5)
    x, classes = numbers(43, 8, 3, 32, 32), torch.tensor([3, 0, 4, 1, 1, 2, 0, 9])
    optimizer = torch.optim.Adam(network.parameters())
    losses = []
    for _ in range(10):
        optimizer.zero_grad()
        logits = network(x)
        loss = F.cross_entropy(logits, classes)
        loss.backward()
        if not losses:
            golden.add("first", logits=logits)
            golden.add("first", **{
                "conv1": network[0].weight.grad, "conv2": network[3].weight.grad[:4],
                "bias2": network[3].bias.grad, "output": network[11].weight.grad,
            })
        optimizer.step()
        losses.append(loss.detach())
    golden.add("adam", losses=torch.stack(losses), conv1=network[0].weight)
