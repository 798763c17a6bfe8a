"""Loads into PyTorch what the crates have exported, and holds the outputs against the golden file.

    cargo test -p gradus-tests --test golden recurrent
    python load_state_dict.py FILE

FILE is gradus-back-to-pytorch.safetensors, which the test leaves in the folder of temporary files.
"""

import pathlib
import sys

import safetensors.torch

sys.dont_write_bytecode = True

from families.recurrent import Three  # noqa: E402

FOLDER = pathlib.Path(__file__).parent


if __name__ == "__main__":
    model = Three()
    for parameter in model.parameters():
        parameter.data.zero_()
    model.load_state_dict(safetensors.torch.load_file(sys.argv[1]))
    expected = safetensors.torch.load_file(FOLDER / "torch_outputs_f32.safetensors")
    for name, layer in model.named_children():
        difference = (layer(expected["all.x"])[0] - expected[f"{name}.y"]).abs().max().item()
        print(f"{name}: maximum difference is {difference}")
        assert difference < 1e-6
