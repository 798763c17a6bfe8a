//! `cargo gradus artefacts`, `outputs`, `figures`, `results`: what the chapters' programs made for
//! the pages, made again.

use anyhow::{Result, anyhow, bail};
use book_tools::Workspace;
use book_tools::artefacts::{Kind, Manifest, Outcome, Task, orphans};
use clap::Args;
use std::path::{Path, PathBuf};

/// Run the chapters' programs again, and keep what they make for the book
#[derive(Args, Debug)]
pub struct Artefacts {
    /// Keep nothing: compare what the quick runs make with what is kept
    #[arg(long)]
    check: bool,
    /// The chapters, such as ch02 [default: all]
    #[arg(value_name = "CHAPTER")]
    chapters: Vec<String>,
    /// The folder that holds `chapters` [default: this repository]
    #[arg(long, value_name = "FOLDER")]
    root: Option<PathBuf>,
}

impl Artefacts {
    /// Does what was asked for; `false` says that something differs and has been told.
    ///
    /// `kind` is what matters of the runs' products; none stands for all, with one run for all three.
    ///
    /// # Errors
    /// If a run fails, or files cannot be read or written.
    pub fn run(&self, kind: Option<Kind>) -> Result<bool> {
        let workspace = super::workspace(self.root.as_deref());
        let kinds = kind.map_or(Kind::ALL.to_vec(), |kind| vec![kind]);
        let mut same = true;
        for (package, folder) in self.packages(&workspace)? {
            let manifest = Manifest::read(&workspace, &folder).map_err(|it| anyhow!(it))?;
            for run in manifest.runs.iter().filter(|run| run.quick || !self.check) {
                let task = Task { workspace: &workspace, folder: &folder, run, kinds: &kinds };
                if !task.is_empty() {
                    println!("{package} {}: {}", run.name, run.command);
                    same &= self.outcomes(&task, &package, kind)?;
                }
            }
            same &= self.orphans(&workspace, &folder, &manifest);
        }
        Ok(same || !self.check)
    }

    fn packages(&self, workspace: &Workspace) -> Result<Vec<(String, PathBuf)>> {
        if self.chapters.is_empty() {
            return Ok(workspace.packages());
        }
        let package = |name: &String| match workspace.package(name) {
            Ok(folder) => Ok((name.clone(), folder)),
            Err(reason) => bail!(reason),
        };
        self.chapters.iter().map(package).collect()
    }

    /// Runs, and tells what differs; whether nothing does.
    fn outcomes(&self, task: &Task<'_>, package: &str, kind: Option<Kind>) -> Result<bool> {
        let outcomes = if self.check { task.check()? } else { task.keep()? };
        let mut same = true;
        for Outcome { file, difference } in outcomes {
            match difference {
                None => println!("  {file}: the same"),
                Some(difference) => {
                    println!("  {file}: {}", if self.check { "DIFFERS" } else { "kept" });
                    print!("{difference}");
                    same = false;
                }
            }
        }
        if !same && self.check {
            let command = kind.map_or("artefacts", Kind::folder);
            println!(
                "  If this is as it should be, run `cargo gradus {command} {package}`, look at the \
                 difference, and commit it."
            );
        }
        Ok(same)
    }

    /// Tells which kept files no run makes; a chapter without runs may keep what it likes.
    fn orphans(&self, workspace: &Workspace, folder: &Path, manifest: &Manifest) -> bool {
        if manifest.runs.is_empty() {
            return true;
        }
        let orphans = orphans(workspace, folder, manifest);
        for file in &orphans {
            println!("  {file}: no run of {} makes it; remove it, or list its run", manifest.file);
        }
        orphans.is_empty()
    }
}
