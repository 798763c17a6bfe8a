//! The files of CIFAR-10 that were found.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use super::{INSTALL_HINT, RECORD, TEST_FILE, TRAIN_FILES};
use crate::{DataError, DataErrorKind, LabelledImages, Split};

/// The set's name says how many of the training batches were found.
const NAMES: [&str; TRAIN_FILES.len()] = [
    "CIFAR-10 (1 of 5 batches)",
    "CIFAR-10 (2 of 5 batches)",
    "CIFAR-10 (3 of 5 batches)",
    "CIFAR-10 (4 of 5 batches)",
    "CIFAR-10",
];

/// The files that are searched for in one location, and the images of those that were found.
pub(super) struct Batches {
    /// A folder or an archive.
    pub location: PathBuf,
    /// The names of the training batches that are searched for; the test batch always is.
    pub train: &'static [&'static str],
    /// The minimum number of images in a file; the maximum is 10,000.
    pub images: usize,
    /// By name, and so in the order of the numbers in the names.
    found: BTreeMap<&'static str, LabelledImages>,
}

impl Batches {
    pub(super) fn new(location: PathBuf, train: &'static [&'static str], images: usize) -> Self {
        Self { location, train, images, found: BTreeMap::new() }
    }

    /// The names of all files that are searched for.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.train.iter().copied().chain([TEST_FILE])
    }

    /// Adds the images of the file `name`; `file` is its name in errors.
    pub(super) fn insert(
        &mut self,
        name: &'static str,
        file: String,
        images: LabelledImages,
    ) -> Result<(), DataError> {
        if images.len() < self.images {
            // Records have no header, so that a file which is cut between two looks whole.
            let [expected, found] =
                [self.images, images.len()].map(|count| (count * RECORD) as u64);
            return Err(DataErrorKind::Truncated { expected, found }.in_file(file));
        }
        if self.found.insert(name, images).is_some() {
            let source = io::Error::other(format!("it holds two files of the name {name}"));
            return Err(DataErrorKind::Archive { source }.in_file(self.location.display()));
        }
        Ok(())
    }

    /// The split, if at least `min_batches` training batches and the test batch were found.
    pub(super) fn split(mut self, min_batches: usize) -> Result<Split, DataError> {
        let missing = self.names().filter(|name| !self.found.contains_key(name));
        let files: Vec<String> = missing.map(str::to_string).collect();
        let test = self.found.remove(TEST_FILE);
        let count = self.found.len();
        let mut batches = self.found.into_values();
        match (batches.next(), test) {
            (Some(mut train), Some(test)) if count >= min_batches => {
                batches.for_each(|batch| train.append(batch));
                Ok(Split { name: NAMES[count - 1], train, test })
            }
            _ => Err(missing_files(files, self.location)),
        }
    }
}

/// The error for files of the set that are missing in a folder or an archive.
pub(super) fn missing_files(files: Vec<String>, folder: PathBuf) -> DataError {
    let kind = DataErrorKind::Missing { files, folder, install_hint: INSTALL_HINT };
    kind.in_file("CIFAR-10")
}
