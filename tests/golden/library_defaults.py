"""One step of PyTorch's, Keras's and optax's optimizers with their default settings.

    python library_defaults.py

writes library_defaults.json: from the parameter 1 with the gradient 1e-6 and the learning rate 0.1, so
that ε shows how large it is and where it is added; Muon from the 2×2 identity with itself as gradient.
Needs Python with torch, keras and optax.
"""

import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "torch"
import jax  # noqa: E402

jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp  # noqa: E402
import keras  # noqa: E402
import optax  # noqa: E402
import torch  # noqa: E402

RATE, GRADIENT = 0.1, 1e-6


def start(name):
    """Parameter and gradient."""
    if name == "Muon":
        return torch.eye(2, dtype=torch.float64), torch.eye(2, dtype=torch.float64)
    return torch.ones(1, dtype=torch.float64), torch.full([1], GRADIENT, dtype=torch.float64)


def of_torch(name):
    p, g = start(name)
    p.requires_grad_().grad = g
    getattr(torch.optim, name)([p], lr=RATE).step()
    return p


def of_keras(name):
    p, g = start(name)
    variable = keras.Variable(p.numpy(), dtype="float64")
    optimizer = getattr(keras.optimizers, name)(learning_rate=RATE)
    optimizer.build([variable])
    optimizer.apply([g], [variable])
    return variable.value


def of_optax(name):
    p, g = (jnp.array(tensor.numpy()) for tensor in start(name))
    optimizer = getattr(optax.contrib if name == "Muon" else optax, name.lower())(RATE)
    updates, _ = optimizer.update(g, optimizer.init(p), p)
    return optax.apply_updates(p, updates)


def main():
    steps = {}
    for name in ["SGD", "Adagrad", "RMSprop", "Adam", "AdamW", "Lion", "Muon"]:
        for library, step in {"PyTorch": of_torch, "Keras": of_keras, "optax": of_optax}.items():
            if library == "PyTorch" and name == "Lion":
                continue
            steps.setdefault(name, {})[library] = float(step(name).reshape(-1)[0])
    versions = {"PyTorch": torch.__version__.split("+")[0], "Keras": keras.__version__, "optax": optax.__version__}
    file = pathlib.Path(__file__).parent / "library_defaults.json"
    file.write_text(json.dumps({"versions": versions, "steps": steps}, indent=2) + "\n")


if __name__ == "__main__":
    main()
