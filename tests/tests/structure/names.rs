//! The pages name what exists: what is renamed in the code is renamed on the pages.

use gradus_tests::workspace;
use std::{collections::BTreeSet, fs, path::Path};

/// A name in code of three words or more, such as that of a test; "…" stands for its end. Shorter
/// ones may be ordinary words, or letters of a formula.
fn long_name(text: &str) -> Option<&str> {
    let start = text.strip_suffix('…').unwrap_or(text);
    let fits = |c: char| c == '_' || c.is_ascii_lowercase() || c.is_ascii_digit();
    let words = start.split('_').filter(|word| !word.is_empty()).count();
    (words >= 3 && start.chars().all(fits)).then_some(start)
}

/// The long names on a page that no source has, each with its line.
fn missing(page: &str, names: &BTreeSet<&str>) -> Vec<String> {
    let known = |quoted: &str, name: &str| match quoted.ends_with('…') {
        true => names.range(name..).next().is_some_and(|first| first.starts_with(name)),
        false => names.contains(name),
    };
    let mut missing = Vec::new();
    for (number, line) in page.lines().enumerate() {
        for quoted in line.split('`').skip(1).step_by(2) {
            if long_name(quoted).is_some_and(|name| !known(quoted, name)) {
                missing.push(format!("line {}: `{quoted}`", number + 1));
            }
        }
    }
    missing
}

/// The texts of the sources below a folder, tests and PyTorch's programs among them.
fn collect(folder: &Path, texts: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("the folder is part of the workspace") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            collect(&path, texts);
        } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "py") {
            texts.push(fs::read_to_string(&path).expect("a source file is text"));
        }
    }
}

#[test]
fn the_names_on_pages_are_those_of_the_code() {
    let mut texts = Vec::new();
    for folder in ["crates", "chapters", "tests"] {
        collect(&workspace().join(folder), &mut texts);
    }
    let names = texts.iter().flat_map(|text| {
        text.split(|c: char| c != '_' && !c.is_ascii_alphanumeric()).filter(|name| !name.is_empty())
    });
    let names: BTreeSet<&str> = names.collect();
    let mut found = Vec::new();
    for entry in fs::read_dir(workspace().join("book/src")).expect("the book has pages") {
        let path = entry.expect("the folder can be listed").path();
        if path.extension().is_some_and(|extension| extension == "md") {
            let page = fs::read_to_string(&path).expect("a page is a text");
            let of_page = missing(&page, &names);
            found.extend(of_page.iter().map(|name| format!("{}: {name}", path.display())));
        }
    }
    assert!(found.is_empty(), "no source has these names:\n{}", found.join("\n"));
}

#[test]
fn a_name_that_is_gone_is_found() {
    let names = BTreeSet::from(["a_test_of_steps", "sum"]);
    let page =
        "`sum` and `a_test_of_steps`\n`a_test_of_…`, `another_name_here`, `dx`\n`a_test_if_…`";
    assert_eq!(missing(page, &names), ["line 2: `another_name_here`", "line 3: `a_test_if_…`"]);
}
