//! MNIST: small files of its kind in a folder of the test, and the real ones if they are there.

use std::fs;
use std::path::Path;

use data::{DataErrorKind, data_dir, mnist};
use tempfile::TempDir;

use crate::support::{counting, gzip, idx_file};

const TRAIN_LABELS: &str = "train-labels-idx1-ubyte";
const TEST_IMAGES: &str = "t10k-images-idx3-ubyte.gz";
const TEST_LABELS: &str = "t10k-labels-idx1-ubyte.gz";

/// A folder with three training images, in plain files, and two test images, in compressed ones.
fn small_mnist() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(&folder, "train-images-idx3-ubyte", &idx_file(&[3, 28, 28], &counting(3 * 784)));
    write(&folder, TRAIN_LABELS, &idx_file(&[3], &[9, 0, 5]));
    write(&folder, TEST_IMAGES, &gzip(&idx_file(&[2, 28, 28], &counting(2 * 784))));
    write(&folder, TEST_LABELS, &gzip(&idx_file(&[2], &[4, 1])));
    folder
}

fn write(folder: &TempDir, name: &str, file: &[u8]) {
    fs::write(folder.path().join(name), file).unwrap();
}

#[test]
fn plain_and_compressed_files_are_read_together() {
    let mnist = mnist(small_mnist().path()).unwrap();
    assert_eq!(mnist.name, "MNIST");
    assert_eq!(mnist.train.labels(), [9, 0, 5]);
    assert_eq!(mnist.test.labels(), [4, 1]);
    assert_eq!(mnist.train.pixels(), counting(3 * 784));
    assert_eq!(mnist.test.image(1), &counting(2 * 784)[784..]);
    let format = mnist.train.format();
    assert_eq!((format.height, format.width, format.classes, format.max_value), (28, 28, 10, 255));
}

#[test]
fn labels_of_another_type_are_refused() {
    let folder = small_mnist();
    let mut labels = idx_file(&[3], &[0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 5]);
    labels[2] = 0x0c;
    write(&folder, TRAIN_LABELS, &labels);
    let error = mnist(folder.path()).unwrap_err().to_string();
    let found =
        "holds elements of type 0x0c (32-bit integer) where 0x08 (unsigned byte) is expected";
    assert!(error.contains(TRAIN_LABELS) && error.contains(found), "{error}");
}

#[test]
fn missing_files_are_listed_with_where_to_get_them() {
    let folder = small_mnist();
    fs::remove_file(folder.path().join(TRAIN_LABELS)).unwrap();
    fs::remove_file(folder.path().join(TEST_IMAGES)).unwrap();
    let error = mnist(folder.path()).unwrap_err();
    let message = error.to_string();
    let DataErrorKind::Missing { files, .. } = error.kind else { panic!("{error:?}") };
    assert_eq!(files, ["train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz"]);
    let folder = folder.path().display().to_string();
    let fetch = "cargo gradus data fetch mnist";
    for part in [&files[0], &files[1], &folder, fetch, "yann.lecun.com", "GRADUS_DATA"] {
        assert!(message.contains(part), "{part} in: {message}");
    }
}

#[test]
fn a_folder_that_is_not_there_misses_all_four() {
    let folder = tempfile::tempdir().unwrap();
    let error = mnist(&folder.path().join("mnist")).unwrap_err();
    assert!(
        matches!(&error.kind, DataErrorKind::Missing { files, .. } if files.len() == 4),
        "{error:?}"
    );
}

#[test]
fn labels_of_another_set_are_refused_with_both_files() {
    let folder = small_mnist();
    write(&folder, TEST_LABELS, &idx_file(&[3], &[4, 1, 1]));
    let error = mnist(folder.path()).unwrap_err();
    let message = error.to_string();
    assert!(matches!(error.kind, DataErrorKind::Count { images: 2, labels: 3, .. }), "{error:?}");
    assert!(message.contains(TEST_IMAGES) && message.contains(TEST_LABELS), "{message}");
}

#[test]
fn images_of_another_size_are_refused() {
    for sizes in [&[2, 27, 28][..], &[2, 28, 27], &[0, 28, 28], &[1568], &[1, 2, 28, 28]] {
        let folder = small_mnist();
        let count: u32 = sizes.iter().product();
        write(&folder, TEST_IMAGES, &idx_file(sizes, &counting(count as usize)));
        let error = mnist(folder.path()).unwrap_err();
        assert!(error.file.ends_with(TEST_IMAGES), "{}", error.file);
        let DataErrorKind::Shape { expected, found } = error.kind else { panic!("{error:?}") };
        assert_eq!(expected, "[n, 28, 28]");
        assert_eq!(found, sizes.iter().map(|&size| size as usize).collect::<Vec<_>>());
    }
}

#[test]
fn images_instead_of_labels_are_refused() {
    let folder = small_mnist();
    write(&folder, TRAIN_LABELS, &idx_file(&[3, 1], &[9, 0, 5]));
    let error = mnist(folder.path()).unwrap_err();
    assert!(matches!(error.kind, DataErrorKind::Shape { expected: "[n]", .. }), "{error:?}");
}

#[test]
fn a_label_that_is_no_digit_is_refused_with_its_file() {
    let folder = small_mnist();
    write(&folder, TRAIN_LABELS, &idx_file(&[3], &[9, 0, 10]));
    let error = mnist(folder.path()).unwrap_err();
    assert!(error.to_string().contains(TRAIN_LABELS), "{error}");
    assert!(matches!(error.kind, DataErrorKind::Label { image: 2, label: 10, .. }), "{error:?}");
}

#[test]
fn damage_in_any_of_the_files_is_found() {
    for name in ["train-images-idx3-ubyte", TRAIN_LABELS, TEST_IMAGES, TEST_LABELS] {
        let folder = small_mnist();
        let file = fs::read(folder.path().join(name)).unwrap();
        write(&folder, name, &file[..file.len() - 1]);
        let message = mnist(folder.path()).unwrap_err().to_string();
        assert!(message.contains(name) && message.contains("fetch it again"), "{message}");
    }
}

/// The content of the real files, counted with another program.
#[test]
fn the_real_files_hold_what_is_known_of_them() {
    let Some(folder) = data_dir() else {
        println!("skipped: GRADUS_DATA is not set");
        return;
    };
    check_real(&folder.join("mnist"));
}

fn check_real(folder: &Path) {
    let mnist = match mnist(folder) {
        Err(error) if matches!(error.kind, DataErrorKind::Missing { .. }) => {
            return println!("skipped: {error}");
        }
        other => other.unwrap(),
    };
    assert_eq!((mnist.train.len(), mnist.test.len()), (60_000, 10_000));
    assert_eq!(mnist.train.labels()[..10], [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    assert_eq!(mnist.test.labels()[..10], [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
    let count = |digit| mnist.train.labels().iter().filter(|&&label| label == digit).count();
    let counts: Vec<usize> = (0..10).map(count).collect();
    assert_eq!(counts, [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    let sum = |pixels: &[u8]| pixels.iter().map(|&pixel| u64::from(pixel)).sum::<u64>();
    assert_eq!(sum(mnist.train.pixels()), 1_567_298_545);
    assert_eq!(sum(mnist.test.pixels()), 264_923_200);
}
