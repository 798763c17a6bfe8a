//! Runs on MNIST: a small one made here, a damaged one, and the real one where it is.

use crate::MNIST;
use crate::run::test_accuracy;
use flate2::{Compression, write::GzEncoder};
use programs::{RunOutput, temp_dir};
use std::env;
use std::fs;
use std::io::Write;
use std::path::Path;

/// An IDX file of bytes, packed.
fn idx(sizes: &[u32], elements: &[u8]) -> Vec<u8> {
    let mut file = vec![0, 0, 8, sizes.len() as u8];
    sizes.iter().for_each(|size| file.extend(size.to_be_bytes()));
    file.extend(elements);
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(&file).unwrap();
    packed.finish().unwrap()
}

/// Images of 28 × 28 pixels on which the class is easy to see: a bright row, as high as the class.
fn write_mnist(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    for (name, n) in [("train", 300), ("t10k", 50)] {
        let labels: Vec<u8> = (0..n).map(|i| (i % 10) as u8).collect();
        let pixel = |label: u8, i: usize| if i / 28 == 2 * usize::from(label) { 255 } else { 0 };
        let pixels: Vec<u8> =
            labels.iter().flat_map(|&label| (0..784).map(move |i| pixel(label, i))).collect();
        let images = idx(&[n, 28, 28], &pixels);
        fs::write(folder.join(format!("{name}-images-idx3-ubyte.gz")), images).unwrap();
        fs::write(folder.join(format!("{name}-labels-idx1-ubyte.gz")), idx(&[n], &labels)).unwrap();
    }
}

#[test]
fn mnist_is_taken_from_where_it_is() {
    let (out, data) = (temp_dir(), temp_dir());
    write_mnist(&data.path().join("mnist"));
    let arguments = ["--epochs", "12", "--data", data.path().to_str().unwrap()];
    let by_option = MNIST.run_ok(out.path(), &arguments);
    assert!(!by_option.stdout.contains("MNIST was not found"), "{}", by_option.stdout);
    assert!(by_option.stdout.contains("101,770 parameters, 407 kB"), "{}", by_option.stdout);
    assert_eq!(test_accuracy(&by_option), 1.0);
    assert!(by_option.stdout.contains("There is no mistake to show."), "{}", by_option.stdout);
    assert!(!out.path().join("mistakes.svg").exists());
    let run = MNIST.command(out.path()).env("GRADUS_DATA", data.path()).output().unwrap();
    let by_variable = RunOutput::from(run);
    assert_eq!(by_variable.code, Some(0), "{}", by_variable.stderr);
    assert!(by_variable.stdout.contains("epoch 10/10  loss "), "MNIST's default number of epochs");
    // The checkpoint is one of MNIST, and no run on the digits can go on with it.
    let stderr = MNIST.run_err(out.path(), &["--resume"]);
    assert!(stderr.contains("data was MNIST, 300 + 50 images, "), "{stderr}");
}

#[test]
fn damaged_files_are_named_wherever_they_are() {
    let (out, data) = (temp_dir(), temp_dir());
    let mnist = data.path().join("mnist");
    write_mnist(&mnist);
    let file = mnist.join("t10k-images-idx3-ubyte.gz");
    let whole = fs::read(&file).unwrap();
    fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let stderr = MNIST.run_err(out.path(), &["--quick", "--data", data.path().to_str().unwrap()]);
    assert!(stderr.contains(&file.display().to_string()), "{stderr}");
    assert!(stderr.contains("damaged; delete the file and fetch it again"), "{stderr}");
    let run =
        MNIST.command(out.path()).arg("--quick").env("GRADUS_DATA", data.path()).output().unwrap();
    let ended = RunOutput::from(run);
    assert!(
        ended.code == Some(1) && ended.stderr.contains(&file.display().to_string()),
        "{ended:?}"
    );
}

#[test]
fn the_real_mnist() {
    let Some(data) = env::var_os("GRADUS_DATA").filter(|data| !data.is_empty()) else {
        println!("skipped: GRADUS_DATA is not set");
        return;
    };
    let out = temp_dir();
    let run = MNIST.command(out.path()).arg("--quick").env("GRADUS_DATA", data).output().unwrap();
    let ended = RunOutput::from(run);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    if ended.stdout.starts_with("MNIST was not found") {
        println!("skipped: {}", ended.stdout.lines().next().unwrap());
        return;
    }
    assert!(ended.stdout.contains("101,770 parameters, 407 kB"), "{}", ended.stdout);
    let shown = test_accuracy(&ended);
    assert!(shown > 0.75, "2,000 images, one epoch: {shown}");
}
