//! Automatic differentiation: a tape that remembers which rule was applied when.
