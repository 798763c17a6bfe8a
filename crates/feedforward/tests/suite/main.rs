//! The program of this crate: a table with text is learnt, saved in one file, and predicted from it.

mod iris;
