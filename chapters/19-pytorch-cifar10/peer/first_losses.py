"""PyTorch's first losses from the weights and batches that `examples/cifar10_parity.rs` wrote.

    python first_losses.py FOLDER
"""

import pathlib
import sys

import torch
from safetensors.torch import load_file

from cifar10 import Net

folder = pathlib.Path(sys.argv[1])
torch.set_num_threads(1)
net = Net()
net.load_state_dict(load_file(folder / "start.safetensors"))
batches = load_file(folder / "batches.safetensors")
optimizer = torch.optim.Adam(net.parameters())
for step in range(len(batches) // 2):
    optimizer.zero_grad()
    logits = net(batches[f"images.{step}"])
    loss = torch.nn.functional.cross_entropy(logits, batches[f"classes.{step}"].long())
    loss.backward()
    optimizer.step()
    print(f"{loss.item():.6f}")
