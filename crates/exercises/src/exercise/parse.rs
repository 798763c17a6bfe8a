//! Reading the parts of an exercise.

use super::Exercise;
use crate::{Number, Problem};
use std::path::Path;

/// The number that the names of the folders give: `02-neurons/exercises/e1_affine` is 2.1.
pub(super) fn number_of(folder: &Path) -> Result<Number, Problem> {
    let number = || {
        let name = folder.file_name()?.to_str()?;
        let (index, _) = name.strip_prefix('e')?.split_once('_')?;
        let chapter = chapter_of(folder.parent()?)?;
        Some(Number { chapter, index: index.parse().ok()? })
    };
    number().ok_or_else(|| {
        let message = "the folder of an exercise is called chapters/NN-name/exercises/eN_name, \
                       after the numbers of the chapter and of the exercise; rename it";
        Problem::new(folder, message)
    })
}

/// The chapter whose exercises lie here: 2 for `02-neurons/exercises`.
pub(crate) fn chapter_of(exercises: &Path) -> Option<u32> {
    let chapter = exercises.parent()?.file_name()?.to_str()?;
    chapter.split_once('-')?.0.parse().ok()
}

/// The title and the statement, from the docs at the beginning of `stub.rs`.
pub(super) fn docs(file: &Path, text: &str, number: Number) -> Result<(String, String), Problem> {
    let docs = text.lines().map_while(|line| line.strip_prefix("//!"));
    let docs: Vec<&str> = docs.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    let first = docs.first().copied().unwrap_or_default();
    let title = first.strip_prefix(&format!("# {number} ")).map(str::trim).unwrap_or_default();
    if title.is_empty() {
        let message = format!("the first line must be `//! # {number} Title`, after its folder");
        return Err(Problem::new(file, message));
    }
    let statement = docs[1..].join("\n").trim().to_string();
    if statement.is_empty() {
        let message = "say below the title, in lines of `//!`, what is to be done";
        return Err(Problem::new(file, message));
    }
    Ok((title.into(), statement))
}

/// The hints: separated by lines `---`.
pub(super) fn hints(file: &Path, text: &str) -> Result<Vec<String>, Problem> {
    let mut hints = vec![String::new()];
    for line in text.lines() {
        match (line.trim_end(), hints.last_mut()) {
            ("---", _) => hints.push(String::new()),
            (line, Some(hint)) => hint.extend([line, "\n"]),
            (_, None) => {}
        }
    }
    let hints: Vec<String> = hints.iter().map(|hint| hint.trim().to_string()).collect();
    let (found, wanted) = (hints.iter().filter(|hint| !hint.is_empty()).count(), Exercise::HINTS);
    if (found, hints.len()) == (wanted, wanted) {
        return Ok(hints);
    }
    let message = format!("holds {found} hints; write {wanted}, separated by a line `---`");
    Err(Problem::new(file, message))
}
