"""Prints where PyTorch and Keras differ in what the chapter is about: by running them, with their versions.

    python defaults.py

Needs torch and keras; the chapter's table was made with torch 2.15.0 and keras 3.15.1 (on torch).
"""

import os

os.environ["KERAS_BACKEND"] = "torch"
import keras
import torch
from keras import layers

torch.manual_seed(0)
print(f"torch {torch.__version__}, keras {keras.__version__} on {keras.backend.backend()}")


def running_variance_takes():
    """Of four values with the unbiased variance 20/3 and the biased one 5."""
    x = torch.tensor([[1.0], [3.0], [5.0], [7.0]])
    ours = torch.nn.BatchNorm1d(1, momentum=1.0)
    ours(x)
    theirs = layers.BatchNormalization(momentum=0.0)
    theirs(x, training=True)
    return f"{ours.running_var.item():.3f}", f"{theirs.moving_variance.value.item():.3f}"


def extremes(weights, fan_in):
    """Maximum and standard deviation of weights, times the root of fan_in."""
    w = weights.detach() * fan_in**0.5
    return f"max {w.abs().max().item():.3f}, std {w.std().item():.3f}"


def keras_weights(initializer):
    return extremes(initializer((256, 256)), 256)


def beyond_two(values):
    """How many of four million standard normal values are left beyond two deviations."""
    return (values.abs() > 2).sum().item()


linear, dense = torch.nn.Linear(256, 256), layers.Dense(256)
dense.build((None, 256))
rows = [
    ("batch norm, epsilon", torch.nn.BatchNorm1d(1).eps, layers.BatchNormalization().epsilon),
    ("batch norm, momentum", torch.nn.BatchNorm1d(1).momentum, layers.BatchNormalization().momentum),
    ("running variance of 1 3 5 7", *running_variance_takes()),
    ("layer norm, epsilon", torch.nn.LayerNorm(1).eps, layers.LayerNormalization().epsilon),
    ("group norm, epsilon", torch.nn.GroupNorm(1, 1).eps, layers.GroupNormalization().epsilon),
    ("RMS norm, epsilon", torch.nn.RMSNorm(1).eps, layers.RMSNormalization().epsilon),
    ("dense layer, 256 to 256", extremes(linear.weight, 256), extremes(dense.kernel.value, 256)),
    ("its biases", extremes(linear.bias, 256), extremes(dense.bias.value, 256)),
    ("He normal", extremes(torch.nn.init.kaiming_normal_(torch.empty(256, 256)), 256),
     keras_weights(keras.initializers.HeNormal(seed=1))),
    ("truncated normal, std 1/16", extremes(torch.nn.init.trunc_normal_(torch.empty(256, 256), std=1 / 16, a=-2 / 16, b=2 / 16), 256),
     keras_weights(keras.initializers.TruncatedNormal(stddev=1 / 16, seed=1))),
    ("of 4 million, beyond 2", beyond_two(torch.nn.init.trunc_normal_(torch.empty(2000, 2000))),
     beyond_two(keras.random.truncated_normal((2000, 2000), seed=1))),
]
print(f"{'':30}{'torch':26}keras")
for name, ours, theirs in rows:
    print(f"{name:30}{ours!s:26}{theirs!s}")
