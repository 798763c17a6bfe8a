"""Convolution of sequences, transposed convolution, and pooling with every setting."""

import torch
from torch.nn import functional as F

# What is special, the sequences, the weights, the settings.
SEQUENCES = {
    "plain": ((2, 3, 9), (4, 3, 3), {}),
    "padded": ((2, 2, 7), (3, 2, 4), {"padding": 2}),
    "stride_dilation": ((1, 4, 13), (6, 2, 3), {"stride": 2, "dilation": 3, "padding": 1, "groups": 2}),
}

TRANSPOSED = {
    "plain": ((2, 3, 4, 5), (3, 4, 3, 2), {}),
    "stride": ((2, 2, 3, 4), (2, 3, 2, 3), {"stride": (2, 3)}),
    "padded": ((2, 2, 4, 5), (2, 3, 3, 3), {"stride": 2, "padding": 1}),
    "output_padding": ((2, 2, 4, 3), (2, 3, 3, 3), {"stride": 2, "padding": 1, "output_padding": 1}),
    "dilation": ((2, 2, 3, 4), (2, 2, 3, 2), {"dilation": (2, 3), "stride": 2, "output_padding": (1, 2)}),
    "groups": ((2, 4, 3, 3), (4, 3, 2, 2), {"groups": 2, "stride": 2}),
}

TRANSPOSED_SEQUENCES = {
    "plain": ((2, 3, 5), (3, 4, 3), {}),
    "all": ((2, 4, 5), (4, 2, 3), {"stride": 3, "padding": 1, "output_padding": 2, "groups": 2, "dilation": 2}),
}

# Above, below, left, right; the settings.
ONE_SIDED = {
    "one_side": ((0, 1, 2, 0), {}),
    "every_side": ((3, 0, 1, 2), {"stride": 2, "dilation": (2, 1)}),
}

POOLS = {
    "ceil": ((2, 2, 6, 8), {"kernel_size": 3, "stride": 2}),
    "ceil_padded": ((2, 2, 7, 6), {"kernel_size": (3, 4), "stride": (3, 2), "padding": (1, 2)}),
    "ceil_small": ((1, 2, 2, 5), {"kernel_size": 3, "stride": 2}),
}

DILATED = {
    "dilated": ((2, 2, 7, 8), {"kernel_size": 2, "stride": 1, "dilation": (2, 3)}),
    "dilated_ceil": ((2, 2, 9, 8), {"kernel_size": 3, "stride": 2, "padding": 1, "dilation": 2, "ceil_mode": True}),
}

ADAPTIVE = {"fewer": (3, 4), "one": (1, 1), "more": (9, 5)}


def further_convolutions(golden):
    inputs = lambda case, x, w, filters: golden.inputs(
        case, x=golden.normal(*x), w=golden.normal(*w) / 2, b=golden.normal(filters))
    for case, (x, w, settings) in SEQUENCES.items():
        inputs(f"sequences_{case}", x, w, w[0])
        golden.operation("identity", lambda x, w, b: F.conv1d(x, w, b, **settings))
    for case, (x, w, settings) in TRANSPOSED.items():
        inputs(f"transposed_{case}", x, w, w[1] * settings.get("groups", 1))
        golden.operation("identity", lambda x, w, b: F.conv_transpose2d(x, w, b, **settings))
    inputs("transposed_many_filters", (9, 2, 3, 3), (2, 19, 3, 3), 19)
    golden.operation("relu", lambda x, w, b: torch.relu(F.conv_transpose2d(x, w, b, padding=1)))
    for case, (x, w, settings) in TRANSPOSED_SEQUENCES.items():
        inputs(f"transposed_sequences_{case}", x, w, w[1] * settings.get("groups", 1))
        golden.operation("identity", lambda x, w, b: F.conv_transpose1d(x, w, b, **settings))
    for case, ((top, bottom, left, right), settings) in ONE_SIDED.items():
        inputs(case, (2, 2, 5, 6), (3, 2, 3, 2), 3)
        padded = lambda x: F.pad(x, (left, right, top, bottom))
        golden.operation("identity", lambda x, w, b: F.conv2d(padded(x), w, b, **settings))
    # Enough channels on both sides to fill a vector register.
    inputs("many_channels", (2, 17, 3, 4), (33, 17, 2, 2), 33)
    golden.operation("identity", lambda x, w, b: F.conv2d(x, w, b, padding=1))
    inputs("transposed_many_channels", (2, 33, 2, 3), (33, 17, 2, 2), 17)
    golden.operation("identity", lambda x, w, b: F.conv_transpose2d(x, w, b, stride=2))


def further_pools(golden):
    for case, (shape, settings) in POOLS.items():
        golden.inputs(case, x=golden.normal(*shape))
        golden.operation("max", lambda x: F.max_pool2d(x, ceil_mode=True, **settings))
        golden.operation("avg", lambda x: F.avg_pool2d(x, ceil_mode=True, **settings))
        golden.operation("avg_of_pixels", lambda x: F.avg_pool2d(
            x, ceil_mode=True, count_include_pad=False, **settings))
    for case, (shape, settings) in DILATED.items():
        golden.inputs(case, x=golden.normal(*shape))
        golden.operation("max", lambda x: F.max_pool2d(x, **settings))
    golden.inputs("images", x=golden.normal(2, 2, 7, 10))
    for case, size in ADAPTIVE.items():
        golden.operation(f"max_{case}", lambda x: F.adaptive_max_pool2d(x, size))
        golden.operation(f"avg_{case}", lambda x: F.adaptive_avg_pool2d(x, size))
    golden.inputs("sequences", x=golden.normal(2, 3, 9))
    golden.operation("max", lambda x: F.max_pool1d(x, 3, 2, 1, 2, ceil_mode=True))
    golden.operation("avg", lambda x: F.avg_pool1d(x, 4, 3, 2, ceil_mode=True, count_include_pad=False))
    golden.operation("adaptive_max", lambda x: F.adaptive_max_pool1d(x, 4))
    golden.operation("adaptive_avg", lambda x: F.adaptive_avg_pool1d(x, 4))


def pool_indices(golden):
    """Which element of its channel each maximum is: of equal ones, of NaN."""
    cases = {
        "ties": (torch.round(golden.normal(2, 2, 7, 8)), {"kernel_size": 3, "stride": 2, "padding": 1}),
        "halves": (torch.round(golden.normal(2, 2, 7, 8)), {"kernel_size": 2}),
        "dilated": (torch.round(golden.normal(2, 2, 9, 8)), DILATED["dilated_ceil"][1]),
        "nan": (golden.normal(1, 2, 6, 6), {"kernel_size": 3}),
    }
    cases["nan"][0][0, 0, 1, 1:] = cases["nan"][0][0, 1, 2] = torch.nan
    for case, (x, settings) in cases.items():
        y, indices = F.max_pool2d(x, return_indices=True, **settings)
        golden.add(case, x=x, y=y, indices=indices.to(golden.dtype))
