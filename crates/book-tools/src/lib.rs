//! Turns the book's pages into HTML: maths, listings, outputs, results, figures, exercises, citations, and checks.
//!
//! The pages are Markdown in `book/src`, and mdBook makes HTML of them. What mdBook does not know is
//! replaced before: no code, no printed line and no measured number is typed into a page. `cargo gradus
//! book` does both in one program; an installed mdBook calls the step named in `book.toml`, and gives the
//! same pages.
//!
//! # What an author writes
//!
//! | written | becomes |
//! | --- | --- |
//! | `` $`x`$ `` | a formula in the line (in a table, `\|` for a bar) |
//! | ```` ```math ```` … ```` ``` ```` | a displayed formula; ```` ```math #label ```` gives it a number |
//! | `{{#listing crates/neurons/src/affine.rs:affine "caption"}}` | the lines between `// ANCHOR: affine` and `// ANCHOR_END: affine`, at most 35 of at most 100 columns, linked to the whole file |
//! | `{{#output ch02 perceptron}}` | what a run printed, under its command; `3..9` at the end takes these lines |
//! | `{{#figure ch02 margin "caption"}}` | the drawing that a run made |
//! | `{{#slider ch02 rate "caption"}}` | the same, of one with frames (`figures::Slider`), and a slider that moves through them |
//! | `{{#result ch02.sigmoid.test_accuracy percent1}}` | a number that a run measured, and on pointing at it where and when; formats: `percent1`, `fixed2` (any digit), `thousands`, or none |
//! | `{{#exercise 2.1}}` | the exercise's statement, command and hints, from its files |
//! | `{{#ref figure ch02 margin}}`, `{{#ref listing PATH:ANCHOR}}`, `{{#ref equation label}}`, `{{#ref exercise 2.1}}` | its number, linked |
//! | `[@rosenblatt1958]`, `[@a; @b]` | people and year, linked to the bibliography |
//! | `{{#bibliography}}` | the works that the book cites, out of `book/bibliography.toml` |
//! | `{{#term neuron}}`, `{{#term neuron "neurons"}}` | the word, linked to its entry in `glossary.md` |
//!
//! In code, in a block or in the line, all of these stay text. Listings, outputs, figures, exercises and
//! the bibliography stand alone on a line, also in a list or a quotation. [`MACROS`] are the notation that
//! every formula may use.
//!
//! The file of chapter 2 is called `ch02-….md` and its title in `SUMMARY.md` begins with "2. "; from there
//! come the numbers "Figure 2.1", "Listing 2.1", "(2.1)". On other pages nothing is numbered.
//!
//! A wrong directive, an unknown key, a missing file or anchor keeps the book from being built. All
//! mistakes are told at once, each with its file and line and with what to write instead.
//!
//! # A bibliography's entry
//!
//! ```toml
//! [rosenblatt1958]
//! authors = ["Rosenblatt, Frank"]     # Family, Given; an institution has no comma
//! title = "The perceptron: …"
//! venue = "Psychological Review 65 (6), 386–408"
//! year = 1958
//! doi = "10.1037/h0042519"            # or url = "…"
//! note = "…"                          # if there is something to say
//! ```
//!
//! # A chapter's runs
//!
//! [`artefacts`] makes and compares what outputs, figures and results show; [`artefacts::Run`] says how
//! `artefacts.toml` is written.
//!
//! # Example
//!
//! ```no_run
//! use book_tools::{Gradus, Workspace, build, check};
//!
//! let workspace = Workspace::at("/folder/of/the/repository");
//! let built = build(&workspace, &Gradus::default())?;
//! for diagnostic in check(&workspace, &built)? {
//!     eprintln!("{diagnostic}");
//! }
//! # Ok::<(), anyhow::Error>(())
//! ```
//!
//! # Why it is built this way
//!
//! **Formulas are typeset when the book is built**, by katex-rs: a page needs no script and no network, and
//! a formula that is wrong fails the build instead of showing red.
//!
//! **The pages of quoted files lie in `book/src/source`** while the book is built, ignored by git: mdBook
//! copies what it finds there, whichever way it was started.

pub mod artefacts;
mod bibliography;
mod build;
mod check;
mod diagnostic;
mod directive;
mod exercise;
mod figure;
mod glossary;
mod html;
mod listing;
mod maths;
mod numbering;
mod preprocessor;
mod render;
mod run_result;
mod scan;
mod slider;
mod sources;
mod workspace;

pub use build::{Built, build};
pub use check::check;
pub use diagnostic::{Diagnostic, Diagnostics};
pub use maths::MACROS;
pub use preprocessor::{Gradus, preprocess};
pub use workspace::Workspace;
