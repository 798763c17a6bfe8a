//! Data sets, batches, and the readers of their files.
