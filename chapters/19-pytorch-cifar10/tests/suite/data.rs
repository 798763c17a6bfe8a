//! Which data a run takes, and which results of PyTorch are held against it.

use crate::CIFAR10;
use ch19::{FIRST_BATCH, SHAPES, parity};
use flate2::{Compression, write::GzEncoder};
use programs::{Program, temp_dir};
use std::fs;
use std::io::Write;
use std::path::Path;
use tempfile::TempDir;

const PARITY: Program = Program::new("cifar10_parity");
const SEEDS: Program = Program::new("cifar10_seeds");

/// A file of 10,000 images, each of one colour. It is packed, which makes it small.
fn write_batch(file: &Path, color: u8) {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    for class in 0..10_000 {
        let record = [&[(class % 10) as u8][..], &[color; 3072]].concat();
        packed.write_all(&record).unwrap();
    }
    fs::write(file, packed.finish().unwrap()).unwrap();
}

/// The first two batches for training, and the test.
fn two_batches() -> TempDir {
    let data = temp_dir();
    for (color, name) in ["data_batch_1", "data_batch_2", "test_batch"].into_iter().enumerate() {
        write_batch(&data.path().join(format!("{name}.bin")), 50 * color as u8);
    }
    data
}

#[test]
#[ignore = "slow: `cargo test -- --include-ignored` runs it"]
fn the_first_batches_can_be_asked_for() {
    let data = two_batches();
    let data = data.path().to_str().unwrap();
    for (batches, name) in [
        (&["--batches", "1"][..], "CIFAR-10 (1 of 5 batches), 2000 + 500 images"),
        (&["--batches", "2"], "CIFAR-10 (2 of 5 batches), 2000 + 500 images"),
        (&[], "CIFAR-10 (2 of 5 batches), 2000 + 500 images"),
    ] {
        let out = temp_dir();
        CIFAR10.run_ok(out.path(), &[&["--quick", "--data", data], batches].concat());
        let results = fs::read_to_string(out.path().join("results.toml")).unwrap();
        assert!(results.contains(&format!("data = \"{name}, ")), "{results}");
    }
    let out = temp_dir();
    let stderr = CIFAR10.run_err(out.path(), &["--quick", "--data", data, "--batches", "3"]);
    assert!(stderr.contains("no data_batch_3.bin in "), "{stderr}");
}

#[test]
fn batches_that_are_not_there_are_refused() {
    for program in [CIFAR10, PARITY, SEEDS] {
        for number in ["0", "6", "all"] {
            let stderr = program.run_err(temp_dir().path(), &["--batches", number]);
            let expected = format!("invalid value '{number}' for '--batches");
            assert!(stderr.contains(&expected), "{program:?}: {stderr}");
        }
        let stderr = program.run_err(temp_dir().path(), &["--batches", "1"]);
        let expected = "--batches is for CIFAR-10, which was not found";
        assert!(stderr.contains(expected), "{program:?}: {stderr}");
        assert!(stderr.contains("cargo gradus data fetch cifar-10"), "{program:?}: {stderr}");
    }
}

#[test]
fn a_file_is_no_folder() {
    let out = temp_dir();
    let archive = out.path().join("cifar-10-binary.tar.gz");
    fs::write(&archive, "").unwrap();
    let stderr = CIFAR10.run_err(out.path(), &["--data", archive.to_str().unwrap()]);
    assert!(stderr.contains("is a file: name the folder in which it lies"), "{stderr}");
}

/// Where data sets usually lie, nothing of CIFAR-10 leads to the shapes, and a part of it does not.
#[test]
fn a_part_of_the_set_is_not_taken_for_nothing() {
    let (out, data) = (temp_dir(), temp_dir());
    write_batch(&data.path().join("test_batch.bin"), 7);
    let mut run = CIFAR10.command(out.path());
    let run = run.arg("--quick").env("GRADUS_DATA", data.path()).output().unwrap();
    let stderr = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("no data_batch_1.bin, data_batch_2.bin, "), "{stderr}");
}

/// Any batch bears the name of the first; only its bytes tell.
#[test]
#[ignore = "slow: `cargo test -- --include-ignored` runs it"]
fn pytorch_is_asked_about_the_same_data_only() {
    assert_eq!(ch19::shapes().fingerprint, SHAPES);
    for known in [SHAPES, FIRST_BATCH] {
        let losses = parity::pytorch_losses(known).expect("they are kept");
        assert_eq!([losses.f64.len(), losses.f32.len()], [parity::STEPS; 2]);
        let (name, _) = known.rsplit_once(' ').unwrap();
        assert!(parity::pytorch_losses(&format!("{name} 00000000")).is_none());
    }
    let data = two_batches();
    let data = data.path().to_str().unwrap();
    let ended = PARITY.run_ok(temp_dir().path(), &["--data", data, "--batches", "1"]);
    let start = "PyTorch's losses are kept for the shapes and for CIFAR-10 with --batches 1 only.";
    assert!(ended.stdout.starts_with(start), "{}", ended.stdout);
}
