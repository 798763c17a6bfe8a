//! Running tests: each in a process of its own, with a time limit.
//!
//! So a test that loops is ended and named, one that overflows its stack takes no other with it,
//! and what each one says is known without sorting it out.

use anyhow::{Context, Result, ensure};
use std::io::Read;
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

mod panics;

pub use panics::Panic;

/// How a test ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It passed.
    Passed,
    /// It failed, by a panic or because an expected one did not come.
    Failed,
    /// It is marked to be ignored.
    Ignored,
    /// It did not end within its time.
    TimedOut,
    /// Its process died, perhaps by an overflow of the stack.
    Died,
}

/// A test that was run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ran {
    /// Its name within `check.rs`.
    pub test: String,
    /// How it ended.
    pub outcome: Outcome,
    /// The panics on the way, the last one usually its end.
    pub panics: Vec<Panic>,
    /// All that it printed, panics among it.
    pub output: String,
}

/// A test program.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    /// Where it lies.
    pub path: PathBuf,
    /// Where it is to run.
    pub folder: PathBuf,
}

impl Program {
    fn command(&self) -> Command {
        let mut command = Command::new(&self.path);
        command.current_dir(&self.folder).stdin(Stdio::null());
        // A backtrace is a wall in front of the message.
        command.env("RUST_BACKTRACE", "0");
        command
    }

    /// The names of all tests.
    pub fn tests(&self) -> Result<Vec<String>> {
        let broken = || format!("{}: cannot list its tests", self.path.display());
        let output = self.command().args(["--list", "--format", "terse"]).output();
        let output = output.with_context(broken)?;
        ensure!(output.status.success(), broken());
        let text = String::from_utf8_lossy(&output.stdout);
        Ok(text.lines().filter_map(|line| line.strip_suffix(": test")).map(String::from).collect())
    }

    /// Runs the test of this full name; its name in the answer is without `prefix`.
    pub fn run(&self, prefix: &str, test: &str, limit: Duration) -> Result<Ran> {
        let name = format!("{prefix}{test}");
        let mut command = self.command();
        command.args(["--exact", &name, "--test-threads", "1", "--color", "never"]);
        let output = ended(command.stdout(Stdio::piped()).stderr(Stdio::piped()), limit)
            .with_context(|| format!("{}: cannot be run", self.path.display()))?;
        let Some((status, stdout, stderr)) = output else {
            return Ok(Ran {
                test: test.into(),
                outcome: Outcome::TimedOut,
                panics: vec![],
                output: String::new(),
            });
        };
        let captured = panics::captured(&stdout, &name);
        let outcome = match status.code() {
            Some(0) if stdout.contains("... ignored") => Outcome::Ignored,
            Some(0) => Outcome::Passed,
            Some(_) if captured.is_some() => Outcome::Failed,
            _ => Outcome::Died,
        };
        let output = [captured.unwrap_or_default(), &stderr].concat();
        Ok(Ran { test: test.into(), outcome, panics: Panic::all_in(&output), output })
    }
}

type Ended = (std::process::ExitStatus, String, String);

/// Runs a command to its end, or kills it and gives nothing if that does not come in time.
fn ended(command: &mut Command, limit: Duration) -> std::io::Result<Option<Ended>> {
    let mut child = command.spawn()?;
    let (sender, receiver) = mpsc::channel();
    let collect = |mut pipe: Box<dyn Read + Send>| {
        let sender = sender.clone();
        thread::spawn(move || {
            let mut bytes = Vec::new();
            // What could be read is what there is to show.
            let _ = pipe.read_to_end(&mut bytes);
            let _ = sender.send(());
            String::from_utf8_lossy(&bytes).into_owned()
        })
    };
    let readers = [
        child.stdout.take().map(|pipe| collect(Box::new(pipe))),
        child.stderr.take().map(|pipe| collect(Box::new(pipe))),
    ];
    drop(sender);
    let start = std::time::Instant::now();
    for _ in readers.iter().flatten() {
        let left = limit.saturating_sub(start.elapsed());
        if receiver.recv_timeout(left).is_err() {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
    }
    let status = child.wait()?;
    let [stdout, stderr] =
        readers.map(|reader| reader.and_then(|it| it.join().ok()).unwrap_or_default());
    Ok(Some((status, stdout, stderr)))
}

/// Does a piece of work for each item, on all processors, and gives the results in order.
pub(crate) fn in_parallel<I: Sync, O: Send>(items: &[I], work: impl Fn(&I) -> O + Sync) -> Vec<O> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let next = std::sync::atomic::AtomicUsize::new(0);
    let mut done: Vec<(usize, O)> = thread::scope(|scope| {
        let worker = || {
            let take = || next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let mine = std::iter::repeat_with(take).take_while(|i| *i < items.len());
            mine.map(|i| (i, work(&items[i]))).collect::<Vec<_>>()
        };
        let handles: Vec<_> = (0..workers).map(|_| scope.spawn(worker)).collect();
        handles
            .into_iter()
            .flat_map(|it| it.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    });
    done.sort_by_key(|(i, _)| *i);
    done.into_iter().map(|(_, result)| result).collect()
}
