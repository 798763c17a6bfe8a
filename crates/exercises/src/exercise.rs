//! An exercise, as its folder tells it.

use crate::{Number, Problem, WrongAnswer, problem};
use serde::Deserialize;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

pub(crate) mod parse;

/// What an exercise asks for, and therefore how its untouched stub fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Write what is missing: every test stops where the stub says that something is to be written.
    Implement,
    /// Find the planted bug: the tests named in [`Exercise::fails`] fail by an assertion, the
    /// others pass.
    Bug,
    /// Make it faster: right, but the tests named in [`Exercise::fails`] find it too slow.
    Speed,
}

/// An exercise: one folder of a chapter's package of exercises.
///
/// ```no_run
/// let exercise = exercises::Exercise::read("chapters/02-neurons/exercises/e1_affine".as_ref())?;
/// println!("{} {} ({} min)", exercise.number, exercise.title, exercise.minutes);
/// println!("{}", exercise.statement);                      // Markdown
/// # Ok::<(), exercises::Problem>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exercise {
    /// Its number.
    pub number: Number,
    /// Its title.
    pub title: String,
    /// What is to be done, in Markdown: the docs of `stub.rs` after the title.
    pub statement: String,
    /// What kind of exercise it is.
    pub kind: Kind,
    /// How long it takes.
    pub minutes: u32,
    /// The tests that fail on the stub, for a bug or for speed.
    pub fails: Vec<String>,
    /// Three hints in Markdown, from a nudge to nearly all.
    pub hints: Vec<String>,
    /// Where it lies.
    pub folder: PathBuf,
}

/// What `exercise.toml` says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    kind: Kind,
    minutes: u32,
    #[serde(default)]
    fails: Vec<String>,
}

impl Exercise {
    /// How many hints an exercise has.
    pub const HINTS: usize = 3;

    /// Reads the exercise in this folder, `chapters/NN-name/exercises/eN_name`.
    ///
    /// # Errors
    /// If a file is not there or says what it must not.
    pub fn read(folder: &Path) -> Result<Self, Problem> {
        let number = parse::number_of(folder)?;
        let file = folder.join("stub.rs");
        let (title, statement) = parse::docs(&file, &problem::read(&file)?, number)?;
        let file = folder.join("exercise.toml");
        let settings = Settings::read(&file)?;
        let file = folder.join("hints.md");
        let hints = parse::hints(&file, &problem::read(&file)?)?;
        let Settings { kind, minutes, fails } = settings;
        Ok(Exercise {
            number,
            title,
            statement,
            kind,
            minutes,
            fails,
            hints,
            folder: folder.into(),
        })
    }

    /// The package that holds it, such as `ex02`.
    pub fn package(&self) -> String {
        format!("ex{:02}", self.number.chapter)
    }

    /// The test target that checks it, such as `ex02_1`.
    pub fn target(&self) -> String {
        format!("{}_{}", self.package(), self.number.index)
    }

    /// The command that checks it, as a reader types it.
    pub fn command(&self) -> String {
        format!("cargo test -p {} --test {}", self.package(), self.target())
    }

    /// The file that the reader edits; it may hold anything, or be gone.
    pub fn file(&self) -> PathBuf {
        self.folder.join("exercise.rs")
    }

    /// What the reader's file lacks, if no compiler need be asked.
    pub(crate) fn lack(&self) -> Option<&'static str> {
        let is_code = |line: &str| !matches!(line, "" | "/*" | "*/") && !line.starts_with("//");
        match std::fs::read_to_string(self.file()) {
            Ok(text) if text.lines().any(|line| is_code(line.trim())) => None,
            Ok(_) => Some("holds no code"),
            Err(error) if error.kind() == ErrorKind::NotFound => Some("is gone"),
            Err(_) => Some("cannot be read as text"),
        }
    }

    /// The file that the reader's began as.
    pub fn stub_file(&self) -> PathBuf {
        self.folder.join("stub.rs")
    }

    /// Whether the reader's file is no longer what it began as.
    pub(crate) fn is_edited(&self) -> bool {
        let [mine, stub] = [self.file(), self.stub_file()].map(|file| std::fs::read(file).ok());
        mine != stub
    }

    /// The tests.
    pub fn check_file(&self) -> PathBuf {
        self.folder.join("check.rs")
    }

    /// The solution.
    pub fn solution_file(&self) -> PathBuf {
        self.folder.join("solution.rs")
    }

    /// The file of hints.
    pub fn hints_file(&self) -> PathBuf {
        self.folder.join("hints.md")
    }

    /// The file that says which kind it is.
    pub fn settings_file(&self) -> PathBuf {
        self.folder.join("exercise.toml")
    }

    /// The wrong answers that its tests must catch, by name.
    ///
    /// # Errors
    /// One [`Problem`] for every file that cannot be used.
    pub fn wrong_answers(&self) -> Vec<Result<WrongAnswer, Problem>> {
        let folder = self.folder.join("wrong");
        let files = std::fs::read_dir(&folder).into_iter().flatten().flatten();
        let mut files: Vec<PathBuf> = files.map(|entry| entry.path()).collect();
        files.retain(|file| file.extension().is_some_and(|extension| extension == "rs"));
        files.sort();
        files.iter().map(|file| WrongAnswer::read(file)).collect()
    }
}

impl Settings {
    fn read(file: &Path) -> Result<Self, Problem> {
        let settings: Settings = toml::from_str(&problem::read(file)?)
            .map_err(|error| Problem::new(file, format!("cannot be used: {error}")))?;
        let message = match (settings.kind, settings.fails.is_empty()) {
            (Kind::Implement, false) => {
                "`fails` is for a bug or for speed: on this kind of stub every test fails; leave it out"
            }
            (Kind::Bug | Kind::Speed, true) => {
                "write `fails = [\"test\"]` with the tests that fail on the stub"
            }
            _ if settings.minutes == 0 => "no exercise takes 0 minutes",
            _ => return Ok(settings),
        };
        Err(Problem::new(file, message))
    }
}
