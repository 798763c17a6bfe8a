"""Recurrent layers of Keras: arrays as `get_weights` gives them, and what the layers compute."""

import os

LENGTHS = [2, 4, 3]


def keras_layers(golden):
    """Needs Keras: imported here, so that the other families do without it."""
    os.environ["KERAS_BACKEND"] = "torch"
    import keras
    import torch

    golden.made_with.append(f"keras {keras.__version__}")
    mask = torch.arange(4)[None, :] < torch.tensor(LENGTHS)[:, None]
    for case, layer, settings in [
        ("rnn", keras.layers.SimpleRNN, {}),
        ("lstm", keras.layers.LSTM, {}),
        ("gru_after", keras.layers.GRU, {"reset_after": True}),
        ("gru_before", keras.layers.GRU, {"reset_after": False}),
    ]:
        layer = layer(3, return_sequences=True, **settings)
        layer.build((None, None, 2))
        names = ["kernel", "recurrent_kernel", "bias"]
        arrays = {name: golden.normal(*w.shape) / 2 for name, w in zip(names, layer.weights, strict=True)}
        layer.set_weights([t.numpy() for t in arrays.values()])
        x = golden.normal(3, 4, 2)
        y = layer(x)
        # Keras repeats the last output over the padding, and so the last one is the final state.
        masked = layer(x, mask=mask)
        golden.add(case, x=x, y=y, h=y[None, :, -1], masked_h=masked[None, :, -1], **arrays)
