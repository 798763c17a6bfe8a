"""The tensors of one golden file, and how an operation gets into it."""

import torch


def upstream(y):
    """How some loss changes with y: eighths, none of them zero, the same in Python and Rust."""
    i = torch.arange(y.numel())
    return ((2 * (7 * i % 11) - 11) / 8).to(y.dtype).reshape(y.shape)


class Golden:
    """The tensors of one file."""

    def __init__(self, dtype):
        self.dtype = dtype
        self.tensors = {}
        # Names and versions of libraries beside PyTorch.
        self.made_with = []
        self.random = torch.Generator().manual_seed(1)

    def normal(self, *shape):
        """Standard normal numbers. All fit into float32, so that both files have the same."""
        numbers = torch.randn(shape, generator=self.random, dtype=torch.float64)
        return numbers.to(torch.float32).to(self.dtype)

    def numbers(self, *rows):
        return torch.tensor(rows, dtype=self.dtype)

    def add(self, case, **tensors):
        for name, tensor in tensors.items():
            # A copy: optimizers change parameters in place.
            self.tensors[f"{case}.{name}"] = tensor.detach().clone().contiguous()

    def inputs(self, case, **tensors):
        """What the operations of this case are computed from."""
        self.case, self.leaves = case, tensors
        self.add(case, **tensors)

    def operation(self, name, f):
        """The value of f at the inputs, and their gradients if the value's is `upstream`."""
        leaves = {key: x.clone().requires_grad_() for key, x in self.leaves.items()}
        y = f(*leaves.values())
        y.backward(upstream(y))
        gradients = {f"d{key}": x.grad for key, x in leaves.items()}
        self.add(f"{self.case}.{name}", y=y, **gradients)
