//! Exercises, as their folders hold them: the statement from the file that the reader edits, so
//! that page and file cannot differ.

use crate::Workspace;
use serde::Deserialize;
use std::fs;
use std::path::PathBuf;

/// An exercise, as far as its box in the book needs it.
#[derive(Debug)]
pub(crate) struct Exercise {
    /// `2.1`.
    pub number: String,
    pub title: String,
    pub minutes: u32,
    /// Markdown.
    pub statement: String,
    /// Markdown, from a nudge to nearly all.
    pub hints: Vec<String>,
    /// The file to edit, from the root of the workspace.
    pub file: String,
}

/// `exercise.toml`; its other keys are for the tool that marks exercises.
#[derive(Deserialize)]
struct Settings {
    minutes: u32,
}

impl Exercise {
    /// Reads exercise `2.1`.
    ///
    /// # Errors
    /// If it is not there, or one of its files is not as it should be.
    pub fn read(workspace: &Workspace, number: &str) -> Result<Self, String> {
        let folder = folder(workspace, number)?;
        let path = folder.join("exercise.rs");
        let file = workspace.shown(&path);
        let (title, statement) = statement(&workspace.read(&path)?, number)
            .ok_or_else(|| format!("{file} must begin with `//! # {number} Title`"))?;
        let path = folder.join("exercise.toml");
        let settings = workspace.read(&path)?;
        let settings: Settings = toml::from_str(&settings)
            .map_err(|error| format!("{}: {}", workspace.shown(&path), error.message()))?;
        let hints = hints(&workspace.read(&folder.join("hints.md"))?);
        let number = number.into();
        Ok(Self { number, title, minutes: settings.minutes, statement, hints, file })
    }

    /// The command that marks it.
    pub fn command(&self) -> String {
        let (chapter, index) = parts(&self.number).expect("was read under this number");
        format!("cargo test -p ex{chapter:02} --test ex{chapter:02}_{index}")
    }
}

/// `ex-2-1` for `2.1`.
pub(crate) fn id(number: &str) -> String {
    format!("ex-{}", crate::html::slug(number))
}

fn parts(number: &str) -> Option<(u32, u32)> {
    let (chapter, index) = number.split_once('.')?;
    Some((chapter.parse().ok()?, index.parse().ok()?))
}

fn folder(workspace: &Workspace, number: &str) -> Result<PathBuf, String> {
    let (chapter, index) =
        parts(number).ok_or_else(|| format!("`{number}` is no exercise's number: write 2.1"))?;
    let exercises = workspace.package(&format!("ch{chapter:02}"))?.join("exercises");
    let start = format!("e{index}_");
    let entries = fs::read_dir(&exercises).into_iter().flatten().flatten();
    let mut found = entries.map(|entry| entry.path()).filter(|path| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&start))
    });
    found.next().ok_or_else(|| {
        format!("there is no exercise {number}: no folder {}/{start}…", workspace.shown(&exercises))
    })
}

/// The title and the text below it, from the `//!` lines at the head of a file.
fn statement(source: &str, number: &str) -> Option<(String, String)> {
    let lines = source.lines().map_while(|line| line.strip_prefix("//!"));
    let mut lines = lines.map(|line| line.strip_prefix(' ').unwrap_or(line));
    let title = lines.next()?.strip_prefix("# ")?.strip_prefix(number)?.trim().to_owned();
    let statement = lines.collect::<Vec<_>>().join("\n").trim().to_owned();
    (!title.is_empty()).then_some((title, statement))
}

/// The hints, which lines of `---` part.
fn hints(text: &str) -> Vec<String> {
    let mut hints = vec![String::new()];
    for line in text.lines() {
        match line.trim() {
            "---" => hints.push(String::new()),
            _ => {
                let hint = hints.last_mut().expect("there is always one");
                hint.push_str(line);
                hint.push('\n');
            }
        }
    }
    hints.iter().map(|hint| hint.trim().to_owned()).filter(|hint| !hint.is_empty()).collect()
}
