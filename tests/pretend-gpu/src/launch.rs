//! Launching one kernel.

use crate::request::{self, Argument};
use crate::{Turn, build, quote};
use std::io::{ErrorKind, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A kernel, in CUDA C++.
#[derive(Clone, Copy, Debug)]
pub struct Kernel<'a> {
    /// A text that defines it, such as NVIDIA's run-time compiler takes: without headers.
    pub text: &'a str,
    /// Its name there, where it stands as `extern "C" __global__ void name(…)`.
    pub name: &'a str,
}

/// Why a launch has no results. `Display` says what happened and where, with the lines of the kernel's text.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no pretend GPU here: the kernel was not run.
    #[error("{0}")]
    Unavailable(String),
    /// The compiler does not take the text.
    #[error("the kernel does not compile:\n{0}")]
    Compile(String),
    /// The kernel did what it must not do, or the launch does not fit it.
    #[error("{0}")]
    Fault(String),
}

/// How the program of `run/run.cpp` ends.
const FAULT: i32 = 1;
const COMPILE: i32 = 2;

/// What stands in front of everything that the pretend GPU says.
const SPEAKER: &str = "pretend GPU: ";

impl Kernel<'_> {
    /// Runs the kernel; then the outputs hold what it wrote. `grid` is the number of blocks along x, y and z,
    /// `block` the number of threads of a block. The pretend GPU is built first if it has to be, which takes
    /// some ten seconds.
    ///
    /// # Errors
    /// [`Error::Unavailable`] where there is no Linux or no C++ compiler, [`Error::Compile`] with what the
    /// compiler says, [`Error::Fault`] for whatever the kernel does wrong; the outputs are then as they were.
    pub fn launch<const N: usize>(
        &self,
        grid: [u32; 3],
        block: [u32; 3],
        arguments: [Argument<'_>; N],
    ) -> Result<(), Error> {
        self.run(grid, block, arguments, false).map(|_| ())
    }

    /// As [`launch`](Self::launch), and tells in which order the threads ran, turn by turn.
    ///
    /// # Errors
    /// As [`launch`](Self::launch).
    pub fn trace<const N: usize>(
        &self,
        grid: [u32; 3],
        block: [u32; 3],
        arguments: [Argument<'_>; N],
    ) -> Result<Vec<Turn>, Error> {
        let said = self.run(grid, block, arguments, true)?;
        Ok(said.lines().filter_map(Turn::parse).collect())
    }

    /// What the program said of a launch that went well.
    fn run<const N: usize>(
        &self,
        grid: [u32; 3],
        block: [u32; 3],
        mut arguments: [Argument<'_>; N],
        traced: bool,
    ) -> Result<String, Error> {
        let unavailable = |error: anyhow::Error| Error::Unavailable(format!("{error:#}"));
        let folder = build().map_err(unavailable)?;
        let request = request::bytes(self, grid, block, &arguments);
        let output = answer(&folder.join(build::PROGRAM), &request, traced)
            .map_err(|error| unavailable(error.into()))?;
        let said = String::from_utf8_lossy(&output.stderr).replace(SPEAKER, "");
        let said = quote::with_lines(said.trim_end(), self.text);
        match output.status.code() {
            Some(0) if request::fill(&mut arguments, &output.stdout) => Ok(said),
            Some(FAULT) => Err(Error::Fault(said)),
            Some(COMPILE) => Err(Error::Compile(said)),
            _ => Err(Error::Fault(format!("the launch ended with {}: {said}", output.status))),
        }
    }
}

/// What the program says to this request.
fn answer(program: &Path, request: &[u8], traced: bool) -> std::io::Result<Output> {
    let mut command = Command::new(program);
    command.env("PRETEND_GPU_TRACE", if traced { "1" } else { "0" });
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    // It reads everything before it writes anything.
    let sent = child.stdin.take().map_or(Ok(()), |mut pipe| pipe.write_all(request));
    match sent {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error),
        _ => child.wait_with_output(),
    }
}
