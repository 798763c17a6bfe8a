//! English into French: an encoder reads, a decoder writes.
