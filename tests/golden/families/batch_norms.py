"""Batch normalization: folded into the layer before it, and as Keras keeps its running averages."""

import os

import torch
from torch.nn.utils import fusion


def folding(golden):
    """Weights before and after, and the outputs of a layer and its normalization in evaluation mode."""
    for case, layer, norm, x in [
        ("dense", torch.nn.Linear(5, 3), torch.nn.BatchNorm1d(3), golden.normal(4, 5)),
        ("conv", torch.nn.Conv2d(4, 6, (3, 2), groups=2), torch.nn.BatchNorm2d(6), golden.normal(2, 4, 5, 4)),
        ("no_bias", torch.nn.Conv2d(2, 3, 3, bias=False), torch.nn.BatchNorm2d(3), golden.normal(2, 2, 4, 4)),
    ]:
        layer, norm = layer.to(golden.dtype).eval(), norm.to(golden.dtype).eval()
        with torch.no_grad():
            for p in [*layer.parameters(), norm.weight, norm.bias, norm.running_mean]:
                p.copy_(golden.normal(*p.shape))
            norm.running_var.copy_(golden.normal(*norm.running_var.shape).square() + 0.1)
        fuse = fusion.fuse_linear_bn_eval if case == "dense" else fusion.fuse_conv_bn_eval
        fused = fuse(layer, norm)
        golden.add(case, x=x, y=norm(layer(x)))
        for part, module in [("layer", layer), ("norm", norm), ("fused", fused)]:
            for name, tensor in module.state_dict().items():
                if name != "num_batches_tracked":
                    # Ours are [inputs, outputs].
                    golden.add(f"{case}.{part}", **{name: tensor.T if tensor.dim() == 2 else tensor})


def keras_batch_norm(golden):
    """Five batches in training mode, then an evaluation. Needs Keras: imported here."""
    os.environ["KERAS_BACKEND"] = "torch"
    import keras

    golden.made_with.append(f"keras {keras.__version__}")
    dtype = str(golden.dtype).removeprefix("torch.")
    for case, settings, shape in [
        ("default", {}, (6, 3)),
        ("images", {"momentum": 0.75, "epsilon": 0.125}, (2, 3, 4, 2)),
    ]:
        norm = keras.layers.BatchNormalization(axis=1, dtype=dtype, **settings)
        x = golden.normal(5, *shape) * 3 + 2
        # Steps and samples are one axis.
        golden.add(case, x=x.flatten(0, 1))
        for step in range(5):
            y = norm(x[step], training=True)
            running = {"mean": norm.moving_mean, "variance": norm.moving_variance}
            golden.add(f"{case}.after_{step + 1}", y=y, **{name: v.value.data for name, v in running.items()})
        golden.add(case, evaluation=norm(x[0], training=False))
