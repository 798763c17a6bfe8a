"""Recurrent layers: outputs, final states, all gradients; a state dict as PyTorch saves it."""

import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from families.golden import upstream

# Not sorted, none of them the length of the padded tensor.
LENGTHS = [3, 4, 1]
LAYERS = {
    "tanh": (torch.nn.RNN, {}),
    "relu": (torch.nn.RNN, {"nonlinearity": "relu"}),
    "lstm": (torch.nn.LSTM, {}),
    "gru": (torch.nn.GRU, {}),
}


def recurrent(golden):
    """Each layer alone, and two layers in both directions over sequences of different lengths."""
    deep = {"num_layers": 2, "bidirectional": True}
    for name, (layer, settings) in LAYERS.items():
        run(golden, name, layer, settings, None)
        run(golden, f"deep_{name}", layer, {**settings, **deep}, LENGTHS)


def run(golden, case, layer, settings, lengths):
    layer = layer(2, 3, batch_first=True, **settings).to(golden.dtype)
    with torch.no_grad():
        for p in layer.parameters():
            p.copy_(golden.normal(*p.shape) / 2)
    states = layer.num_layers * (2 if layer.bidirectional else 1)
    leaves = {"x": golden.normal(3, 5, 2), "h0": golden.normal(states, 3, 3)}
    if layer.mode == "LSTM":
        leaves["c0"] = golden.normal(states, 3, 3)
    golden.add(case, **leaves)
    golden.add(f"{case}.params", **ours(layer.named_parameters()))

    for leaf in leaves.values():
        leaf.requires_grad_()
    initial = (leaves["h0"], leaves["c0"]) if "c0" in leaves else leaves["h0"]
    if lengths:
        packed = pack_padded_sequence(leaves["x"], lengths, batch_first=True, enforce_sorted=False)
        y, state = layer(packed, initial)
        y, _ = pad_packed_sequence(y, batch_first=True, total_length=5)
    else:
        y, state = layer(leaves["x"], initial)
    h, *c = state if "c0" in leaves else (state,)
    outputs = {"y": y, "h": h, **({"c": c[0]} if c else {})}
    golden.add(case, **outputs)
    sum((output * upstream(output)).sum() for output in outputs.values()).backward()
    golden.add(case, **{f"d{name}": leaf.grad for name, leaf in leaves.items()})
    golden.add(f"{case}.gradients", **ours((name, p.grad) for name, p in layer.named_parameters()))


def ours(named):
    """Weights as [inputs, outputs], which in PyTorch are [outputs, inputs]."""
    return {name: t.t() if t.ndim == 2 else t for name, t in named}


class Three(torch.nn.Module):
    """Three layers with parameters drawn by PyTorch."""

    def __init__(self):
        super().__init__()
        torch.manual_seed(1)
        for name in ["rnn", "lstm", "gru"]:
            layer = getattr(torch.nn, name.upper())
            setattr(self, name, layer(2, 3, num_layers=2, bidirectional=True, batch_first=True))


def torch_state_dict(golden):
    """Nothing but a state dict: what `nn::checkpoint::import_pytorch` must read."""
    golden.tensors = {name: t.clone() for name, t in Three().state_dict().items()}


def torch_outputs(golden):
    """What that model computes."""
    x = golden.normal(3, 5, 2)
    golden.add("all", x=x)
    for name, layer in Three().named_children():
        y, state = layer(x)
        golden.add(name, y=y, h=state[0] if name == "lstm" else state)
