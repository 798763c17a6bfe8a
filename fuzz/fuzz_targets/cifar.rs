//! CIFAR-10, a batch or the archive: what is read is whole images of known classes.

#![no_main]

use data::LabelledImages;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| {
    if let Ok(images) = data::cifar10::parse(file, "fuzz") {
        check(&images);
    }
    if let Ok(split) = data::cifar10::parse_archive(file, "fuzz") {
        check(&split.train);
        check(&split.test);
    }
});

fn check(images: &LabelledImages) {
    assert_eq!(images.pixels().len(), images.len() * 3 * 32 * 32);
    assert!(images.labels().iter().all(|&label| label < 10));
}
