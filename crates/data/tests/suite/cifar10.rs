//! CIFAR-10: in files, in its archive, in part, damaged; and the real files if they are there.

use std::error::Error;
use std::fs;
use std::path::Path;

use data::{DataErrorKind, Dataset, Split, cifar10, data_dir};
use rstest::rstest;
use tempfile::TempDir;

use crate::support::gzip;

/// One image of a class: its red counts up from 1, its green is 100, its blue 200.
fn record(class: u8) -> Vec<u8> {
    let red: Vec<u8> = (0..1024).map(|i| (i % 255 + 1) as u8).collect();
    [&[class][..], &red, &[100; 1024], &[200; 1024]].concat()
}

/// A tar archive of these files, written as POSIX describes the format.
fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = Vec::new();
    for (name, content) in files {
        let mut header = [0; 512];
        header[..name.len()].copy_from_slice(name.as_bytes());
        header[100..107].copy_from_slice(b"0000644");
        header[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
        header[148..156].copy_from_slice(b"        ");
        header[156] = b'0';
        header[257..265].copy_from_slice(b"ustar\x0000");
        let sum: u32 = header.iter().map(|&byte| u32::from(byte)).sum();
        header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        archive.extend(header);
        archive.extend(*content);
        archive.resize(archive.len().next_multiple_of(512), 0);
    }
    archive.extend([0; 1024]);
    archive
}

/// An archive with the batches 3 and 1, in this order, and the test, as the real one names them.
fn small_archive() -> Vec<u8> {
    tar(&[
        ("cifar-10-batches-bin/batches.meta.txt", b"airplane\n"),
        ("cifar-10-batches-bin/data_batch_3.bin", &record(3)),
        ("cifar-10-batches-bin/data_batch_1.bin", &[record(1), record(9)].concat()),
        ("cifar-10-batches-bin/test_batch.bin", &record(7)),
    ])
}

/// A whole batch: 10,000 images of one class.
fn whole(class: u8) -> Vec<u8> {
    record(class).repeat(10_000)
}

/// A folder with these files. They are packed, which makes them small; the reader takes them so.
fn folder_of(files: &[(&str, u8)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, class) in files {
        fs::write(folder.path().join(name), gzip(&whole(*class))).unwrap();
    }
    folder
}

/// An archive with two batches of class 1 and 2, and the test.
fn whole_archive() -> Vec<u8> {
    let [first, second, test] = [whole(1), whole(2), whole(7)];
    let files = [("data_batch_1.bin", &first), ("data_batch_2.bin", &second)];
    let files = files.into_iter().chain([("test_batch.bin", &test)]);
    gzip(&tar(&files.map(|(name, file)| (name, &file[..])).collect::<Vec<_>>()))
}

/// The classes of the batches for training, and the class of the test.
fn classes(split: &Split) -> (Vec<u8>, u8) {
    let of_batch = |batch: &[u8]| {
        assert!(batch.len() == 10_000 && batch.iter().all(|class| *class == batch[0]));
        batch[0]
    };
    (split.train.labels().chunks(10_000).map(of_batch).collect(), of_batch(split.test.labels()))
}

#[test]
fn batches_are_read_in_the_order_of_their_numbers_wherever_they_lie() {
    let outer =
        folder_of(&[("data_batch_3.bin", 3), ("data_batch_1.bin", 1), ("test_batch.bin", 7)]);
    let inner = tempfile::tempdir().unwrap();
    fs::rename(outer.path(), inner.path().join("cifar-10-batches-bin")).unwrap();
    let split = cifar10(inner.path()).unwrap();
    assert_eq!(split.name, "CIFAR-10 (2 of 5 batches)");
    assert_eq!(classes(&split), (vec![1, 3], 7));
    assert_eq!(split.train.image(10_000), &record(3)[1..]);
    assert_eq!(cifar10(&inner.path().join("cifar-10-batches-bin")).unwrap(), split);
}

#[test]
fn the_archive_is_read_without_unpacking_it() {
    for archive in [small_archive(), gzip(&small_archive())] {
        let split = cifar10::parse_archive(&archive[..], "set.tar").unwrap();
        assert_eq!(split.name, "CIFAR-10 (2 of 5 batches)");
        assert_eq!(split.train.labels(), [1, 9, 3]);
        assert_eq!(split.test.labels(), [7]);
        assert_eq!(split.train.image(2), &record(3)[1..]);
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("cifar-10-binary.tar.gz"), whole_archive()).unwrap();
    assert_eq!(classes(&cifar10(folder.path()).unwrap()), (vec![1, 2], 7));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// An unpacking that was interrupted leaves some of the files, and the archive beside them.
#[rstest]
#[case::the_test(&[("test_batch.bin", 8)])]
#[case::a_batch(&[("data_batch_4.bin", 8)])]
#[case::a_batch_and_the_test(&[("data_batch_1.bin", 8), ("test_batch.bin", 8)])]
fn a_part_of_the_files_does_not_hide_the_archive(#[case] part: &[(&str, u8)]) {
    let folder = folder_of(part);
    fs::write(folder.path().join("cifar-10-binary.tar.gz"), whole_archive()).unwrap();
    assert_eq!(classes(&cifar10(folder.path()).unwrap()), (vec![1, 2], 7));
}

#[test]
fn all_files_are_read_although_the_archive_is_there() {
    let folder = tempfile::tempdir().unwrap();
    for batch in 1..=5 {
        let file = folder.path().join(format!("data_batch_{batch}.bin"));
        fs::write(file, gzip(&whole(batch))).unwrap();
    }
    fs::write(folder.path().join("test_batch.bin"), gzip(&whole(0))).unwrap();
    fs::write(folder.path().join("cifar-10-binary.tar.gz"), "no archive").unwrap();
    let split = cifar10(folder.path()).unwrap();
    assert_eq!(split.name, "CIFAR-10");
    assert_eq!(classes(&split), (vec![1, 2, 3, 4, 5], 0));
}

#[test]
fn the_first_batches_alone() {
    let folder = folder_of(&[
        ("data_batch_1.bin", 1),
        ("data_batch_2.bin", 2),
        ("data_batch_4.bin", 4),
        ("test_batch.bin", 7),
    ]);
    let first = |count| cifar10::first_batches(folder.path(), count);
    let split = first(1).unwrap();
    assert_eq!((split.name, classes(&split)), ("CIFAR-10 (1 of 5 batches)", (vec![1], 7)));
    assert_eq!(classes(&first(2).unwrap()), (vec![1, 2], 7));
    let DataErrorKind::Missing { files, .. } = first(4).unwrap_err().kind else {
        panic!("is missing")
    };
    assert_eq!(files, ["data_batch_3.bin"]);
    fs::write(folder.path().join("cifar-10-binary.tar.gz"), whole_archive()).unwrap();
    assert_eq!(classes(&first(2).unwrap()), (vec![1, 2], 7), "from the files");
    let DataErrorKind::Missing { files, .. } = first(3).unwrap_err().kind else {
        panic!("is missing")
    };
    assert_eq!(files, ["data_batch_3.bin"], "in the archive");
}

#[test]
fn a_batch_of_tensors_has_its_colours_before_its_rows() {
    let images = cifar10::parse(&[record(2), record(4)].concat()[..], "two").unwrap();
    let batch = Dataset::<f64>::get_batch(&images, &[1, 0, 1]);
    assert_eq!(batch.inputs.shape().dims(), [3, 3, 32, 32]);
    assert_eq!(batch.targets, [4, 2, 4]);
    let image = &batch.inputs.as_slice()[..3072];
    assert!((image[3] * 255.0 - 4.0).abs() < 1e-12, "red of row 0, column 3");
    assert!((image[1024] * 255.0 - 100.0).abs() < 1e-12, "green");
    assert!((image[3071] * 255.0 - 200.0).abs() < 1e-12, "blue");
}

#[test]
fn all_that_is_missing_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let missing = |expected: &[&str]| {
        let error = cifar10(folder.path()).unwrap_err();
        assert!(error.to_string().contains("`cargo gradus data fetch cifar-10`"), "{error}");
        let DataErrorKind::Missing { files, .. } = error.kind else { panic!("{error:?}") };
        assert_eq!(files, expected);
    };
    let batches: Vec<String> = (1..=5).map(|batch| format!("data_batch_{batch}.bin")).collect();
    let batches: Vec<&str> = batches.iter().map(String::as_str).collect();
    missing(&["cifar-10-binary.tar.gz"]);
    let [test, last] = ["test_batch.bin", "data_batch_5.bin"].map(|name| folder.path().join(name));
    fs::write(&test, gzip(&whole(7))).unwrap();
    missing(&batches);
    fs::rename(test, last).unwrap();
    missing(&[&batches[..4], &["test_batch.bin"]].concat());
    let empty = cifar10::parse_archive(&tar(&[])[..], "set.tar").unwrap_err().to_string();
    assert!(empty.contains("data_batch_5.bin, test_batch.bin in set.tar"), "{empty}");
}

/// Records have no header: a file that is cut between two of them looks whole.
#[test]
fn a_batch_of_fewer_images_than_it_should_have_is_cut_off() {
    let folder = folder_of(&[("data_batch_1.bin", 1)]);
    let test = folder.path().join("test_batch.bin");
    fs::write(&test, record(7).repeat(9_999)).unwrap();
    let error = cifar10(folder.path()).unwrap_err();
    let (whole, cut) = (30_730_000, 30_730_000 - 3_073);
    let expected = format!(
        "{}: needs at least {whole} bytes (unpacked) and ends after {cut}; delete the file and \
         fetch it again",
        test.display()
    );
    assert_eq!(error.to_string(), expected);

    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("cifar-10-binary.tar.gz"), small_archive()).unwrap();
    let error = cifar10(folder.path()).unwrap_err().to_string();
    assert!(error.starts_with("data_batch_3.bin in "), "{error}");
    assert!(
        error.contains("needs at least 30730000 bytes (unpacked) and ends after 3073"),
        "{error}"
    );
}

#[rstest]
#[case::empty(vec![])]
#[case::one_byte(vec![1])]
#[case::one_byte_less(record(1)[..3072].to_vec())]
#[case::one_byte_more([record(1), vec![1]].concat())]
#[case::no_such_class(record(10))]
#[case::damaged_gzip(gzip(&record(1))[..60].to_vec())]
fn a_damaged_batch_is_named(#[case] file: Vec<u8>) {
    let error = cifar10::parse(&file[..], "data_batch_9.bin").unwrap_err();
    assert!(error.to_string().starts_with("data_batch_9.bin: "), "{error}");
}

#[test]
fn more_images_than_a_batch_has_are_refused() {
    let file = gzip(&[whole(1), record(1)].concat());
    let error = cifar10::parse(&file[..], "many.bin").unwrap_err();
    assert!(
        matches!(error.kind, DataErrorKind::TrailingBytes { expected: 30_730_000, .. }),
        "{error:?}"
    );
}

#[test]
fn every_cut_of_the_archive_is_an_error() {
    for (archive, step) in [(small_archive(), 97), (gzip(&small_archive()), 1)] {
        // Where the last file has come whole, only its padding and the end's mark are missing.
        let needed = if step == 1 { archive.len() } else { archive.len() - 1024 - 511 };
        for length in (0..needed).step_by(step) {
            let error = cifar10::parse_archive(&archive[..length], "set.tar");
            let error = error.map(|split| split.name).expect_err("is not whole").to_string();
            assert!(error.contains("set.tar"), "cut after {length} bytes: {error}");
        }
    }
}

#[test]
fn damage_inside_the_archive_names_file_and_archive() {
    let archive = tar(&[("data_batch_1.bin", &record(1)[..100])]);
    let error = cifar10::parse_archive(&archive[..], "set.tar").unwrap_err().to_string();
    assert!(error.starts_with("data_batch_1.bin in set.tar: needs at least 3073 bytes"), "{error}");
}

#[test]
fn a_batch_that_the_archive_holds_twice_is_refused() {
    let archive = tar(&[("a/test_batch.bin", &record(1)), ("b/test_batch.bin", &record(2))]);
    let error = cifar10::parse_archive(&archive[..], "set.tar").unwrap_err();
    let cause = error.source().expect("has a cause").to_string();
    assert_eq!(cause, "it holds two files of the name test_batch.bin");
    assert!(error.to_string().starts_with("set.tar: "), "{error}");
}

/// Before a file, `tar --format=pax` may write one of its own that ends in the file's name.
#[test]
fn only_files_are_taken_for_batches() {
    let mut archive = tar(&[("PaxHeaders/data_batch_3.bin", b"27 mtime=1234567890.1234567\n")]);
    archive[156] = b'x';
    archive[148..156].fill(b' ');
    let sum: u32 = archive[..512].iter().map(|&byte| u32::from(byte)).sum();
    archive[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    archive.truncate(1024);
    archive.extend(small_archive());
    let split = cifar10::parse_archive(&archive[..], "set.tar").unwrap();
    assert_eq!(split.train.labels(), [1, 9, 3]);
}

#[test]
fn the_real_files_hold_what_is_known_of_them() {
    let Some(folder) = data_dir() else {
        println!("skipped: there is no folder of data sets");
        return;
    };
    check_real(&folder.join("cifar-10"));
}

/// The counts are those of the authors' page: 1,000 test images of each class.
fn check_real(folder: &Path) {
    let split = match cifar10(folder) {
        Err(error) if matches!(error.kind, DataErrorKind::Missing { .. }) => {
            return println!("skipped: {error}");
        }
        other => other.unwrap(),
    };
    assert_eq!(split.train.len() % 10_000, 0);
    for class in 0..10 {
        let count = split.test.labels().iter().filter(|&&label| label == class).count();
        assert_eq!(count, 1_000, "{}", cifar10::CLASS_NAMES[usize::from(class)]);
    }
    assert_eq!(split.train.labels()[..10], [6, 9, 9, 4, 1, 1, 2, 7, 8, 3]);
    assert_eq!(split.test.labels()[..10], [3, 8, 8, 0, 6, 6, 1, 6, 3, 1]);
}
