"""Matrix products in batches."""

import torch


def batched_products(golden):
    for case, left, right in [
        ("batch", (3, 2, 4), (3, 4, 5)),
        ("right_broadcast", (2, 3, 2, 4), (3, 4, 5)),
        ("left_broadcast", (2, 4), (2, 3, 4, 2)),
        ("both_broadcast", (2, 1, 2, 3), (1, 4, 3, 2)),
        ("ones", (3, 2, 4), (1, 4, 5)),
        ("vector_right", (2, 3, 4), (4,)),
        ("vector_left", (4,), (2, 4, 3)),
        ("vectors", (4,), (4,)),
    ]:
        golden.inputs(case, a=golden.normal(*left), b=golden.normal(*right))
        golden.operation("matmul", torch.matmul)
