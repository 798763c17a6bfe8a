"""Operations that only move elements."""

import torch
from torch.nn import functional as F


def layouts(golden):
    golden.inputs("box", x=golden.normal(2, 3, 4, 2))
    for axes in (0, 2, 1, 3), (3, 1, 0, 2), (0, 2, 3, 1):
        golden.operation("permute_" + "".join(map(str, axes)), lambda x: x.permute(axes))
    golden.operation("unsqueeze_2", lambda x: x.unsqueeze(2))
    golden.operation("flip_1_3", lambda x: x.flip((1, 3)))
    golden.operation("repeat", lambda x: x.repeat(2, 1, 3, 2))
    golden.operation("slice_every_second", lambda x: x[:, :, 1::2])
    golden.operation("split", lambda x: x.split([1, 2], 1)[1] * x.split([1, 2], 1)[0])
    golden.operation("chunk", lambda x: x.chunk(3, 2)[1])
    # PyTorch has no negative steps: backwards from the last position but one.
    golden.operation("slice_backwards", lambda x: x[:, :, [2, 1]])
    paddings(golden)

    golden.inputs("ones", x=golden.normal(3, 1, 2))
    golden.operation("squeeze_1", lambda x: x.squeeze(1))
    golden.operation("expand", lambda x: x.expand(2, 3, 4, 2))

    golden.inputs("parts", a=golden.normal(2, 3), b=golden.normal(2, 3), c=golden.normal(2, 3))
    for axis in range(3):
        golden.operation(f"stack_{axis}", lambda *parts: torch.stack(parts, axis))


def paddings(golden):
    golden.operation("pad_constant", lambda x: F.pad(x, (1, 0, 0, 2, 1, 1), value=0.5))
    golden.operation("pad_cropped", lambda x: F.pad(x, (0, 3, -1, -2, 2, -1)))
    golden.operation("pad_reflect", lambda x: F.pad(x, (1, 1, 3, -1), mode="reflect"))
    golden.operation("pad_replicate", lambda x: F.pad(x, (3, -1, 0, 5), mode="replicate"))
    golden.operation("pad_circular", lambda x: F.pad(x, (2, 1, 4, 0), mode="circular"))
