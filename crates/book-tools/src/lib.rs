//! Turns the book's pages into HTML: maths, listings, outputs, results, figures, exercises, citations, and checks.
