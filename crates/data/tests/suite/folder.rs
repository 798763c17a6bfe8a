//! Where `GRADUS_DATA` points. No test sets the variable: tests share one environment.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use data::folder::{parse_data_dir, workspace_around, workspace_dir};
use tempfile::TempDir;

#[test]
fn nothing_and_an_empty_value_name_no_folder() {
    assert_eq!(parse_data_dir(None), None);
    assert_eq!(parse_data_dir(Some("".into())), None);
}

#[test]
fn an_absolute_path_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    assert!(folder.path().is_absolute());
    assert_eq!(parse_data_dir(Some(folder.path().into())).as_deref(), Some(folder.path()));
}

#[test]
fn a_relative_path_counts_from_the_root_of_the_workspace() {
    // The folder of the embedded sets is there in every copy of the repository.
    let folder = parse_data_dir(Some("datasets".into())).unwrap();
    assert!(folder.join("digits/digits.csv.gz").is_file(), "{}", folder.display());
    let above = parse_data_dir(Some(Path::new("..").join("sets").into())).unwrap();
    assert!(above.is_absolute() && above.ends_with("../sets"), "{}", above.display());
}

/// A folder that looks like another checkout.
fn checkout() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    for package in ["", "crates/data", "chapters/02-neurons"] {
        fs::create_dir_all(root.join(package)).unwrap();
        fs::write(root.join(package).join("Cargo.toml"), "").unwrap();
    }
    (folder, root)
}

#[test]
fn the_workspace_around_a_folder_is_found_from_anywhere_in_it() {
    let (_folder, root) = checkout();
    for inside in ["", "crates", "crates/data", "chapters/02-neurons"] {
        assert_eq!(workspace_around(&root.join(inside)), Some(root.clone()), "{inside}");
    }
    assert_eq!(workspace_around(root.parent().unwrap()), None);
}

/// What the process of a test with this name says about its workspace.
fn workspace_of_a_process(package: Option<&Path>, current: &Path) -> PathBuf {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", "folder::the_workspace_is_told", "--nocapture"]).current_dir(current);
    command.env_remove("CARGO_MANIFEST_DIR");
    if let Some(package) = package {
        command.env("CARGO_MANIFEST_DIR", package);
    }
    let stdout = String::from_utf8(command.output().unwrap().stdout).unwrap();
    let (_, told) = stdout.split_once("workspace: ").expect(&stdout);
    told.lines().next().unwrap().into()
}

#[test]
fn the_workspace_is_told() {
    println!("workspace: {}", workspace_dir().display());
}

#[test]
fn the_workspace_is_the_one_that_the_command_is_run_in() {
    let here = workspace_dir();
    let (_copy, copy) = checkout();
    let outside = tempfile::tempdir().unwrap();
    let package = copy.join("chapters/02-neurons");
    // Run by cargo; run by its path; run outside of every checkout.
    assert_eq!(workspace_of_a_process(Some(&package), outside.path()), copy);
    assert_eq!(workspace_of_a_process(Some(&package), &here), copy);
    assert_eq!(workspace_of_a_process(None, &copy.join("crates")), copy);
    assert_eq!(workspace_of_a_process(None, outside.path()), here);
}
