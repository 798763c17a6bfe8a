//! Chapter 19: PyTorch's first program from scratch.
