//! A copy of the fixture that a test may change.

use book_tools::{Built, Gradus, Workspace, build, check};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The small book, in a folder of its own.
pub struct Fixture {
    folder: TempDir,
}

impl Fixture {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // Where cargo runs the test, which need not be where it was compiled.
        let package = std::env::var("CARGO_MANIFEST_DIR").unwrap();
        let fixture = Path::new(&package).join("tests/fixture");
        copy(&fixture, folder.path());
        Self { folder }
    }

    /// The small book, its chapter replaced by this text below its title.
    pub fn with_chapter(text: &str) -> Self {
        let fixture = Self::new();
        fixture.write("book/src/preface.md", "# Preface\n");
        fixture.write("book/src/ch02-neurons.md", &format!("# Neurons\n\n{text}\n"));
        fixture
    }

    pub fn workspace(&self) -> Workspace {
        Workspace::at(self.folder.path())
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Replaces a text that is there.
    #[track_caller]
    pub fn replace(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{old:?} is not in {path}");
        self.write(path, &text.replace(old, new));
    }

    pub fn build(&self) -> anyhow::Result<Built> {
        build(&self.workspace(), &Gradus::default())
    }

    /// The built chapter, between `<main>` and `</main>`.
    #[track_caller]
    pub fn chapter(&self) -> String {
        self.build().unwrap();
        self.main("ch02-neurons.html")
    }

    /// A built page, between `<main>` and `</main>`.
    pub fn main(&self, page: &str) -> String {
        let page = self.read(&format!("target/book/{page}"));
        page.split_once("<main>").unwrap().1.split_once("</main>").unwrap().0.to_owned()
    }

    /// What keeps the book from being built.
    #[track_caller]
    pub fn mistakes(&self) -> String {
        let error = self.build().expect_err("the book has a mistake");
        format!("{error:#}")
    }

    /// What the checks of the built book find.
    pub fn findings(&self) -> Vec<String> {
        let gradus = Gradus::default();
        let built = build(&self.workspace(), &gradus).unwrap();
        let mut findings = check(&self.workspace(), &built).unwrap();
        findings.extend(gradus.uncited());
        findings.iter().map(ToString::to_string).collect()
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

/// The text without its tags.
pub fn text(html: &str) -> String {
    let mut text = String::new();
    let mut tag = false;
    for letter in html.chars() {
        match letter {
            '<' => tag = true,
            '>' => tag = false,
            letter if !tag => text.push(letter),
            _ => {}
        }
    }
    text
}

#[track_caller]
pub fn assert_contains(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part} in:\n{text}");
    }
}
