"""How long PyTorch takes for a training step of the network of `cifar10.py`, on made-up images.

    cargo run --release -p gradus-tests --example speed -- compare --network lenet \
        --peers chapters/19-pytorch-cifar10/peer --python python3

runs it in turn with our own training. It prints the milliseconds of a step as one line of JSON.
"""

import argparse
import json
import statistics
import time

import torch
from torch.nn import functional as F

from cifar10 import Net

IMAGES = 12_800


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=3, help="epochs to time, after one that is not")
    parser.add_argument("--modes", choices=["torch-eager"], default="torch-eager")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)

    images = 2 * torch.rand(IMAGES, 3, 32, 32) - 1
    labels = torch.randint(10, (IMAGES,))
    net = Net()
    optimizer = torch.optim.Adam(net.parameters())
    steps = IMAGES // options.batch

    def epoch():
        for first in range(0, steps * options.batch, options.batch):
            batch = slice(first, first + options.batch)
            optimizer.zero_grad()
            loss = F.cross_entropy(net(images[batch]), labels[batch])
            loss.backward()
            optimizer.step()
        return loss.item()

    loss, times = epoch(), []
    for _ in range(options.repeats):
        start = time.perf_counter()
        loss = epoch()
        times.append(1000 * (time.perf_counter() - start) / steps)
    print(json.dumps({
        "framework": options.modes,
        "threads": options.threads,
        "batch": options.batch,
        "ms_per_step": statistics.median(times),
        "final_loss": loss,
    }))


if __name__ == "__main__":
    main()
