//! The book's figures, in one house style that follows light and dark themes.
