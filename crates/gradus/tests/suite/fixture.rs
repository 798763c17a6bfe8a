//! The small book of crate `book-tools`, in a folder that a test may change.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

pub struct Fixture(TempDir);

impl Fixture {
    pub fn new() -> Self {
        // Where cargo runs the test, which need not be where it was compiled.
        let package = std::env::var("CARGO_MANIFEST_DIR").unwrap();
        let fixture = Path::new(&package).join("../book-tools/tests/fixture");
        let folder = tempfile::tempdir().unwrap();
        copy(&fixture, folder.path());
        Self(folder)
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap();
    }

    /// The command with these words, for this book.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gradus"));
        command.args(words).stdout(Stdio::piped()).stderr(Stdio::piped());
        // Neither the data nor the build folder of whoever runs the tests.
        command.env_remove("GRADUS_DATA").env_remove("CARGO_TARGET_DIR");
        if words.get(1) != Some(&"preprocess") {
            command.arg("--root").arg(self.0.path());
        }
        command
    }

    /// The exit code, and what was printed.
    pub fn run(&self, words: &[&str]) -> (i32, String, String) {
        let output = self.command(words).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let from = entry.unwrap().path();
        let to = to.join(from.file_name().unwrap());
        match from.is_dir() {
            true => copy(&from, &to),
            false => drop(fs::copy(from, to).unwrap()),
        }
    }
}
