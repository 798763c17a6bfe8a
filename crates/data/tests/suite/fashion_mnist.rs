//! Fashion-MNIST: the error for a folder without it, and the real files if they are there.

use data::{DataErrorKind, data_dir, fashion_mnist};

#[test]
fn missing_files_are_reported_for_this_set() {
    let folder = tempfile::tempdir().unwrap();
    let message = fashion_mnist(folder.path()).unwrap_err().to_string();
    assert!(message.starts_with("Fashion-MNIST: no train-images-idx3-ubyte.gz, "), "{message}");
    assert!(message.contains("`cargo gradus data fetch fashion-mnist`"), "{message}");
}

/// The counts are those of its authors: every class is there equally often.
#[test]
fn the_real_files_hold_what_is_known_of_them() {
    let Some(folder) = data_dir() else {
        println!("skipped: there is no folder of data sets");
        return;
    };
    let clothing = match fashion_mnist(&folder.join("fashion-mnist")) {
        Err(error) if matches!(error.kind, DataErrorKind::Missing { .. }) => {
            return println!("skipped: {error}");
        }
        other => other.unwrap(),
    };
    assert_eq!(clothing.name, "Fashion-MNIST");
    for (images, each) in [(clothing.train, 6_000), (clothing.test, 1_000)] {
        for class in 0..10 {
            let count = images.labels().iter().filter(|&&label| label == class).count();
            assert_eq!(count, each, "{}", fashion_mnist::CLASS_NAMES[usize::from(class)]);
        }
    }
}
