//! The numbers everything is made of, their fast functions, and the matrix product.
