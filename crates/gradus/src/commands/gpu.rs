//! `cargo gradus gpu`: the pretend GPU.

use anyhow::{Context, Result};
use clap::Args;
use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

/// Build the pretend GPU, on which CUDA kernels run without a GPU, and run a command on it
///
/// The kernels are compiled with this machine's C++ compiler ($CXX, else c++) and run on the
/// processor, thread by thread, with every access to memory checked. This shows whether they are
/// right, never how fast they are: a GPU is many thousands of times faster.
#[derive(Args, Debug)]
pub struct Gpu {
    /// The command to run on it, such as `cargo test --features cuda` [default: say how]
    #[arg(last = true)]
    command: Vec<OsString>,
}

impl Gpu {
    /// Builds the libraries, and runs the command if there is one; whether that ended well.
    ///
    /// # Errors
    /// If this is not Linux, if there is no C++ compiler, or if the command cannot be started.
    pub fn run(&self) -> Result<bool> {
        let folder = pretend_gpu::build()?;
        let Some((program, words)) = self.command.split_first() else {
            explain(&folder);
            return Ok(true);
        };
        let mut command = Command::new(program);
        command.args(words).env("LD_LIBRARY_PATH", library_path(&folder)?);
        command.env("GRADUS_REQUIRE_GPU", "1");
        // Each tensor in memory of its own, so that what leaves it is found.
        command.env("GRADUS_GPU_POOL", "off");
        let name = program.to_string_lossy();
        let status = command.status().with_context(|| format!("{name} cannot be started"))?;
        Ok(status.success())
    }
}

/// Where the loader looks for libraries: in this folder first.
fn library_path(folder: &Path) -> Result<OsString> {
    let others = env::var_os("LD_LIBRARY_PATH").unwrap_or_default();
    let others = env::split_paths(&others).filter(|path| !path.as_os_str().is_empty());
    let all = std::iter::once(folder.to_path_buf()).chain(others);
    env::join_paths(all).context("the path of the workspace has a colon in it")
}

fn explain(folder: &Path) {
    let folder = folder.display();
    println!("The pretend GPU is in {folder}.");
    println!("It is for correctness only: it says nothing about time.\n");
    println!("Run a test or a program on it, for instance:");
    println!(
        "  cargo gradus gpu -- cargo test -p gradus-tests --features cuda --test engine devices"
    );
    println!("which is the same as:");
    println!(
        "  LD_LIBRARY_PATH={folder} GRADUS_REQUIRE_GPU=1 GRADUS_GPU_POOL=off \
         cargo test -p gradus-tests --features cuda --test engine devices"
    );
    println!("\ntests/pretend-gpu/README.md says what it checks and which variables it reads.");
}
