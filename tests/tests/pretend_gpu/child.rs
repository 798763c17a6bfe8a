//! A fault ends the use of the GPU in its process, as on a real card: each is tried in a process of its
//! own, and what that process says is read here.

use crate::gpu::Gpu;
use std::process::Command;

/// What a child is to do: the test's own name.
const TASK: &str = "GRADUS_PRETEND_TASK";

/// Runs the test `name` again in a child with these variables, and gives what it wrote to both streams.
fn run(name: &str, variables: &[(&str, &str)]) -> String {
    let program = std::env::current_exe().expect("this program has a path");
    let mut command = Command::new(program);
    command.args(["--exact", name, "--nocapture", "--test-threads=1"]).env(TASK, name);
    command.envs(variables.iter().copied());
    let output = command.output().expect("this program can be started again");
    let all = [output.stdout, output.stderr].concat();
    String::from_utf8_lossy(&all).into_owned()
}

/// In the child: does the task and says how it ended. In the test: runs the child, and checks that it
/// says each of these. `name` is the path of the test that calls this.
#[track_caller]
pub fn check(
    name: &str,
    variables: &[(&str, &str)],
    expected: &[&str],
    task: impl FnOnce() -> String,
) {
    if std::env::var(TASK).is_ok_and(|asked| asked == name) {
        println!("ended with: {}", task());
        return;
    }
    if Gpu::find().is_none() {
        return;
    }
    let said = run(name, variables);
    for part in expected {
        assert!(said.contains(part), "{name}: {part:?} is not said in:\n{said}");
    }
}
