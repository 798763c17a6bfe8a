//! The frame that the book's programs share: options, threads, data, Ctrl-C, progress, results.
//!
//! A program contains what its chapter is about; here is what every program needs besides. A program
//! goes like this: [`Options::run`] starts the threads, [`Run::start`] makes the folder of results and
//! listens for Ctrl-C, [`Run::fit`] trains, with a checkpoint after every epoch. The program writes its
//! files with [`OutputDir::write`], and what a page quotes with a [`ResultsFile`].

mod device;
mod digits;
mod interrupt;
mod options;
mod output_dir;
mod print;
mod progress_bar;
mod results_file;
mod run;

pub use device::{DeviceError, parse_device};
pub use digits::{load_digits, mnist_or_digits};
pub use interrupt::Interrupt;
pub use options::{BasicOptions, BoxedOptimizer, OptimizerName, Options};
pub use output_dir::OutputDir;
pub use print::{history_table, history_table_of, say};
pub use progress_bar::ProgressBar;
pub use results_file::ResultsFile;
pub use run::Run;
pub use tensor::Device;
