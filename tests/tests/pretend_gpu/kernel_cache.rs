//! Kernels on disk: files that are cut off, empty or of something else, a folder that is none, and programs that
//! write them at the same time.

use crate::child;
use crate::gpu::Gpu;
use autograd::Tape;
use std::fs;
use std::path::{Path, PathBuf};
use tensor::{Device, Tensor};

/// 1 + 1, by a kernel.
fn sum() -> String {
    let device = Device::cuda(0).expect("there is one");
    let x = Tensor::full([1], 1.0f32).to(&device);
    format!("the sum is {}", Tape::new().no_grad(|tape| tape.constant(&x) + &x).item())
}

/// The files with machine code.
fn kernels(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).expect("it can be listed");
    let files = files.map(|file| file.expect("it can be listed").path());
    files.filter(|file| file.extension().is_none()).collect()
}

#[track_caller]
fn run(folder: &Path) {
    let folder = folder.to_str().expect("its name is text");
    let name = "kernel_cache::what_was_kept_is_used_if_it_is_whole";
    child::check(name, &[("GRADUS_KERNEL_CACHE", folder)], &["ended with: the sum is 2"], sum);
}

#[test]
fn what_was_kept_is_used_if_it_is_whole() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    run(folder.path());
    if Gpu::find().is_none() {
        return;
    }
    let [file] = &kernels(folder.path())[..] else { panic!("there is one kernel") };
    let whole = fs::read(file).expect("it was written");
    let written =
        |file: &Path| fs::metadata(file).expect("it is there").modified().expect("a time");
    let first = written(file);
    run(folder.path());
    assert_eq!(written(file), first, "it was used, and not written again");
    let flipped = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        bytes
    };
    let damaged = [
        Vec::new(),
        whole[..31].to_vec(),
        whole[..32].to_vec(),
        whole[..33].to_vec(),
        whole[..whole.len() / 2].to_vec(),
        whole[..whole.len() - 1].to_vec(),
        [&whole[..], b"more"].concat(),
        flipped(0),
        flipped(whole.len() - 1),
        b"<!DOCTYPE html>".repeat(10),
    ];
    for bytes in damaged {
        fs::write(file, &bytes).expect("it can be written");
        run(folder.path());
        assert_eq!(fs::read(file).expect("it is there").len(), whole.len(), "it is whole again");
    }
}

#[test]
fn a_folder_that_is_none_is_gone_without() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let file = folder.path().join("file");
    fs::write(&file, "in the way").expect("it can be written");
    run(&file);
    run(&file.join("below"));
    run(Path::new(""));
    assert_eq!(fs::read(&file).expect("it is there"), b"in the way");
}

#[test]
fn programs_at_the_same_time_do_not_disturb_each_other() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| run(folder.path()));
        }
    });
    if Gpu::find().is_some() {
        assert_eq!(kernels(folder.path()).len(), 1, "no file is left half written");
    }
}
