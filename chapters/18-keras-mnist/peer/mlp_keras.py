"""How long Keras takes for a training step of the network of `mnist.py`, on made-up images.

    KERAS_BACKEND=jax cargo run --release -p gradus-tests --example speed -- compare \
        --modes keras:keras-fit --peers chapters/18-keras-mnist/peer --python python3

runs it in turn with our own training. It prints the milliseconds of a step as one line of JSON.
"""

import argparse
import json
import os
import statistics
import time

IMAGES = 60_000


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=3, help="epochs to time, after one that is not")
    parser.add_argument("--modes", choices=["keras-fit"], default="keras-fit")
    options = parser.parse_args()
    # A backend makes a thread for each core that the process may use.
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-options.threads:])

    import keras
    import numpy
    from keras import layers

    rng = numpy.random.default_rng(1)
    images = rng.uniform(-1, 1, (IMAGES, 784)).astype("float32")
    labels = rng.integers(10, size=IMAGES)
    model = keras.Sequential([keras.Input((784,)), layers.Dense(128, activation="relu"), layers.Dense(10)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])

    def epoch():
        history = model.fit(images, labels, batch_size=options.batch, epochs=1, verbose=0)
        return history.history["loss"][0]

    last, times = epoch(), []
    for _ in range(options.repeats):
        start = time.perf_counter()
        last = epoch()
        times.append(1000 * (time.perf_counter() - start) / (IMAGES // options.batch))
    print(json.dumps({
        "framework": f"{options.modes} on {keras.backend.backend()}",
        "threads": options.threads,
        "batch": options.batch,
        "ms_per_step": statistics.median(times),
        "final_loss": last,
    }))


if __name__ == "__main__":
    main()
