"""What is computed: each family of cases is a function that fills a file, here with its types."""

import torch

from families.class_losses import class_losses
from families.along_axes import along_axes
from families.attention import attention
from families.axes import axes
from families.batch_norms import folding, keras_batch_norm
from families.batched_products import batched_products
from families.descent import descent
from families.elementwise import elementwise
from families.functions import activations, losses, softmax
from families.further import functions, further_activations
from families.further_images import further_convolutions, further_pools, pool_indices
from families.further_losses import further_losses
from families.further_optimizers import further_optimizers, small_rates
from families.images import convolutions, lenet, pools
from families.keras_layers import keras_layers
from families.keras_optimizers import keras_optimizers
from families.layouts import layouts
from families.layers import affine, network, parallel
from families.newer_optimizers import newer_optimizers
from families.normalizations import normalizations
from families.onnx_layers import onnx_layers
from families.operations import arithmetic, operations
from families.optimizers import clipping, optimizers, schedules
from families.recurrent import recurrent, torch_outputs, torch_state_dict
from families.transformer import (
    gpt2, gpt2_outputs, rotary, torch_transformer, torch_transformer_outputs, transformer_layers,
)

BOTH = {"f32": torch.float32, "f64": torch.float64}
FAMILIES = {
    activations: BOTH,
    softmax: BOTH,
    losses: BOTH,
    affine: BOTH,
    arithmetic: BOTH,
    operations: BOTH,
    # Sums of 2048 numbers of both signs keep too few digits in float32 to be compared.
    parallel: {"f64": torch.float64},
    network: BOTH,
    optimizers: BOTH,
    clipping: BOTH,
    further_optimizers: BOTH,
    # Learning rates are f64 whatever the parameters are.
    schedules: {"f64": torch.float64},
    small_rates: {"f64": torch.float64},
    further_activations: BOTH,
    functions: BOTH,
    further_losses: BOTH,
    class_losses: BOTH,
    descent: BOTH,
    normalizations: BOTH,
    folding: BOTH,
    convolutions: BOTH,
    pools: BOTH,
    further_convolutions: BOTH,
    further_pools: BOTH,
    # Positions are the same in both types.
    pool_indices: {"f32": torch.float32},
    lenet: BOTH,
    recurrent: BOTH,
    axes: BOTH,
    layouts: BOTH,
    elementwise: BOTH,
    along_axes: BOTH,
    batched_products: BOTH,
    attention: BOTH,
    rotary: BOTH,
    transformer_layers: BOTH,
    torch_transformer: {"f32": torch.float32},
    torch_transformer_outputs: {"f32": torch.float32},
    # Made with Hugging Face's transformers.
    gpt2: {"f32": torch.float32},
    gpt2_outputs: {"f32": torch.float32},
    # A state dict has one type of number, and a model is saved in float32.
    torch_state_dict: {"f32": torch.float32},
    torch_outputs: {"f32": torch.float32},
    keras_layers: {"f32": torch.float32},
    # In float32 Keras's 1 − β₂ᵗ keeps too few digits to be compared.
    keras_optimizers: {"f64": torch.float64},
    keras_batch_norm: {"f32": torch.float32},
    newer_optimizers: BOTH,
    onnx_layers: {"f32": torch.float32},
}
