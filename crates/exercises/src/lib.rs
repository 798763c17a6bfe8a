//! The book's exercises: list, check, hint, reset, and the proof that they work.
