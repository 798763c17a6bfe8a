"""Steps of Keras's optimizers along given gradients."""

import os

STEPS = 12
RECORDED_STEPS = [1, 2, 12]


def keras_optimizers(golden):
    """Needs Keras: imported here, so that the other families do without it."""
    os.environ["KERAS_BACKEND"] = "torch"
    import keras
    import torch

    golden.made_with.append(f"keras {keras.__version__}")
    start = {"weight": golden.normal(4, 6), "bias": torch.zeros(6, dtype=golden.dtype)}
    # Sizes of gradients that differ so much that ε shows where it is added.
    sizes = golden.numbers(0, 1e-12, 1e-8, 1e-6, 1, 1e3)
    gradient = {"weight": golden.normal(STEPS, 4, 6) * sizes, "bias": golden.normal(STEPS, 6)}
    golden.add("start", **start)
    golden.add("gradient", **gradient)
    # Rates that float32 holds exactly: Keras keeps them in that type.
    rate = {"learning_rate": 0.125}
    optimizers = keras.optimizers
    for name, optimizer in {
        "adam": optimizers.Adam(**rate),
        "adam_betas": optimizers.Adam(beta_1=0.5, beta_2=0.75, **rate),
        "amsgrad": optimizers.Adam(beta_1=0.5, beta_2=0.75, amsgrad=True, **rate),
        "adamw": optimizers.AdamW(weight_decay=2**-8, **rate),
        "rmsprop": optimizers.RMSprop(**rate),
        "rmsprop_momentum": optimizers.RMSprop(momentum=0.5, **rate),
        "rmsprop_centered": optimizers.RMSprop(centered=True, **rate),
        "adagrad": optimizers.Adagrad(**rate),
    }.items():
        dtype = str(golden.dtype).removeprefix("torch.")
        p = {key: keras.Variable(tensor.numpy(), dtype=dtype) for key, tensor in start.items()}
        optimizer.build(list(p.values()))
        for step in range(STEPS):
            gradients = [gradient[key][step] for key in p]
            optimizer.apply(gradients, list(p.values()))
            if step + 1 in RECORDED_STEPS:
                after = {key: variable.value.data for key, variable in p.items()}
                golden.add(f"{name}.after_{step + 1}", **after)
