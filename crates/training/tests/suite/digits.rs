//! Where a program finds its digits: in the folder that it is told, in the form that they have.

use rstest::rstest;
use std::fs;
use std::path::Path;
use training::cli::{load_digits, mnist_or_digits};

/// An IDX file of bytes: these sizes, and elements that are all `element`.
fn idx(sizes: &[u32], element: u8) -> Vec<u8> {
    let mut file = vec![0, 0, 8, sizes.len() as u8];
    sizes.iter().for_each(|size| file.extend(size.to_be_bytes()));
    file.extend(vec![element; sizes.iter().product::<u32>() as usize]);
    file
}

/// Writes a small MNIST into a folder; `end` is what the files' names end in.
fn write_mnist(folder: &Path, end: &str, [train, test]: [u32; 2]) {
    fs::create_dir_all(folder).unwrap();
    for (name, n) in [("train", train), ("t10k", test)] {
        let images = folder.join(format!("{name}-images-idx3-ubyte{end}"));
        fs::write(images, idx(&[n, 28, 28], 128)).unwrap();
        fs::write(folder.join(format!("{name}-labels-idx1-ubyte{end}")), idx(&[n], 7)).unwrap();
    }
}

/// `--data` names the folder of the data sets, or that of MNIST itself; the files may be packed or
/// not. (The reader tells by the content, so that plain bytes may do for packed ones here.)
#[rstest]
#[case::packed_in_a_folder_of_its_own("mnist", ".gz")]
#[case::plain_in_a_folder_of_its_own("mnist", "")]
#[case::packed_right_here("", ".gz")]
#[case::plain_right_here("", "")]
fn mnist_is_found(#[case] below: &str, #[case] end: &str) {
    let folder = tempfile::tempdir().unwrap();
    write_mnist(&folder.path().join(below), end, [3, 2]);
    let split = mnist_or_digits(Some(folder.path()), false).unwrap();
    assert_eq!((split.name, split.train.len(), split.test.len()), ("MNIST", 3, 2));
    assert_eq!(split.train.labels(), [7, 7, 7]);
}

#[test]
fn a_quick_look_takes_the_first() {
    let folder = tempfile::tempdir().unwrap();
    write_mnist(&folder.path().join("mnist"), "", [2_100, 501]);
    let all = mnist_or_digits(Some(folder.path()), false).unwrap();
    assert_eq!((all.train.len(), all.test.len()), (2_100, 501));
    let quick = mnist_or_digits(Some(folder.path()), true).unwrap();
    assert_eq!((quick.name, quick.train.len(), quick.test.len()), ("MNIST", 2_000, 500));
}

/// What is on the disk decides nothing.
#[test]
fn mnist_is_taken_only_if_it_is_asked_for() {
    let embedded = data::digits();
    let folder = tempfile::tempdir().unwrap();
    let digits = load_digits(false, None, false).unwrap();
    assert_eq!((digits.name, &digits.test), (embedded.name, &embedded.test));
    write_mnist(&folder.path().join("mnist"), "", [3, 2]);
    for mnist in [false, true] {
        let split = load_digits(mnist, Some(folder.path()), false).unwrap();
        assert_eq!((split.name, split.train.len()), ("MNIST", 3), "--data asks for it too");
    }
}

#[test]
fn a_folder_without_mnist_is_an_error_that_names_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let error = format!("{:#}", mnist_or_digits(Some(folder.path()), false).unwrap_err());
    assert!(
        error.starts_with("the folder given with --data: MNIST: no train-images-idx3-ubyte.gz, "),
        "{error}"
    );
    assert!(error.contains("t10k-labels-idx1-ubyte.gz"), "{error}");
    assert!(error.contains(&folder.path().display().to_string()), "{error}");
}

#[test]
fn damaged_files_are_not_replaced_by_the_embedded_digits() {
    let folder = tempfile::tempdir().unwrap();
    let mnist = folder.path().join("mnist");
    write_mnist(&mnist, ".gz", [3, 2]);
    let file = mnist.join("t10k-labels-idx1-ubyte.gz");
    fs::write(&file, &idx(&[2], 7)[..9]).unwrap();
    let error = format!("{:#}", mnist_or_digits(Some(folder.path()), false).unwrap_err());
    assert!(error.contains(&file.display().to_string()), "{error}");
}
