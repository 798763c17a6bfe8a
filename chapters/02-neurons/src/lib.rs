//! Chapter 2: neurons.
