//! The files of MNIST, and of the sets made to replace it: four IDX files.

use std::path::{Path, PathBuf};

use crate::{DataError, DataErrorKind, ImageFormat, LabelledImages, Split, idx};

/// The names of the files, those of MNIST's authors; on disk they may end in `.gz`.
const FILES: [&str; 4] = [
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
];

const FORMAT: ImageFormat =
    ImageFormat { channels: 1, height: 28, width: 28, classes: 10, max_value: 255 };

/// Reads a set of this format from its folder; `install_hint` says how to get it.
pub(crate) fn read(
    set: &'static str,
    dir: &Path,
    install_hint: &'static str,
) -> Result<Split, DataError> {
    let [train_images, train_labels, test_images, test_labels] =
        find_files(set, dir, install_hint)?;
    let train = read_pair(&train_images, &train_labels)?;
    let test = read_pair(&test_images, &test_labels)?;
    Ok(Split { name: set, train, test })
}

/// The paths of the four files, or the error that lists all that are missing.
fn find_files(
    set: &'static str,
    dir: &Path,
    install_hint: &'static str,
) -> Result<[PathBuf; 4], DataError> {
    let found = FILES.map(|name| find_file(dir, name));
    let missing = FILES.iter().zip(&found).filter(|(_, path)| path.is_none());
    let files: Vec<String> = missing.map(|(name, _)| format!("{name}.gz")).collect();
    if files.is_empty() {
        return Ok(found.map(|path| path.expect("none is missing")));
    }
    Err(DataErrorKind::Missing { files, folder: dir.to_path_buf(), install_hint }.in_file(set))
}

/// The plain file before the compressed one, which takes longer to read.
fn find_file(dir: &Path, name: &str) -> Option<PathBuf> {
    let paths = [dir.join(name), dir.join(format!("{name}.gz"))];
    paths.into_iter().find(|path| path.is_file())
}

/// Reads images and their labels, and checks that they belong together.
fn read_pair(images_path: &Path, labels_path: &Path) -> Result<LabelledImages, DataError> {
    let (dims, images) = idx::read_bytes(images_path)?;
    let [image_count @ (1..), 28, 28] = dims[..] else {
        return Err(shape_error(images_path, "[n, 28, 28]", dims));
    };
    let (dims, labels) = idx::read_bytes(labels_path)?;
    let [label_count @ (1..)] = dims[..] else {
        return Err(shape_error(labels_path, "[n]", dims));
    };
    if image_count != label_count {
        let kind = DataErrorKind::Count {
            labels: label_count,
            images_file: images_path.display().to_string(),
            images: image_count,
        };
        return Err(kind.in_file(labels_path.display()));
    }
    let name = labels_path.display().to_string();
    LabelledImages::new(&name, FORMAT, images, labels)
}

fn shape_error(path: &Path, expected: &'static str, found: Vec<usize>) -> DataError {
    DataErrorKind::Shape { expected, found }.in_file(path.display())
}
