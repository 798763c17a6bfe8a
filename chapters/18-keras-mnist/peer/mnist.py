"""Keras's first program as it is written today: what `examples/mnist.rs` does, in Keras.

    python mnist.py DATA [--digits] [--seed 1] [--epochs 10] [--save FILE.keras]

DATA is the folder of MNIST's four .gz files, or with --digits the file digits.csv.gz. Needs keras, one
of its backends (KERAS_BACKEND=jax, torch or tensorflow) and numpy. `keras.datasets.mnist.load_data()`
would fetch MNIST; reading the files takes four lines, and so both programs read the same ones.
"""

import argparse
import gzip
import pathlib

import keras
import numpy
from keras import layers
from keras.utils import to_categorical


def idx(file):
    """The images or labels in an IDX file: a header with the sizes, then bytes."""
    data = gzip.decompress(file.read_bytes())
    sizes = numpy.frombuffer(data, ">u4", count=data[3], offset=4)
    return numpy.frombuffer(data, numpy.uint8, offset=4 + 4 * data[3]).reshape(sizes)


def load_mnist(folder):
    parts = [(idx(folder / f"{name}-images-idx3-ubyte.gz"), idx(folder / f"{name}-labels-idx1-ubyte.gz"))
             for name in ["train", "t10k"]]
    return parts, 255.0


def load_digits(file):
    """8×8 pixels of 0 to 16; every fifth row is for the test."""
    rows = numpy.loadtxt(gzip.open(file, "rt"), delimiter=",", dtype=numpy.uint8)
    images, labels = rows[:, :-1].reshape(-1, 8, 8), rows[:, -1]
    test = numpy.arange(len(rows)) % 5 == 0
    return [(images[~test], labels[~test]), (images[test], labels[test])], 16.0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--digits", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--save", type=pathlib.Path)
    options = parser.parse_args()
    keras.utils.set_random_seed(options.seed)
    load = load_digits if options.digits else load_mnist
    ((x_train, y_train), (x_test, y_test)), brightest = load(options.data)

    # ANCHOR: program
    x_train, x_test = x_train / brightest, x_test / brightest
    y_train, y_test = to_categorical(y_train), to_categorical(y_test)

    model = keras.Sequential([
        keras.Input(x_train.shape[1:]),
        layers.Flatten(),
        layers.Dense(128, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    model.fit(x_train, y_train, epochs=options.epochs, batch_size=32, verbose=0)
    test_loss, test_accuracy = model.evaluate(x_test, y_test, verbose=0)
    print(f"Test accuracy: {test_accuracy:.4f}")
    # ANCHOR_END: program

    if options.save:
        model.save(options.save)
        model.save_weights(options.save.with_suffix(".weights.h5"))
        numpy.save(options.save.with_suffix(".npy"), model.predict(x_test, verbose=0))


if __name__ == "__main__":
    main()
