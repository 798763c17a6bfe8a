//! Where things lie: the root of the repository, a package's folder, a chapter's number.

use std::fs;
use std::path::{Path, PathBuf};

/// The repository, as the book sees it.
#[derive(Clone, Debug)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The workspace whose root is this folder: the one that holds `book/`, `chapters/`, `crates/`.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Its root.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of the book.
    pub fn book(&self) -> PathBuf {
        self.root.join("book")
    }

    /// A path as messages show it: from the root, with `/`.
    pub fn display(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        path.to_string_lossy().replace('\\', "/")
    }

    /// The folder of a chapter's package: `chapters/02-neurons` for `ch02`.
    ///
    /// # Errors
    /// What is wrong, if the name is no chapter's or there is no such folder.
    pub fn package(&self, name: &str) -> Result<PathBuf, String> {
        let digits = name.strip_prefix("ch").filter(|it| it.len() == 2);
        let number = digits.filter(|it| it.bytes().all(|byte| byte.is_ascii_digit()));
        let number = number.ok_or_else(|| format!("`{name}` names no chapter: write `ch02`"))?;
        let packages = self.packages();
        let found = packages.iter().find(|(package, _)| package.as_str() == format!("ch{number}"));
        found.map(|(_, folder)| folder.clone()).ok_or_else(|| {
            let known: Vec<&str> = packages.iter().map(|(name, _)| name.as_str()).collect();
            format!("there is no chapters/{number}-…, but there are {}", known.join(", "))
        })
    }

    /// The chapters' packages, each with its folder, in order.
    pub fn packages(&self) -> Vec<(String, PathBuf)> {
        let entries = fs::read_dir(self.root.join("chapters")).into_iter().flatten().flatten();
        let named = |folder: PathBuf| {
            let name = folder.file_name()?.to_str()?;
            let number = name.split_once('-')?.0;
            let digits = number.len() == 2 && number.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| (format!("ch{number}"), folder.clone()))
        };
        let mut packages: Vec<_> = entries.filter_map(|entry| named(entry.path())).collect();
        packages.sort();
        packages
    }

    /// Reads a text file of the workspace, which a link in it may not lead out of.
    ///
    /// # Errors
    /// A message that names the file.
    pub fn read(&self, path: &Path) -> Result<String, String> {
        if let (Ok(root), Ok(real)) = (self.root.canonicalize(), path.canonicalize()) {
            if !real.starts_with(root) {
                return Err(format!("{} leads out of the workspace", self.display(path)));
            }
            if !real.is_file() {
                return Err(format!("{} is no file", self.display(path)));
            }
        }
        fs::read_to_string(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => format!("there is no file {}", self.display(path)),
            _ => format!("{} cannot be read: {error}", self.display(path)),
        })
    }
}
