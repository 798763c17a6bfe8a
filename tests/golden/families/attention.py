"""Scaled dot-product attention: every mask, several heads, grouped heads, queries that read nothing."""

import torch
from torch.nn.functional import scaled_dot_product_attention


def attention(golden):
    """The operands as the crate has them: the heads side by side in the features."""
    for case, queries, keys, heads, kv_heads in [
        ("one_head", 4, 5, 1, 1),
        ("heads", 4, 5, 2, 2),
        ("square", 5, 5, 2, 2),
        ("grouped", 3, 4, 4, 2),
    ]:
        golden.inputs(
            case,
            q=golden.normal(2, queries, heads * 3),
            k=golden.normal(2, keys, kv_heads * 3),
            v=golden.normal(2, keys, kv_heads * 2),
        )
        run = lambda **options: lambda q, k, v: of_heads(q, k, v, heads, kv_heads, **options)
        golden.operation("full", run())
        golden.operation("causal", run(is_causal=True))
        golden.operation("scaled", run(scale=0.5))
        golden.operation("added", run(attn_mask=added(queries, keys, golden.dtype)))
        golden.operation("read", run(attn_mask=may_read(queries, keys)))


def of_heads(q, k, v, heads, kv_heads, **options):
    split = lambda x, n: x.unflatten(2, (n, -1)).transpose(1, 2)
    y = scaled_dot_product_attention(
        split(q, heads), split(k, kv_heads), split(v, kv_heads), enable_gqa=True, **options
    )
    return y.transpose(1, 2).flatten(2)


def added(queries, keys, dtype):
    """What is added to the scores: the same in Rust."""
    i, j = torch.arange(queries)[:, None], torch.arange(keys)[None]
    return ((3 * i + 2 * j) % 7).to(dtype) / 4


def may_read(queries, keys):
    """The first query reads no key of sample 1."""
    i, j, n = torch.arange(queries)[:, None], torch.arange(keys)[None], torch.arange(2)
    return (((i + j) % 3 != 0) & ~((n[:, None, None] == 1) & (i == 0)))[:, None]
