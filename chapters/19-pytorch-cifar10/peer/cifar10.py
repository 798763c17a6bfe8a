"""PyTorch's first program as it is written today: what `examples/cifar10.rs` does, in PyTorch.

    python cifar10.py FOLDER [--batches 5] [--seed 1] [--epochs 10]

FOLDER holds the binary version of CIFAR-10 (data_batch_*.bin and test_batch.bin). Needs torch and
numpy. torchvision would fetch the data; reading them takes five lines, and so it is not needed.
"""

import argparse
import pathlib

import numpy
import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset


def photographs(files):
    """Records of a class and 3×32×32 bytes; pixels normalized with mean and deviation 0.5."""
    records = numpy.concatenate([numpy.fromfile(file, numpy.uint8).reshape(-1, 3073) for file in files])
    images = torch.from_numpy(records[:, 1:].reshape(-1, 3, 32, 32)).float() / 255
    return TensorDataset((images - 0.5) / 0.5, torch.from_numpy(records[:, 0]).long())


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.pool = nn.MaxPool2d(2, 2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = self.pool(F.relu(self.conv1(x)))
        x = self.pool(F.relu(self.conv2(x)))
        x = torch.flatten(x, 1)
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        return self.fc3(x)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--batches", type=int, choices=range(1, 6), metavar="N",
                        help="train on the first N of the five batches (default: on all that are there)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=10)
    options = parser.parse_args()
    test_file = options.folder / "test_batch.bin"
    if options.batches:
        files = [options.folder / f"data_batch_{number + 1}.bin" for number in range(options.batches)]
    else:
        files = sorted(options.folder.glob("data_batch_*.bin"))
    missing = [str(file) for file in [*files, test_file] if not file.is_file()]
    if missing or not files:
        parser.error(f"not found: {', '.join(missing or ['data_batch_1.bin'])}; FOLDER holds the unpacked batches")
    torch.manual_seed(options.seed)

    train = DataLoader(photographs(files), batch_size=32, shuffle=True)
    test = DataLoader(photographs([test_file]), batch_size=250)
    net = Net()
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(net.parameters())

    for epoch in range(options.epochs):
        total = 0.0
        for inputs, labels in train:
            optimizer.zero_grad()
            loss = criterion(net(inputs), labels)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"[{epoch + 1}] loss: {total / len(train):.3f}", flush=True)

    with torch.no_grad():
        correct = sum((net(images).argmax(1) == labels).sum().item() for images, labels in test)
    count = len(test.dataset)
    print(f"Accuracy of the network on the {count} test images: {100 * correct / count:.2f} %")


if __name__ == "__main__":
    main()
