"""Computes with PyTorch what the crates must compute too, and writes it down.

    python make_golden.py                 writes FAMILY_f32.safetensors and FAMILY_f64.safetensors
    python make_golden.py FAMILY...       writes only these
    python make_golden.py --read FILE     shows what a safetensors file holds

Needs Python with torch, numpy and safetensors; tests/golden/README.md has the versions used. The
tests read the files only, so building and testing Gradus needs no Python.
"""

import argparse
import pathlib
import platform
import sys

import numpy
import safetensors
import safetensors.torch
import torch

# The folder of the golden files is for golden files: no __pycache__.
sys.dont_write_bytecode = True

from families import FAMILIES  # noqa: E402
from families.golden import Golden  # noqa: E402

FOLDER = pathlib.Path(__file__).parent


def write(wanted):
    # One thread, so that sums are always added in the same order.
    torch.set_num_threads(1)
    versions = ", ".join([
        f"Python {platform.python_version()}",
        f"torch {torch.__version__.split('+')[0]}",
        f"numpy {numpy.__version__}",
        f"safetensors {safetensors.__version__}",
    ])
    total = 0
    for family, dtypes in FAMILIES.items():
        if wanted and family.__name__ not in wanted:
            continue
        for suffix, dtype in dtypes.items():
            golden = Golden(dtype)
            family(golden)
            file = FOLDER / f"{family.__name__}_{suffix}.safetensors"
            made_with = ", ".join([versions, *golden.made_with])
            safetensors.torch.save_file(golden.tensors, file, metadata={"made_with": made_with})
            total += file.stat().st_size
            print(f"{file.name}: {len(golden.tensors)} tensors, {file.stat().st_size} bytes")
    print(f"{total} bytes in all, made with {versions}")


def read(file):
    with safetensors.safe_open(file, "pt") as archive:
        print("metadata:", archive.metadata())
        for name in sorted(archive.keys()):
            tensor = archive.get_tensor(name)
            print(f"{name}: {tensor.dtype} {list(tensor.shape)}, sum {tensor.double().sum():.9g}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("family", nargs="*", help="write only this family")
    parser.add_argument("--read", metavar="FILE", help="show what FILE holds instead")
    options = parser.parse_args()
    read(options.read) if options.read else write(options.family)
