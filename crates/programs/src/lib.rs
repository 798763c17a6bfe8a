//! Runs a chapter's programs as a reader does, for the tests of the chapter.
//!
//! The tests of a package know its programs, which are among its examples, by their names:
//!
//! ```no_run
//! use programs::Program;
//!
//! const LENET: Program = Program::new("lenet").with_result_prefix("Test accuracy: ");
//!
//! let out = programs::folder();
//! let ended = LENET.run_ok(out.path(), &["--quick"]);
//! assert!(ended.result(&LENET).parse::<f64>().unwrap() > 0.8);
//! assert!(programs::listing(out.path()).contains(&"model.safetensors".into()));
//!
//! let complaint = LENET.run_err(out.path(), &["--epochs", "none"]);
//! assert!(complaint.contains("--epochs"));
//! ```
//!
//! A program is run in an environment without the large data sets, whatever the machine has, and
//! writes into a folder of the test's own.

mod files;
mod program;
mod run_output;

pub use files::{list_dir, temp_dir};
pub use program::Program;
pub use run_output::{FreshRun, RunOutput};
