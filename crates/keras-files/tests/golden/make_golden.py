"""Makes the files that the tests of crate `keras-files` read, and has Keras read those that it wrote.

    KERAS_BACKEND=torch python make_golden.py

Made with keras 3.15.1, h5py 3.16.0, numpy 2.4.6, torch 2.15.0. The inputs are fractions with few
digits, so that they are the same in Python and in Rust. `ours.keras` is written by the test
`what_is_written_is_what_was_written` (with GRADUS_WRITE_GOLDEN=1); this script loads it in Keras and
keeps Keras's outputs.
"""

import json
import pathlib

import h5py
import keras
import numpy as np
from keras import layers

HERE = pathlib.Path(__file__).parent


def inputs(shape):
    """Values from -1 to 0.984 that repeat after 127."""
    count = int(np.prod(shape))
    return ((np.arange(count) * 37 % 127 - 64) / 64).astype("float32").reshape(shape)


def fill(model):
    """Every variable gets values of its own, variances positive ones."""
    for index, variable in enumerate(model.variables):
        values = inputs(variable.shape) * (0.3 + 0.1 * (index % 3)) + 0.01 * index
        variable.assign(np.abs(values) + 0.5 if "variance" in variable.path else values)


def keep(name, model, shape, expected):
    fill(model)
    model.save(HERE / f"{name}.keras")
    expected[name] = np.asarray(model.predict(inputs(shape), verbose=0)).ravel().tolist()


def sequences(expected):
    """GRUs with both positions of the reset gate, without a bias too; and an embedding before one."""
    for name, settings in [
        ("gru_after", {}),
        ("gru_before", {"reset_after": False}),
        ("gru_no_bias", {"use_bias": False}),
    ]:
        gru = keras.Sequential([keras.Input((4, 3)), layers.GRU(2, return_sequences=True, **settings)])
        keep(name, gru, (2, 4, 3), expected)
    embedding = keras.Sequential([
        keras.Input((4,), dtype="int32"),
        layers.Embedding(11, 4),
        layers.GRU(3),
        layers.Dense(2, activation="softmax"),
    ])
    fill(embedding)
    embedding.save(HERE / "embedding.keras")
    indices = np.array([[3, 10, 0, 3], [7, 1, 1, 9]], dtype="int32")
    expected["embedding"] = np.asarray(embedding.predict(indices, verbose=0)).ravel().tolist()


def main():
    expected = {}
    keras.utils.set_random_seed(1)
    dense = keras.Sequential([
        keras.Input((8, 8)),
        layers.Flatten(),
        layers.Dense(12, activation="relu"),
        layers.Dense(10, activation="softmax", use_bias=False),
    ])
    keep("dense", dense, (3, 8, 8), expected)
    dense.save_weights(HERE / "dense.weights.h5")

    # The third convolution pads one side more than the other: 7 pixels, a kernel of 2 and a stride of 1.
    images = keras.Sequential([
        keras.Input((14, 12, 2)),
        layers.Conv2D(3, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2D(4, (2, 3), use_bias=False),
        layers.BatchNormalization(scale=False),
        layers.Activation("tanh"),
        layers.Dropout(0.3),
        layers.Conv2D(6, 2, padding="same", groups=2),
        layers.MaxPooling2D(),
        layers.Flatten(),
        layers.BatchNormalization(),
        layers.ReLU(),
        layers.Dense(5),
        layers.Softmax(),
    ])
    keep("images", images, (2, 14, 12, 2), expected)

    pooled = keras.Sequential([
        keras.Input((7, 6, 1)),
        layers.Conv2D(4, 2, padding="same", dilation_rate=2),
        layers.AveragePooling2D((3, 2), strides=2),
        layers.GlobalAveragePooling2D(),
        layers.Dense(2),
    ])
    keep("pooled", pooled, (2, 7, 6, 1), expected)

    names = ["linear", "relu", "sigmoid", "tanh", "elu", "selu", "softplus", "softsign", "silu", "gelu", "mish"]
    stack = [layers.Dense(6, activation=name) for name in names]
    keep("activations", keras.Sequential([keras.Input((5,)), *stack]), (4, 5), expected)

    recurrent = keras.Sequential([keras.Input((4, 3)), layers.LSTM(2)])
    fill(recurrent)
    recurrent.save_weights(HERE / "lstm.weights.h5")
    recurrent.save(HERE / "lstm.keras")
    expected["lstm"] = recurrent.predict(inputs((2, 4, 3)), verbose=0).ravel().tolist()

    sequences(expected)

    small = keras.Sequential([keras.Input((2,)), layers.Dense(3, activation="relu", name="mine")])
    keep("small", small, (1, 2), expected)
    small.save_weights(HERE / "small.weights.h5")
    for name, kind in [("integers", "int64"), ("doubles", "float64"), ("halves", "float16")]:
        file = HERE / f"{name}.weights.h5"
        small.save_weights(file)
        with h5py.File(file, "r+") as weights:
            group = weights["layers/dense/vars"]
            values = group["0"][...]
            del group["0"]
            group["0"] = values.astype(kind)
    half = keras.Sequential([keras.Input((2,)), layers.Dense(3, dtype="bfloat16")])
    half.save(HERE / "bfloat16.keras")
    functional = keras.Input((2,))
    keras.Model(functional, layers.Dense(1)(functional)).save(HERE / "functional.keras")

    ours = HERE / "ours.keras"
    if ours.exists():
        model = keras.saving.load_model(ours)
        expected["ours"] = model.predict(inputs((2, 14, 12, 2)), verbose=0).ravel().tolist()
        weights = HERE / "ours.weights.h5"
        fill(model)
        model.load_weights(weights)
        again = model.predict(inputs((2, 14, 12, 2)), verbose=0).ravel().tolist()
        assert again == expected["ours"], "both files hold the same weights"
    expected["versions"] = {"keras": keras.__version__, "h5py": h5py.__version__, "backend": keras.backend.backend()}
    (HERE / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


if __name__ == "__main__":
    main()
