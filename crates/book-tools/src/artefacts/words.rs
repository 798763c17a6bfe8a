//! The words of a run's command.

use anyhow::{Context, Result};
use fingerprint::Profile;
use std::path::{Path, PathBuf};

/// What runs a command on the pretend GPU.
const ON_PRETEND_GPU: [&str; 4] = ["cargo", "gradus", "gpu", "--"];

/// The variable that names the folder of the large data sets.
const DATA: &str = "GRADUS_DATA";

/// A command: `NAME=value` sets a variable of its environment, as in a shell.
pub(super) struct Words<'a> {
    pub variables: Vec<(&'a str, &'a str)>,
    /// The program and its arguments.
    pub words: Vec<&'a str>,
}

impl<'a> Words<'a> {
    pub fn of(command: &'a str) -> Self {
        let mut words: Vec<&str> = command.split_whitespace().collect();
        let count = words.iter().map_while(|word| variable(word)).count();
        let variables = words.drain(..count).filter_map(variable).collect();
        Words { variables, words }
    }

    /// Without what only says where it runs.
    fn own(&self) -> &[&'a str] {
        self.words.strip_prefix(&ON_PRETEND_GPU).unwrap_or(&self.words)
    }

    /// Whether an argument at its end would be one of cargo, and not of the program that cargo runs.
    pub fn ends_with_cargos_own(&self) -> bool {
        self.own().first() == Some(&"cargo") && !self.own().contains(&"--")
    }

    /// The package and the name of the example that the command runs, on the pretend GPU or not, and its
    /// profile; none if it is no command of cargo.
    ///
    /// # Errors
    /// If cargo is to run something, but it cannot be told what.
    pub fn example(&self) -> Result<Option<(&'a str, &'a str, Profile)>> {
        let ["cargo", options @ ..] = self.own() else { return Ok(None) };
        let options = options.split(|word| *word == "--").next().unwrap_or_default();
        let after = |names: &[&str]| {
            let position = options.iter().position(|word| names.contains(word))?;
            options.get(position + 1).copied()
        };
        let named = after(&["-p", "--package"]).zip(after(&["--example"]));
        let (package, name) = named.filter(|_| options.first() == Some(&"run")).context(
            "a run of cargo is written `cargo run --release -p PACKAGE --example NAME`, so that \
             what it comes from is known",
        )?;
        let is_release = options.iter().any(|word| ["--release", "-r"].contains(word));
        Ok(Some((package, name, if is_release { Profile::Release } else { Profile::Dev })))
    }

    /// The folder of the large data sets, if the command reads one: the one that the caller's own
    /// variable names, else the command's, else the downloads.
    pub fn data(&self, root: &Path) -> Option<PathBuf> {
        let (_, named) = self.variables.iter().find(|(name, _)| *name == DATA)?;
        let named = root.join(named);
        let own = std::env::var_os(DATA).filter(|own| !own.is_empty());
        let downloads = root.join("datasets").join("downloads");
        Some(match own {
            Some(own) => root.join(own),
            None if !named.is_dir() && downloads.is_dir() => downloads,
            None => named,
        })
    }
}

/// The name and the value that a word sets.
fn variable(word: &str) -> Option<(&str, &str)> {
    let (name, value) = word.split_once('=')?;
    let is_name = |name: &str| name.chars().all(|it| it.is_ascii_uppercase() || it == '_');
    (!name.is_empty() && is_name(name)).then_some((name, value))
}
