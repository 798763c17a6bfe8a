#!/usr/bin/env bash
# PyTorch 2.15.0: under `torch.utils.checkpoint` batch normalization counts every batch twice.
#
# `checkpoint` runs its part of the network again in the backward pass. It restores the random numbers, so that dropout
# drops the same, but not the buffers: `BatchNorm1d` updates its running mean, its running variance and
# `num_batches_tracked` at each of the two runs. The gradients are right and there is no warning. What differs is the
# model in evaluation mode: it behaves as if trained with nearly twice the momentum.
#
# Seen on 2026-11-29 with torch 2.15.0, one batch with the mean 2, momentum 0.5, running mean 0 at first:
#
#   plain:        running mean 1.0, one batch tracked
#   checkpointed: running mean 1.5, two batches tracked
#
# What to do: keep normalizations with running statistics outside of the checkpointed part, or set momentum m to
# 1 - sqrt(1 - m) there.
# Needs Python and a package index (torch comes with several GB of libraries). Fails if the behaviour has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.15.0 numpy==2.4.2
cat >"$folder/finding.py" <<'PYTHON'
import torch
from torch.utils.checkpoint import checkpoint

for is_checkpointed in (False, True):
    norm = torch.nn.BatchNorm1d(1, momentum=0.5)
    x = torch.tensor([[1.0], [3.0]], requires_grad=True)
    y = checkpoint(norm, x, use_reentrant=False) if is_checkpointed else norm(x)
    y.sum().backward()
    name = "checkpointed" if is_checkpointed else "plain"
    print(f"{name}: running mean {norm.running_mean.item()}, batches {norm.num_batches_tracked.item()}")
PYTHON
found=$("$folder/venv/bin/python" "$folder/finding.py")
echo "$found"
expected='plain: running mean 1.0, batches 1
checkpointed: running mean 1.5, batches 2'
[ "$found" = "$expected" ] || { echo "the behaviour has changed; expected:"; echo "$expected"; exit 1; }
