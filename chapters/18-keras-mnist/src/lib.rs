//! Chapter 18: Keras's first program from scratch.
