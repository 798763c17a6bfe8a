"""Cumulative sums, elements selected by index, slopes for each channel."""

import torch
from torch.nn import functional as F


def along_axes(golden):
    golden.inputs("box", x=golden.normal(2, 5, 3))
    for axis in range(3):
        golden.operation(f"cumsum_{axis}", lambda x: x.cumsum(axis))
    golden.operation("cumsum_reverse", lambda x: x.flip(1).cumsum(1).flip(1))
    golden.operation("cumsum_exclusive", lambda x: x.cumsum(2) - x)
    golden.operation("top_2_of_1", lambda x: x.topk(2, 1)[0])
    golden.operation("top_3_of_2", lambda x: x.topk(3, 2)[0])
    golden.operation("bottom_2_of_1", lambda x: x.topk(2, 1, largest=False)[0])
    # 4, 3, 2, 1, 0, 4, 3, …: all but the last axis are as long as the input's.
    index = (-1 - torch.arange(2 * 2 * 3)).remainder(5).reshape(2, 2, 3)
    golden.operation("gather", lambda x: x.gather(1, index))

    golden.operation("take_1", lambda x: x[:, [[4, 0], [4, 1]]])

    golden.inputs("pair", x=golden.normal(2, 5, 3), src=golden.normal(2, 2, 3))
    golden.operation("scatter", lambda x, src: x.scatter(1, index, src))
    golden.operation("scatter_add", lambda x, src: x.scatter_add(1, index, src))

    golden.inputs("channels", x=golden.normal(2, 3, 4), slope=golden.normal(3))
    golden.operation("prelu", F.prelu)
    golden.inputs("images", x=golden.normal(2, 3, 2, 2), slope=golden.normal(3))
    golden.operation("prelu", F.prelu)
