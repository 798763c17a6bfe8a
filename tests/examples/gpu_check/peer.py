"""Samples per second that PyTorch trains on a GPU: eager, and with the whole step as a CUDA graph.

Prints a line of JSON for each network and mode. The networks and batches are those of training.rs.
"""
import json
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 3.0
STEPS, CHARACTERS = 64, 65


class Characters(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(CHARACTERS, 64)
        self.lstm = nn.LSTM(64, 256, batch_first=True)
        self.output = nn.Linear(256, CHARACTERS)

    def forward(self, x):
        return self.output(self.lstm(self.embedding(x))[0]).flatten(0, 1)


class Block(nn.Module):
    """He et al. 2015: two convolutions and a shortcut; where the size changes, zeros for the new channels."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.stride, self.more = (1, 0) if inputs == outputs else (2, outputs - inputs)
        self.conv1 = nn.Conv2d(inputs, outputs, 3, self.stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(outputs)

    def forward(self, x):
        y = self.norm2(self.conv2(F.relu(self.norm1(self.conv1(x)))))
        short = x[:, :, :: self.stride, :: self.stride]
        return F.relu(y + F.pad(short, (0, 0, 0, 0, 0, self.more)))


def resnet20():
    blocks = [Block(a, b) for a, b in zip([16] * 4 + [32] * 3 + [64] * 2, [16] * 3 + [32] * 3 + [64] * 3)]
    first = [nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU()]
    return nn.Sequential(*first, *blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


def lenet():
    return nn.Sequential(
        nn.Conv2d(3, 6, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


def mlp():
    return nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))


def images(*shape):
    return lambda batch: (torch.randn(batch, *shape), torch.randint(10, (batch,)))


def characters(batch):
    return torch.randint(CHARACTERS, (batch, STEPS)), torch.randint(CHARACTERS, (batch * STEPS,))


NETWORKS = [
    ("mlp", mlp, images(784), 32), ("mlp", mlp, images(784), 256),
    ("lenet", lenet, images(3, 32, 32), 32), ("lenet", lenet, images(3, 32, 32), 256),
    ("charlstm", Characters, characters, 32), ("resnet20", resnet20, images(3, 32, 32), 128),
]


def rate(step, batch):
    """Samples per second."""
    for _ in range(10):
        step()
    torch.cuda.synchronize()
    start, steps = time.perf_counter(), 0
    while time.perf_counter() - start < SECONDS:
        for _ in range(20):
            step()
        steps += 20
        torch.cuda.synchronize()
    return batch * steps / (time.perf_counter() - start)


def main():
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
    for name, make, data, batch in NETWORKS:
        for mode in ["eager", "graph"]:
            model = make().cuda()
            adam = torch.optim.Adam(model.parameters(), capturable=mode == "graph")
            x, t = (it.cuda() for it in data(batch))

            def step():
                adam.zero_grad(set_to_none=True)
                F.cross_entropy(model(x), t).backward()
                adam.step()

            run = step
            if mode == "graph":
                side = torch.cuda.Stream()
                side.wait_stream(torch.cuda.current_stream())
                with torch.cuda.stream(side):
                    for _ in range(3):
                        step()
                torch.cuda.current_stream().wait_stream(side)
                graph = torch.cuda.CUDAGraph()
                with torch.cuda.graph(graph):
                    step()
                run = graph.replay
            print(json.dumps({"network": name, "batch": batch, "mode": mode, "rate": rate(run, batch)}), flush=True)


main()
