//! What the programs of the chapters made for the book: outputs, figures, results.
//!
//! Each chapter's `artefacts.toml` lists its [`Run`]s. A [`Task`] runs one of them and keeps what it
//! made in the chapter's folders `outputs`, `figures` and `results`, or compares the two.
//!
//! # When are two the same?
//!
//! On the class of processor on which it was kept, every byte of an output or a figure is the same,
//! apart from what matches a pattern of `varies`. On another class sums are taken in another order:
//! there numbers may differ by the run's `tolerance`, and the text between them is the same. Results
//! are measurements, and may differ by the tolerance everywhere.
//!
//! # When is a run made anew?
//!
//! When it may give something else than is kept. `artefacts.lock`, beside `artefacts.toml`, holds for
//! each run two fingerprints (crate [`fingerprint`]): `sources`, from what it was made, which is its
//! command, its program with all crates below, embedded data, versions and settings, and of the large
//! data sets the checksums; and `products`, the kept files themselves, so that one which was edited by
//! hand is noticed. `checked` names the classes of processor on which it was made of just that, and
//! found the same. A run whose sources, products and class are those of the lock *fits*
//! ([`Task::standing`]).
//!
//! [`plan()`] says what is to be done about each run:
//!
//! | | quick, fits | quick, does not | slow, fits but for the class | slow, does not |
//! | --- | --- | --- | --- | --- |
//! | check | one in sixteen, drawn by the commit | made anew, compared | – | told |
//! | keep | – | made anew, kept | – | made anew, kept |
//! | either, all | made anew | made anew | made anew | made anew |
//!
//! So a check makes anew what has changed, and over the commits everything has its turn. A run whose
//! large data sets are not there is skipped, and that is told. A check writes nothing but the lock, and
//! that only when it found all products of a run the same.

mod compare;
mod lock;
mod machine;
mod manifest;
mod numbers;
mod origins;
mod plan;
mod products;
mod snapshot;
mod task;
mod words;

pub use lock::Standing;
pub use machine::Machine;
pub use manifest::{Kind, Manifest, Run};
pub use origins::Origins;
pub use plan::{Step, Why, plan};
pub use snapshot::orphans;
pub(crate) use snapshot::read_results;
pub use task::{Outcome, Task};
