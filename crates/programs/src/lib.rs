//! Runs a chapter's programs as a reader does, for the tests of the chapter.
//!
//! The tests of a package know its programs, which are among its examples, by their names:
//!
//! ```no_run
//! use programs::Program;
//!
//! const LENET: Program = Program::new("lenet").ending_with("Test accuracy: ");
//!
//! let out = programs::folder();
//! let ended = LENET.run_well(out.path(), &["--quick"]);
//! assert!(ended.result(&LENET).parse::<f64>().unwrap() > 0.8);
//! assert!(programs::listing(out.path()).contains(&"model.safetensors".into()));
//!
//! let complaint = LENET.run_badly(out.path(), &["--epochs", "none"]);
//! assert!(complaint.contains("--epochs"));
//! ```
//!
//! A program is run in an environment without the large data sets, whatever the machine has, and
//! writes into a folder of the test's own.

mod ended;
mod files;
mod program;

pub use ended::{Ended, Fresh};
pub use files::{folder, listing};
pub use program::Program;
