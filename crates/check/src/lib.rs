//! Assertions that explain what is wrong with a number.
