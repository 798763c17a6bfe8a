//! Texts into classes: by counts of words, and by networks that see their order.
