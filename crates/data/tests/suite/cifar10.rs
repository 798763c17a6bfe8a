//! CIFAR-10: in files, in its archive, in part, damaged; and the real files if they are there.

use std::fs;
use std::path::Path;

use data::{DataError, Dataset, Split, cifar10, data_folder};
use rstest::rstest;

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

#[track_caller]
fn assert_small(split: &Split) {
    assert_eq!(split.name, "CIFAR-10 (2 of 5 batches)");
    assert_eq!(split.train.labels(), [1, 9, 3]);
    assert_eq!(split.test.labels(), [7]);
    assert_eq!(split.train.image(2), &record(3)[1..]);
}

#[test]
fn batches_are_read_in_the_order_of_their_numbers_wherever_they_lie() {
    for inner in ["", "cifar-10-batches-bin"] {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join(inner);
        fs::create_dir_all(&place).unwrap();
        fs::write(place.join("data_batch_3.bin"), record(3)).unwrap();
        fs::write(place.join("data_batch_1.bin"), [record(1), record(9)].concat()).unwrap();
        fs::write(place.join("test_batch.bin"), record(7)).unwrap();
        assert_small(&cifar10(folder.path()).unwrap());
    }
}

#[test]
fn the_archive_is_read_without_unpacking_it() {
    for archive in [small_archive(), gzip(&small_archive())] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("cifar-10-binary.tar.gz"), archive).unwrap();
        assert_small(&cifar10(folder.path()).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

#[test]
fn all_five_batches_are_the_whole_set() {
    let folder = tempfile::tempdir().unwrap();
    for batch in 1..=5 {
        let file = folder.path().join(format!("data_batch_{batch}.bin"));
        fs::write(file, record(batch)).unwrap();
    }
    fs::write(folder.path().join("test_batch.bin"), record(0)).unwrap();
    let split = cifar10(folder.path()).unwrap();
    assert_eq!(split.name, "CIFAR-10");
    assert_eq!(split.train.labels(), [1, 2, 3, 4, 5]);
}

#[test]
fn a_batch_of_tensors_has_its_colours_before_its_rows() {
    let images = cifar10::parse(&[record(2), record(4)].concat()[..], "two").unwrap();
    let batch = Dataset::<f64>::batch(&images, &[1, 0, 1]);
    assert_eq!(batch.inputs.shape().dims(), [3, 3, 32, 32]);
    assert_eq!(batch.targets, [4, 2, 4]);
    let image = &batch.inputs.as_slice()[..3072];
    assert!((image[3] * 255.0 - 4.0).abs() < 1e-12, "red of row 0, column 3");
    assert!((image[1024] * 255.0 - 100.0).abs() < 1e-12, "green");
    assert!((image[3071] * 255.0 - 200.0).abs() < 1e-12, "blue");
}

#[test]
fn what_is_missing_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let missing = |expected: &str| {
        let error = cifar10(folder.path()).unwrap_err();
        assert!(error.to_string().contains("`cargo gradus data fetch cifar-10`"), "{error}");
        let DataError::Missing { files, .. } = error else { panic!("{error:?}") };
        assert_eq!(files, [expected]);
    };
    missing("cifar-10-binary.tar.gz");
    fs::write(folder.path().join("test_batch.bin"), record(7)).unwrap();
    missing("data_batch_1.bin");
    fs::rename(folder.path().join("test_batch.bin"), folder.path().join("data_batch_5.bin"))
        .unwrap();
    missing("test_batch.bin");
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
fn more_images_than_the_set_has_are_refused() {
    let file = gzip(&record(1).repeat(60_001));
    let error = cifar10::parse(&file[..], "many.bin").unwrap_err();
    assert!(matches!(error, DataError::TooLarge { .. }), "{error:?}");
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
fn the_real_files_hold_what_is_known_of_them() {
    let Some(folder) = data_folder() else {
        println!("skipped: there is no folder of data sets");
        return;
    };
    check_real(&folder.join("cifar-10"));
}

/// The counts are those of the authors' page: 1,000 test images of each class.
fn check_real(folder: &Path) {
    let split = match cifar10(folder) {
        Err(error @ DataError::Missing { .. }) => return println!("skipped: {error}"),
        other => other.unwrap(),
    };
    assert_eq!(split.train.len() % 10_000, 0);
    for class in 0..10 {
        let count = split.test.labels().iter().filter(|&&label| label == class).count();
        assert_eq!(count, 1_000, "{}", cifar10::CLASSES[usize::from(class)]);
    }
    assert_eq!(split.train.labels()[..10], [6, 9, 9, 4, 1, 1, 2, 7, 8, 3]);
    assert_eq!(split.test.labels()[..10], [3, 8, 8, 0, 6, 6, 1, 6, 3, 1]);
}
