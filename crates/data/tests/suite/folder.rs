//! Where `GRADUS_DATA` points. No test sets the variable: tests share one environment.

use std::path::Path;

use data::folder::parse_data_dir;

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
