//! A copy of the course of `tests/fixture`, in which a test can do as it likes.

use exercises::{Course, Exercise, Number};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

pub struct Fixture(TempDir);

/// The package of exercises of the fixture.
pub const PACKAGE: &str = "chapters/02-fixture/exercises";

impl Fixture {
    pub fn new() -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        // Where cargo runs the test, which need not be where it was compiled.
        let package = std::env::var("CARGO_MANIFEST_DIR").unwrap();
        let original = Path::new(&package).join("../exercises/tests/fixture");
        copy(&original, folder.path());
        Fixture(folder)
    }

    pub fn root(&self) -> &Path {
        self.0.path()
    }

    /// The path of a file of the package of exercises.
    pub fn file(&self, name: &str) -> PathBuf {
        self.root().join(PACKAGE).join(name)
    }

    /// The course, built into a folder of its own whatever cargo's settings say.
    pub fn course(&self) -> Course {
        Course::open(self.root()).unwrap().with_target(&self.target())
    }

    /// Where it is built.
    pub fn target(&self) -> PathBuf {
        self.root().join("target")
    }

    /// Replaces a text in a file, which must hold it.
    #[track_caller]
    pub fn replace(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.file(name)).unwrap();
        assert!(text.contains(from), "{name} does not hold {from:?}");
        self.write(name, &text.replace(from, to));
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.file(name), text).unwrap();
    }

    /// Puts the solution where the reader writes.
    pub fn solve(&self, exercise: &str) {
        let docs = fs::read_to_string(self.file(&format!("{exercise}/exercise.rs"))).unwrap();
        let docs = docs.lines().take_while(|line| line.starts_with("//!"));
        let docs = docs.collect::<Vec<_>>().join("\n");
        let solution = fs::read_to_string(self.file(&format!("{exercise}/solution.rs"))).unwrap();
        self.write(&format!("{exercise}/exercise.rs"), &format!("{docs}\n\n{solution}"));
    }

    /// Copies an exercise, such as `e1_double` of number 2.1, to a folder with another number.
    pub fn copy_exercise(&self, exercise: &str, index: u32, name: &str) -> String {
        let copied = format!("e{index}_{name}");
        copy(&self.file(exercise), &self.file(&copied));
        let old = &exercise[1..exercise.find('_').unwrap()];
        let stub = format!("{copied}/stub.rs");
        self.replace(&stub, &format!("2.{old}"), &format!("2.{index}"));
        let target = format!("\n[[test]]\nname = \"ex02_{index}\"\npath = \"{copied}/main.rs\"\n");
        let manifest = fs::read_to_string(self.file("Cargo.toml")).unwrap();
        self.write("Cargo.toml", &(manifest + &target));
        copied
    }
}

/// The exercise of this index in the fixture's chapter.
pub fn exercise(course: &Course, index: u32) -> &Exercise {
    course.exercise(Number { chapter: 2, index }).unwrap()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, name) = (entry.as_ref().unwrap().path(), entry.unwrap().file_name());
        match path.is_dir() {
            true => copy(&path, &to.join(name)),
            false => drop(fs::copy(&path, to.join(name)).unwrap()),
        }
    }
}
