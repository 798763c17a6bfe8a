//! `cargo gradus artefacts`, `outputs`, `figures`, `results`: what the chapters' programs made for
//! the pages, made again.

use anyhow::{Result, anyhow, bail, ensure};
use book_tools::Workspace;
use book_tools::artefacts::{Kind, Manifest, Origins, Outcome, Run, Step, Task, orphans, plan};
use clap::Args;
use std::path::PathBuf;

mod summary;

use summary::{summary, told};

/// Run the chapters' programs again where something has changed, and keep what they make for the book
///
/// What a run made is kept with a fingerprint of all that it came from: its program, the crates below,
/// data, versions, settings, and the class of processor. While that is the same, the run is not
/// repeated.
#[derive(Args, Debug)]
pub struct Artefacts {
    /// Keep nothing: compare what the quick runs make with what is kept. Those are run that have
    /// changed, and of the others one in sixteen, drawn by the commit; slow ones that have changed are
    /// told. The only file written is artefacts.lock, with what was found the same
    #[arg(long)]
    check: bool,
    /// Run all, changed or not, quick or slow; those whose large data sets are not here are skipped
    #[arg(long)]
    all: bool,
    /// The chapters, such as ch02 [default: all]
    #[arg(value_name = "CHAPTER")]
    chapters: Vec<String>,
    /// Of their runs only this one, by its name in artefacts.toml; may be given several times
    #[arg(long = "run", value_name = "NAME")]
    runs: Vec<String>,
    /// The folder that holds `chapters` [default: this repository]
    #[arg(long, value_name = "FOLDER")]
    root: Option<PathBuf>,
}

/// A chapter, and its runs.
struct Chapter {
    package: String,
    folder: PathBuf,
    manifest: Manifest,
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
        let (chapters, origins) = (self.chapters(&workspace)?, Origins::of(&workspace));
        self.expect_runs(&chapters)?;
        let is_named = |run: &Run| self.runs.is_empty() || self.runs.contains(&run.name);
        let kinds = kind.map_or(Kind::ALL.to_vec(), |kind| vec![kind]);
        let (mut tasks, mut packages) = (Vec::new(), Vec::new());
        for Chapter { package, folder, manifest } in &chapters {
            let task =
                |run| Task { workspace: &workspace, origins: &origins, folder, run, kinds: &kinds };
            let own = manifest
                .runs
                .iter()
                .filter(|run| is_named(run))
                .map(task)
                .filter(|task| !task.is_empty());
            tasks.extend(own);
            packages.resize(tasks.len(), package.as_str());
        }
        let steps = plan(&tasks, self.check, self.all)?;
        let same = self.take(&tasks, &packages, &steps, kind)? & no_orphans(&workspace, &chapters);
        Ok(same || !self.check)
    }

    fn chapters(&self, workspace: &Workspace) -> Result<Vec<Chapter>> {
        let package = |name: &String| match workspace.package(name) {
            Ok(folder) => Ok((name.clone(), folder)),
            Err(reason) => bail!(reason),
        };
        let packages = match self.chapters.is_empty() {
            true => workspace.packages(),
            false => self.chapters.iter().map(package).collect::<Result<_>>()?,
        };
        let chapter = |(package, folder): (String, PathBuf)| {
            let manifest = Manifest::read(workspace, &folder).map_err(|it| anyhow!(it))?;
            Ok(Chapter { package, folder, manifest })
        };
        packages.into_iter().map(chapter).collect()
    }

    /// # Errors
    /// If no chapter has a run that was asked for.
    fn expect_runs(&self, chapters: &[Chapter]) -> Result<()> {
        let names: Vec<&String> =
            chapters.iter().flat_map(|it| &it.manifest.runs).map(|run| &run.name).collect();
        for name in &self.runs {
            ensure!(names.contains(&name), "there is no run `{name}`; there are {names:?}");
        }
        Ok(())
    }

    /// Takes the steps, and sums up; whether nothing differs.
    fn take(
        &self,
        tasks: &[Task<'_>],
        packages: &[&str],
        steps: &[Step],
        kind: Option<Kind>,
    ) -> Result<bool> {
        let is_made = |step: &&Step| matches!(step, Step::Make(_));
        let count = steps.iter().filter(is_made).count();
        let (mut index, mut differing) = (0, 0);
        for ((task, package), step) in tasks.iter().zip(packages).zip(steps) {
            let name = &task.run.name;
            if let Step::Make(_) = step {
                index += 1;
                println!("{package} {name}, run {index} of {count}: {}", task.run.command);
                differing += usize::from(!self.outcomes(task, package, kind)?);
            } else if let Some(told) = told(step, package) {
                println!("{package} {name}: {told}");
            }
        }
        let quick = self.check && !self.all;
        let runs = tasks.iter().filter(|task| task.run.quick || !quick).count();
        println!("{}", summary(runs, quick, self.check, steps, differing));
        Ok(differing == 0)
    }

    /// Runs, and tells what differs; whether nothing does.
    fn outcomes(&self, task: &Task<'_>, package: &str, kind: Option<Kind>) -> Result<bool> {
        let outcomes = if self.check { task.check()? } else { task.save()? };
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
}

/// Tells which kept files no run makes; a chapter without runs may keep what it likes.
fn no_orphans(workspace: &Workspace, chapters: &[Chapter]) -> bool {
    let mut none = true;
    for Chapter { folder, manifest, .. } in
        chapters.iter().filter(|it| !it.manifest.runs.is_empty())
    {
        for file in orphans(workspace, folder, manifest) {
            println!("{file}: no run of {} makes it; remove it, or list its run", manifest.file);
            none = false;
        }
    }
    none
}
