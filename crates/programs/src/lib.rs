//! Runs a chapter's programs as a reader does, for the tests of the chapter.
//!
//! The tests of a package name its programs, which are among its examples:
//!
//! ```no_run
//! use programs::Program;
//!
//! const LENET: Program = Program::new("lenet").with_result_prefix("Test accuracy: ");
//!
//! let out = programs::temp_dir();
//! let output = LENET.run_ok(out.path(), &["--quick"]);
//! assert!(output.result(&LENET).parse::<f64>().unwrap() > 0.8);
//! assert!(programs::list_dir(out.path()).contains(&"model.safetensors".into()));
//!
//! let stderr = LENET.run_err(out.path(), &["--epochs", "none"]);
//! assert!(stderr.contains("--epochs"));
//! ```
//!
//! Programs run without the large data sets, whatever the machine has, and write into a folder of the
//! test's own.

mod files;
mod program;
mod run_output;

pub use files::{list_dir, temp_dir};
pub use program::Program;
pub use run_output::{FreshRun, RunOutput};
