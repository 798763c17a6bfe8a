"""PyTorch's first losses from the weights and batches that `examples/cifar10_parity.rs` wrote.

    python first_losses.py FOLDER

Each line is a step: its loss computed in float64, and in float32.
"""

import pathlib
import sys

import torch
from safetensors.torch import load_file

from cifar10 import Net


def losses(start, batches, dtype):
    net = Net().to(dtype)
    net.load_state_dict(start)
    optimizer = torch.optim.Adam(net.parameters())
    for step in range(len(batches) // 2):
        optimizer.zero_grad()
        logits = net(batches[f"images.{step}"].to(dtype))
        loss = torch.nn.functional.cross_entropy(logits, batches[f"classes.{step}"].long())
        loss.backward()
        optimizer.step()
        yield loss.item()


def main():
    folder = pathlib.Path(sys.argv[1])
    torch.set_num_threads(1)
    files = load_file(folder / "start.safetensors"), load_file(folder / "batches.safetensors")
    for exact, rounded in zip(losses(*files, torch.float64), losses(*files, torch.float32)):
        print(f"{exact:.14f}  {rounded:.6f}")


if __name__ == "__main__":
    main()
