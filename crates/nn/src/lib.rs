//! Layers that own parameters, their initialization, and checkpoints.
