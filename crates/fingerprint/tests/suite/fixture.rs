//! A small workspace in which a test can change what it likes.

use fingerprint::{Fingerprint, Profile, Workspace};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The files of the workspace.
const FILES: &[(&str, &str)] = &[
    (
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\", \"chapters/*\"]\n\n\
         [profile.dev]\nopt-level = 1\n\n[profile.release]\nopt-level = 3\n\n\
         [profile.release.package.foreign]\nopt-level = 1\n\n\
         [profile.release.package.smaller]\nopt-level = 2\n",
    ),
    ("Cargo.lock", LOCK),
    (".cargo/config.toml", "[build]\nrustflags = [\"-Copt\"]\n\n[alias]\nx = \"run\"\n"),
    (
        "crates/below/Cargo.toml",
        "[package]\nname = \"below\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [features]\nfast = []\n\n[dependencies]\nsmall = \"1\"\n",
    ),
    (
        "crates/below/src/lib.rs",
        "//! What is below.\n\nmod inner;\n\nconst DATA: &[u8] = include_bytes!(\"../data/table.csv\");\n\n\
         /// The sum.\npub fn sum() -> u8 {\n    DATA.iter().sum::<u8>() + inner::one()\n}\n",
    ),
    ("crates/below/src/inner.rs", "pub fn one() -> u8 {\n    small::ONE\n}\n"),
    ("crates/below/data/table.csv", "1,2,3\n"),
    (
        "crates/test-tool/Cargo.toml",
        "[package]\nname = \"test-tool\"\nversion = \"0.1.0\"\nedition = \"2024\"\n",
    ),
    ("crates/test-tool/src/lib.rs", "pub fn tool() -> u8 {\n    7\n}\n"),
    (
        "chapters/01-one/Cargo.toml",
        "[package]\nname = \"ch01\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nbelow = { path = \"../../crates/below\" }\n\n\
         [dev-dependencies]\ntest-tool = { path = \"../../crates/test-tool\" }\n",
    ),
    ("chapters/01-one/src/lib.rs", "pub fn shared() -> u8 {\n    below::sum()\n}\n"),
    (
        "chapters/01-one/examples/plain.rs",
        "//! A program.\n\nfn main() {\n    assert!(true && true);\n    println!(\"{}\", ch01::shared() + 1);\n}\n",
    ),
    (
        "chapters/01-one/examples/tooled.rs",
        "fn main() {\n    println!(\"{}\", test_tool::tool());\n}\n",
    ),
    (
        "chapters/02-two/Cargo.toml",
        "[package]\nname = \"ch02\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nforeign = \"2\"\n",
    ),
    ("chapters/02-two/src/lib.rs", "pub use foreign::two;\n"),
    ("chapters/02-two/examples/other.rs", "fn main() {\n    ch02::two();\n}\n"),
];

const LOCK: &str = "version = 4\n\n\
    [[package]]\nname = \"below\"\nversion = \"0.1.0\"\ndependencies = [\n \"small\",\n]\n\n\
    [[package]]\nname = \"ch01\"\nversion = \"0.1.0\"\ndependencies = [\n \"below\",\n]\n\n\
    [[package]]\nname = \"ch02\"\nversion = \"0.1.0\"\ndependencies = [\n \"foreign\",\n]\n\n\
    [[package]]\nname = \"foreign\"\nversion = \"2.0.0\"\nsource = \"registry\"\nchecksum = \"f200\"\n\
    dependencies = [\n \"smaller 0.3.0\",\n]\n\n\
    [[package]]\nname = \"small\"\nversion = \"1.0.0\"\nsource = \"registry\"\nchecksum = \"a100\"\n\
    dependencies = [\n \"smaller 0.5.0\",\n]\n\n\
    [[package]]\nname = \"smaller\"\nversion = \"0.3.0\"\nsource = \"registry\"\nchecksum = \"c030\"\n\n\
    [[package]]\nname = \"smaller\"\nversion = \"0.5.0\"\nsource = \"registry\"\nchecksum = \"b050\"\n";

pub struct Fixture(TempDir);

impl Fixture {
    pub fn new() -> Self {
        let fixture = Fixture(tempfile::tempdir().unwrap());
        for (name, text) in FILES {
            fixture.write(name, text);
        }
        fixture
    }

    pub fn path(&self, name: &str) -> PathBuf {
        // As cargo names it: a temporary folder may be a link.
        self.0.path().canonicalize().unwrap().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Replaces a text that is there.
    #[track_caller]
    pub fn replace(&self, name: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.path(name)).unwrap();
        assert!(text.contains(old), "{old:?} is not in {name}");
        self.write(name, &text.replace(old, new));
    }

    pub fn workspace(&self) -> Workspace {
        Workspace::open(&self.path("")).unwrap()
    }

    /// What a program of chapter 1 comes from.
    pub fn example(&self, name: &str) -> Fingerprint {
        self.workspace().example("ch01", name, Profile::Release).unwrap()
    }

    /// Why there is no fingerprint.
    pub fn error(&self) -> String {
        let error = self.workspace().example("ch01", "plain", Profile::Release).unwrap_err();
        format!("{error:#}")
    }
}

/// Whether a path leads to a Rust source.
pub fn is_rust(path: &Path) -> bool {
    path.extension().is_some_and(|it| it == "rs")
}
