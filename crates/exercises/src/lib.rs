//! The book's exercises: list, check, hint, reset, and the proof that they work.
//!
//! An exercise is a folder of a chapter's package of exercises, `chapters/NN-name/exercises`:
//!
//! ```text
//! e1_name/
//!   exercise.toml   kind = "implement" | "bug" | "speed", minutes = 15, fails = ["test", …]
//!   stub.rs         `//! # 2.1 Title`, the statement, and what is to be completed or mended
//!   exercise.rs     a copy of it, the only file that the reader edits
//!   check.rs        the tests, which `use super::exercise::*`
//!   solution.rs     a solution with comments
//!   hints.md        three hints, separated by a line `---`
//!   wrong/*.rs      two to eight wrong answers, each with `//! caught-by:` and `//! message:`
//!   main.rs         makes these a test target, `ex02_1`
//! ```
//!
//! A chapter's first exercise, `e0_name`, is number 0: it takes two minutes, one or two lines of code, and is about
//! the chapter's first idea.
//!
//! A test that this machine cannot run, one of a CUDA kernel where there is no C++ compiler, say, ends by a panic
//! `not run: …` with the reason: it counts as neither right nor wrong.
//!
//! [`Exercise`] is what such a folder says, [`Course`] all of them. [`Attempt`] runs the tests on
//! what the reader wrote, [`progress()`] tells how far he has come, [`check()`] proves that every
//! stub fails as it should, every solution passes, and every wrong answer is caught. From what an
//! exercise was proved is kept beside it, in `exercises.lock`; it is proved again when that changes.
//!
//! # Why it is built this way
//!
//! **Nothing that the reader does to his file can lose the exercise**: its number comes from the
//! folder, title and statement from `stub.rs`. `exercise.rs` may be emptied, or be gone: hints, the
//! solution, the way back and the book are still there.
//!
//! **The reader needs nothing but cargo**: `cargo test -p ex02 --test ex02_1`. Every exercise is a
//! test target of its own, so one that does not compile yet stops no other, and it is a module of a
//! real crate, so editors understand it.
//!
//! **Progress is what tests said, never what somebody noted**: a file of progress could say something
//! untrue. What they said holds until anything changes from which it came.
//!
//! **A test that cannot fail is no test**: every one is seen failing, on the stub and on wrong
//! answers, and is seen to say what helps.

mod attempt;
mod cargo;
mod check;
mod colors;
mod course;
pub mod dependency_order;
mod exercise;
mod hints;
mod judge;
mod number;
mod origins;
mod plain;
mod problem;
mod progress;
mod report;
mod reset;
mod run;
mod table;
mod watch;
mod wrong;

pub use attempt::{Attempt, State};
pub use check::{Report, Watcher, Which, check};
pub use colors::Colors;
pub use course::{Course, Package, Unknown};
pub use exercise::{Exercise, Kind};
pub use hints::{hint_shown, next_hint};
pub use number::{Number, ParseNumberError};
pub use plain::plain;
pub use problem::Problem;
pub use progress::{current, known, next, progress, remember};
pub use report::report;
pub use reset::reset;
pub use run::{Outcome, Panic, RunResult};
pub use table::table;
pub use watch::watch;
pub use wrong::WrongAnswer;
