"""The program language_model in PyTorch: the same text in the same order, the same sizes, initialization
and settings. Prints the validation loss for each seed, and the mean.

    python charlm_torch.py --text input.txt --steps 300 --seeds 3
"""

import argparse
import math
import time

import torch
from torch import nn
from torch.nn.functional import cross_entropy

STREAMS, CHUNK, FEATURES = 32, 64, 64


class CharModel(nn.Module):
    def __init__(self, characters, hidden):
        super().__init__()
        self.embedding = nn.Embedding(characters, FEATURES)
        self.recurrent = nn.LSTM(FEATURES, hidden, batch_first=True)
        self.output = nn.Linear(hidden, characters)

    def forward(self, inputs, state):
        states, state = self.recurrent(self.embedding(inputs), state)
        return self.output(states), state


def streams(indices):
    """The text as STREAMS rows of inputs, and as many of targets."""
    length = (len(indices) - 1) // STREAMS
    cut = lambda ahead: indices[ahead : ahead + STREAMS * length].view(STREAMS, length)
    return cut(0), cut(1), length


def loss_of(logits, targets):
    return cross_entropy(logits.reshape(-1, logits.shape[-1]), targets.reshape(-1))


def validation_loss(model, indices):
    inputs, targets, length = streams(indices)
    state, total = None, 0.0
    with torch.no_grad():
        for start in range(0, length, CHUNK):
            part = slice(start, min(start + CHUNK, length))
            logits, state = model(inputs[:, part], state)
            total += loss_of(logits, targets[:, part]).item() * targets[:, part].numel()
    return total / targets.numel()


def train(characters, indices, validation, hidden, steps, seed):
    torch.manual_seed(seed)
    model = CharModel(characters, hidden)
    adam = torch.optim.Adam(model.parameters(), lr=2e-3)
    inputs, targets, length = streams(indices)
    start, state = 0, None
    for _ in range(steps):
        part = slice(start, start + CHUNK)
        if state is not None:
            state = tuple(it.detach() for it in state)
        logits, state = model(inputs[:, part], state)
        loss = loss_of(logits, targets[:, part])
        adam.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        adam.step()
        start += CHUNK
        if start + CHUNK > length:
            start, state = 0, None
    return validation_loss(model, validation)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--text", required=True, help="input.txt of Tiny Shakespeare")
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--hidden", type=int, default=128)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)

    with open(options.text, encoding="ascii") as file:
        text = file.read()
    cut = len(text) * 9 // 10
    # Index 0 is kept for characters that the training text does not have.
    index = {c: i for i, c in enumerate(sorted(set(text[:cut])), start=1)}
    encode = lambda part: torch.tensor([index.get(c, 0) for c in part])
    indices, validation = encode(text[:cut]), encode(text[cut:])

    losses = []
    begin = time.perf_counter()
    for seed in range(options.seed, options.seed + options.seeds):
        settings = (options.hidden, options.steps, seed)
        losses.append(train(len(index) + 1, indices, validation, *settings))
        print(f"seed {seed}: validation loss {losses[-1]:.4f}")
    mean = sum(losses) / len(losses)
    seconds = time.perf_counter() - begin
    print(f"mean {mean:.4f}, perplexity {math.exp(mean):.3f}, {seconds:.1f} s")


main()
