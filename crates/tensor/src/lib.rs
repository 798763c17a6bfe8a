//! Tensors: a shape and a shared block of numbers, on the processor or the GPU.
