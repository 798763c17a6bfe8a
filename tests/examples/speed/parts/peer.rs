//! PyTorch, in a process that waits to be asked.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;
use tensor::Shape;

/// A running `parts.py`: one line of JSON asks, one answers.
pub struct Peer {
    process: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

impl Peer {
    /// Starts it.
    pub fn start(python: &Path, threads: usize) -> Result<Self> {
        let script = gradus_tests::workspace().join("tests/examples/speed/parts.py");
        let mut command = Command::new(python);
        command.arg(script).arg(threads.to_string());
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().with_context(|| format!("cannot run {command:?}"))?;
        let to = process.stdin.take().context("its input is a pipe")?;
        let from = BufReader::new(process.stdout.take().context("its output is a pipe")?);
        Ok(Peer { process, to, from })
    }

    /// Makes it ready to step.
    pub fn prepare(&mut self, part: &str, shapes: &[Shape]) -> Result<()> {
        let shapes: Vec<&[usize]> = shapes.iter().map(Shape::dims).collect();
        self.ask(json!({ "part": part, "shapes": shapes })).map(drop)
    }

    /// The microseconds that a step takes: the mean over as many as fit into `time`.
    pub fn block(&mut self, time: Duration) -> Result<f64> {
        let answer = self.ask(json!({ "seconds": time.as_secs_f64() }))?;
        answer["microseconds"].as_f64().with_context(|| format!("{answer} is no time"))
    }

    fn ask(&mut self, question: Value) -> Result<Value> {
        writeln!(self.to, "{question}")?;
        let mut answer = String::new();
        if self.from.read_line(&mut answer)? == 0 {
            bail!("parts.py ended at {question}: {}", self.process.wait()?);
        }
        Ok(serde_json::from_str(&answer)?)
    }
}

/// It ends when nobody asks any more.
impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
