"""What the tape can do beside layers: arithmetic, sums, other shapes."""

import torch


def arithmetic(golden):
    for number, (left, right) in enumerate([
        [(3, 4), (3, 4)],
        [(3, 4), (4,)],
        [(4,), (3, 4)],
        [(3, 4), ()],
        [(3, 1), (1, 4)],
        [(2, 3, 4), (3, 1)],
        [(2, 1, 3, 1), (4, 1, 2)],
        [(1, 1, 1, 5), (2, 3, 1, 1)],
    ]):
        b = golden.normal(*right)
        # At least 1/2 from zero: a division there would magnify rounding without end.
        golden.inputs(f"pair_{number}", a=golden.normal(*left), b=b + torch.sign(b) / 2)
        golden.operation("add", lambda a, b: a + b)
        golden.operation("sub", lambda a, b: a - b)
        golden.operation("mul", lambda a, b: a * b)
        golden.operation("div", lambda a, b: a / b)

    golden.inputs("matrix", x=golden.normal(3, 4))
    golden.operation("neg", lambda x: -x)
    golden.operation("used_three_times", lambda x: x * x - x)


def operations(golden):
    for case, left, right in [
        ("matmul", (3, 5), (5, 4)),
        ("matmul_one_number", (1, 5), (5, 1)),
        ("matmul_three_axes", (2, 3, 5), (5, 4)),
    ]:
        golden.inputs(case, x=golden.normal(*left), w=golden.normal(*right))
        golden.operation("matmul", lambda x, w: x @ w)

    golden.inputs("box", x=golden.normal(3, 4, 5))
    golden.operation("sum", lambda x: x.sum())
    golden.operation("mean", lambda x: x.mean())
    for axis in range(3):
        golden.operation(f"sum_axis_{axis}", lambda x: x.sum(axis))
        golden.operation(f"max_axis_{axis}", lambda x: x.amax(axis))
        golden.operation(f"slice_{axis}", lambda x: x.narrow(axis, 1, 2))
    golden.operation("reshape", lambda x: x.reshape(6, 10))
    golden.operation("flatten", lambda x: x.flatten(1))
    golden.operation("transpose_0_1", lambda x: x.transpose(0, 1))
    golden.operation("transpose_1_2", lambda x: x.transpose(1, 2))
    golden.operation("transpose_0_2", lambda x: x.transpose(0, 2))
    golden.operation("gather", lambda x: x[[2, 0, 2, 2]])

    golden.inputs("four_axes", x=golden.normal(2, 3, 2, 4))
    golden.operation("transpose_1_2", lambda x: x.transpose(1, 2))
    golden.operation("transpose_0_3", lambda x: x.transpose(0, 3))

    golden.inputs("rows", a=golden.normal(2, 3), b=golden.normal(1, 3), c=golden.normal(3, 3))
    golden.operation("concat", lambda *parts: torch.cat(parts, 0))
    golden.inputs("blocks", a=golden.normal(2, 3, 2), b=golden.normal(2, 1, 2))
    golden.operation("concat", lambda *parts: torch.cat(parts, 1))
