"""PyTorch's side of `speed -- parts`: waits for lines of JSON and answers each with one.

    {"part": "adam", "shapes": [[784, 128], [128]]}    makes a part ready; {} answers
    {"seconds": 0.02}                                   times a block; {"microseconds": 12.3} answers

The argument is the number of threads. A part is what PyTorch does by default, eagerly.
"""

import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

OPTIMIZERS = {
    "sgd": lambda p: torch.optim.SGD(p),
    "momentum": lambda p: torch.optim.SGD(p, momentum=0.9),
    "nesterov": lambda p: torch.optim.SGD(p, momentum=0.9, nesterov=True),
    "adagrad": lambda p: torch.optim.Adagrad(p),
    "rmsprop": lambda p: torch.optim.RMSprop(p),
    "adam": lambda p: torch.optim.Adam(p),
    "amsgrad": lambda p: torch.optim.Adam(p, amsgrad=True),
    "adamw": lambda p: torch.optim.AdamW(p),
    "lion": lambda p: Lion(p),
    "muon": lambda p: torch.optim.Muon(p),
}
FUNCTIONS = {
    "relu": F.relu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "gelu": F.gelu,
    "silu": F.silu,
    "erf": torch.erf,
    "sum_pixels": lambda x: x.sum((0, 2, 3)),
    "softmax": lambda x: torch.softmax(x, 1),
}
# Layers, by the shape of their input.
LAYERS = {
    "batch_norm": lambda s: (nn.BatchNorm2d if len(s) == 4 else nn.BatchNorm1d)(s[1]),
    "group_norm": lambda s: nn.GroupNorm(min(32, s[1]), s[1]),
    "layer_norm": lambda s: nn.LayerNorm(s[-1]),
    "rms_norm": lambda s: nn.RMSNorm(s[-1]),
    "dropout": lambda s: nn.Dropout(0.5),
}


def optimizer(make, shapes):
    """A step along gradients that stay the same."""
    parameters = [torch.randn(shape).requires_grad_() for shape in shapes]
    for p in parameters:
        p.grad = torch.randn(p.shape)
    return make(parameters).step


class Lion:
    """PyTorch has none: its formula with the operations in place that PyTorch's optimizers use."""

    def __init__(self, parameters):
        self.parameters = parameters
        self.moments = [torch.zeros_like(p) for p in parameters]

    @torch.no_grad()
    def step(self):
        for p, m in zip(self.parameters, self.moments):
            p.add_(m.lerp(p.grad, 0.1).sign_(), alpha=-1e-4)
            m.lerp_(p.grad, 0.01)


def triad(shapes):
    x, y, out = torch.randn(shapes[0]), torch.randn(shapes[0]), torch.empty(shapes[0])
    return lambda: torch.add(x, y, alpha=0.5, out=out)


def backward(f, shapes, parameters=()):
    """A loss and the gradients of what it is computed from: a random x, and parameters of f."""
    leaves = [torch.randn(shapes[0], requires_grad=True), *parameters]

    def step():
        for leaf in leaves:
            leaf.grad = None
        f(leaves[0]).backward()

    return step


def cross_entropy(shapes):
    samples, outputs = shapes[0]
    classes = torch.arange(samples) % outputs
    return backward(lambda x: F.cross_entropy(x, classes), shapes)


def mean_squared_error(shapes):
    targets = torch.randn(shapes[0])
    return backward(lambda x: F.mse_loss(x, targets), shapes)


def layer(make, shapes):
    """The sum of what a layer gives."""
    made = make(shapes[0])
    return backward(lambda x: made(x).sum(), shapes, made.parameters())


def inference(make, shapes):
    """What a layer gives in evaluation mode, without gradients."""
    made, x = make(shapes[0]).eval(), torch.randn(shapes[0])

    def step():
        with torch.inference_mode():
            made(x)

    return step


def attention(shapes):
    """Causal self-attention of four heads; queries, keys and values lie side by side."""

    def of(qkv):
        q, k, v = qkv.unflatten(2, (3, 4, -1)).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        return y.transpose(1, 2).flatten(2).sum()

    return backward(of, shapes)


class Block(nn.Module):
    """A block of GPT whose keys and values go into a cache."""

    def __init__(self, n, context, dim=128):
        super().__init__()
        self.n1, self.n2 = nn.LayerNorm(dim), nn.LayerNorm(dim)
        self.qkv, self.proj = nn.Linear(dim, 3 * dim), nn.Linear(dim, dim)
        self.up, self.down = nn.Linear(dim, 4 * dim), nn.Linear(4 * dim, dim)
        self.cache = torch.zeros(2, n, 4, context, dim // 4)

    def forward(self, x, position):
        q, k, v = self.qkv(self.n1(x)).unflatten(1, (3, 4, -1)).unsqueeze(3).permute(1, 0, 2, 3, 4)
        self.cache[0, :, :, position : position + 1] = k
        self.cache[1, :, :, position : position + 1] = v
        keys, values = self.cache[:, :, :, : position + 1]
        x = x + self.proj(F.scaled_dot_product_attention(q, keys, values).flatten(1))
        return x + self.down(F.gelu(self.up(self.n2(x))))


def generate(shapes):
    """One token more for each sequence, the most probable one."""
    n, context = shapes[0]
    token, place = nn.Embedding(65, 128), nn.Embedding(context, 128)
    blocks = [Block(n, context) for _ in range(4)]
    norm, head = nn.LayerNorm(128), nn.Linear(128, 65)
    state = {"tokens": torch.ones(n, dtype=torch.long), "position": 0}

    def step():
        with torch.inference_mode():
            position = state["position"] % context
            x = token(state["tokens"]) + place.weight[position]
            for block in blocks:
                x = block(x, position)
            state["tokens"] = head(norm(x)).argmax(1)
            state["position"] = position + 1

    return step


def dense(shapes):
    layer = nn.Linear(shapes[1][0], shapes[1][1])
    return backward(lambda x: F.relu(layer(x)).sum(), shapes, layer.parameters())


def conv_transpose2d(shapes):
    inputs, outputs, kernel, _ = shapes[1]
    layer = nn.ConvTranspose2d(inputs, outputs, kernel, stride=2, padding=1)
    return backward(lambda x: layer(x).sum(), shapes, layer.parameters())


# What needs more than one input.
OTHERS = {
    "conv_transpose2d": conv_transpose2d,
    "cross_entropy": cross_entropy,
    "mean_squared_error": mean_squared_error,
    "dense": dense,
    "attention": attention,
    "generate": generate,
    "triad": triad,
}


def part(name, shapes):
    if name in OPTIMIZERS:
        return optimizer(OPTIMIZERS[name], shapes)
    if name in FUNCTIONS:
        return backward(lambda x: FUNCTIONS[name](x).sum(), shapes)
    if name.endswith("_eval"):
        return inference(LAYERS[name.removesuffix("_eval")], shapes)
    if name in LAYERS:
        return layer(LAYERS[name], shapes)
    return OTHERS[name](shapes)


def block(step, seconds):
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        step()
    start, steps = time.perf_counter(), 0
    while time.perf_counter() - start < seconds:
        step()
        steps += 1
    return (time.perf_counter() - start) * 1e6 / steps


def main():
    torch.set_num_threads(int(sys.argv[1]))
    torch.manual_seed(0)
    step = None
    for line in sys.stdin:
        question = json.loads(line)
        if "part" in question:
            step, answer = part(question["part"], question["shapes"]), {}
        else:
            answer = {"microseconds": block(step, question["seconds"])}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
