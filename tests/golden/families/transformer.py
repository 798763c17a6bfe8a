"""Multi-head attention, layers of encoder and decoder, rotary positions, GPT-2: outputs and gradients."""

import torch

from families.golden import upstream
from families.recurrent import ours

D, HEADS, HIDDEN = 8, 2, 12


def rotary(golden):
    """The paper's formula with complex numbers, in both orders of the pairs."""
    golden.inputs("x", x=golden.normal(2, 5, 2 * 6))
    golden.operation("halves", lambda x: turned(x, 6, False))
    golden.operation("pairs", lambda x: turned(x, 6, True))
    golden.operation("partial", lambda x: turned(x, 4, False, first=3))


def turned(x, dim, are_pairs, first=0):
    heads = x.unflatten(2, (2, 6))
    own, rest = heads[..., :dim], heads[..., dim:]
    pairs = own.unflatten(3, (-1, 2)) if are_pairs else own.unflatten(3, (2, -1)).transpose(3, 4)
    angle = torch.outer(
        torch.arange(first, first + x.shape[1], dtype=torch.float64),
        10000 ** (-torch.arange(dim // 2, dtype=torch.float64) * 2 / dim),
    )
    unit = torch.polar(torch.ones_like(angle), angle)[:, None]
    y = torch.view_as_real(torch.view_as_complex(pairs.double().contiguous()) * unit).to(x.dtype)
    y = y.flatten(3) if are_pairs else y.transpose(3, 4).flatten(3)
    return torch.cat([y, rest], 3).flatten(2)


def transformer_layers(golden):
    causal = torch.nn.Transformer.generate_square_subsequent_mask(5, dtype=golden.dtype)
    # True is padding: samples of 5, 3, 4 tokens.
    padding = torch.arange(5)[None] >= torch.tensor([5, 3, 4])[:, None]
    attention = lambda **options: torch.nn.MultiheadAttention(D, HEADS, batch_first=True, **options)
    run(golden, "self", attention(), 1,
        lambda layer, x: layer(x, x, x, attn_mask=causal, need_weights=False)[0])
    run(golden, "no_bias", attention(bias=False), 1,
        lambda layer, x: layer(x, x, x, key_padding_mask=padding, need_weights=False)[0])
    run(golden, "cross", attention(), 2,
        lambda layer, x, memory: layer(x, memory, memory, need_weights=False)[0])
    options = {"batch_first": True, "dropout": 0.0}
    for first in [False, True]:
        name = "pre" if first else "post"
        own = {**options, "norm_first": first}
        run(golden, f"encoder_{name}", torch.nn.TransformerEncoderLayer(D, HEADS, HIDDEN, **own), 1,
            lambda layer, x: layer(x, src_key_padding_mask=padding))
        run(golden, f"decoder_{name}", torch.nn.TransformerDecoderLayer(D, HEADS, HIDDEN, **own), 2,
            lambda layer, x, memory: layer(x, memory, tgt_mask=causal))
    gelu = torch.nn.TransformerEncoderLayer(D, HEADS, HIDDEN, activation="gelu", **options)
    run(golden, "encoder_gelu", gelu, 1, lambda layer, x: layer(x, src_mask=causal))
    whole = torch.nn.Transformer(D, HEADS, 2, 2, HIDDEN, **options)
    run(golden, "transformer", whole, 2, lambda layer, target, source: layer(
        source, target, tgt_mask=causal, src_key_padding_mask=padding,
        memory_key_padding_mask=padding))


def run(golden, case, layer, inputs, f):
    layer = layer.to(golden.dtype)
    with torch.no_grad():
        for p in layer.parameters():
            p.copy_(golden.normal(*p.shape) / 2)
    leaves = {name: golden.normal(3, 5, D) for name in ["x", "memory"][:inputs]}
    golden.add(case, **leaves)
    golden.add(f"{case}.params", **ours(layer.named_parameters()))
    for leaf in leaves.values():
        leaf.requires_grad_()
    y = f(layer, *leaves.values())
    y.backward(upstream(y))
    golden.add(case, y=y, **{f"d{name}": leaf.grad for name, leaf in leaves.items()})
    golden.add(f"{case}.gradients", **ours((name, p.grad) for name, p in layer.named_parameters()))


class Layers(torch.nn.Module):
    """Layers with parameters drawn by PyTorch."""

    def __init__(self):
        super().__init__()
        torch.manual_seed(1)
        self.attention = torch.nn.MultiheadAttention(D, HEADS, batch_first=True)
        self.encoder = torch.nn.TransformerEncoderLayer(D, HEADS, HIDDEN, batch_first=True, dropout=0.0)
        # PyTorch begins with biases of 0, whose order could not be seen.
        with torch.no_grad():
            for p in self.parameters():
                p.add_(torch.randn(p.shape) / 4)


def torch_transformer(golden):
    """Nothing but a state dict: what `nn::checkpoint::import_pytorch` must read."""
    golden.tensors = {name: t.clone() for name, t in Layers().state_dict().items()}


def torch_transformer_outputs(golden):
    """What that model computes."""
    x, layers = golden.normal(3, 5, D), Layers()
    y = layers.attention(x, x, x, need_weights=False)[0]
    golden.add("all", x=x, attention=y, encoder=layers.encoder(x))


def gpt2_reference(golden, own_head=False):
    """Hugging Face's GPT-2, small and random."""
    import transformers

    golden.made_with.append(f"transformers {transformers.__version__}")
    torch.manual_seed(1)
    config = transformers.GPT2Config(
        vocab_size=40, n_positions=12, n_embd=24, n_layer=2, n_head=3, initializer_range=0.2,
        bos_token_id=0, eos_token_id=0, tie_word_embeddings=not own_head,
    )
    model = transformers.GPT2LMHeadModel(config).eval()
    with torch.no_grad():
        for p in model.parameters():
            if p.ndim == 1:
                p.add_(torch.randn(p.shape) / 4)
    return model


def gpt2(golden):
    """The state dict alone, tied, as that library saves it: what `attention::gpt2` must read."""
    state = gpt2_reference(golden).state_dict()
    golden.tensors = {name: t.clone() for name, t in state.items() if name != "lm_head.weight"}


def gpt2_outputs(golden):
    """What that model computes, and the same with logits' weights of its own; a greedy continuation."""
    tokens = (torch.arange(14) * torch.arange(14) % 40).reshape(2, 7)
    for case, own_head in [("tied", False), ("own_head", True)]:
        model = gpt2_reference(golden, own_head)
        if own_head:
            model.transformer.load_state_dict(gpt2_reference(golden).transformer.state_dict())
            golden.add(case, lm_head=model.lm_head.weight)
        golden.add(case, logits=model(tokens).logits)
        # Told that nothing is padding: token 0 would be taken for it.
        options = {"do_sample": False, "eos_token_id": None, "pad_token_id": 0}
        greedy = model.generate(
            tokens[:, :3], attention_mask=torch.ones(2, 3), max_new_tokens=9, **options)
        beams = model.generate(
            tokens[:1, :3], attention_mask=torch.ones(1, 3), max_new_tokens=6, num_beams=4,
            length_penalty=0.0, **options)
        golden.add(case, greedy=greedy.to(torch.float32), beams=beams.to(torch.float32))
