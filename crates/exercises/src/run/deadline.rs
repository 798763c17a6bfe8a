//! Commands that must end in time.

use std::io::{Read, Result};
use std::process::{Command, Output, Stdio};
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Runs a command to its end and gives what it wrote, or kills it and gives nothing if the end does
/// not come in time.
pub(super) fn output(command: &mut Command, limit: Duration) -> Result<Option<Output>> {
    let start = Instant::now();
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let (sender, receiver) = mpsc::channel();
    let pipes = [
        child.stdout.take().map(|pipe| collect(pipe, sender.clone())),
        child.stderr.take().map(|pipe| collect(pipe, sender)),
    ];
    // A process that ends closes its pipes.
    for _ in &pipes {
        let left = limit.saturating_sub(start.elapsed());
        if receiver.recv_timeout(left).is_err() {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
    }
    let [stdout, stderr] =
        pipes.map(|pipe| pipe.and_then(|reader| reader.join().ok()).unwrap_or_default());
    Ok(Some(Output { status: child.wait()?, stdout, stderr }))
}

/// Reads to the end, then says so.
fn collect(mut pipe: impl Read + Send + 'static, done: Sender<()>) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // What could be read is what there is to show; nobody listens once time is up.
        let _ = pipe.read_to_end(&mut bytes);
        let _ = done.send(());
        bytes
    })
}
