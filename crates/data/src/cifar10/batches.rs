//! The files of CIFAR-10, as far as they were found.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use super::{INSTALL_HINT, RECORD, TEST_FILE, TRAIN_FILES};
use crate::{DataError, LabelledImages, Split};

/// The set's name tells how many of the files for training were found.
const NAMES: [&str; TRAIN_FILES.len()] = [
    "CIFAR-10 (1 of 5 batches)",
    "CIFAR-10 (2 of 5 batches)",
    "CIFAR-10 (3 of 5 batches)",
    "CIFAR-10 (4 of 5 batches)",
    "CIFAR-10",
];

/// The files that are sought in one place, and the images of those that were found.
pub(super) struct Batches {
    /// A folder or an archive.
    pub location: PathBuf,
    /// The names of the files for training that are sought; that for the test always is.
    pub train: &'static [&'static str],
    /// How many images a file must have; 10,000 are the most.
    pub images: usize,
    /// By name, and so in the order of the numbers in the names.
    found: BTreeMap<&'static str, LabelledImages>,
}

impl Batches {
    pub(super) fn new(place: PathBuf, train: &'static [&'static str], images: usize) -> Self {
        Self { location: place, train, images, found: BTreeMap::new() }
    }

    /// The names of all files that are sought.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.train.iter().copied().chain([TEST_FILE])
    }

    /// Keeps the images of the file `name`; `file` is what errors call it.
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
            return Err(DataError::Truncated { file, expected, found });
        }
        if self.found.insert(name, images).is_some() {
            let file = self.location.display().to_string();
            let source = io::Error::other(format!("it holds two files of the name {name}"));
            return Err(DataError::Archive { file, source });
        }
        Ok(())
    }

    /// The split, if at least `least` of the files for training were found, and that for the test.
    pub(super) fn split(mut self, least: usize) -> Result<Split, DataError> {
        let missing = self.names().filter(|name| !self.found.contains_key(name));
        let files: Vec<String> = missing.map(str::to_string).collect();
        let test = self.found.remove(TEST_FILE);
        let count = self.found.len();
        let mut batches = self.found.into_values();
        match (batches.next(), test) {
            (Some(mut train), Some(test)) if count >= least => {
                batches.for_each(|batch| train.append(batch));
                Ok(Split { name: NAMES[count - 1], train, test })
            }
            _ => {
                let folder = self.location;
                Err(DataError::Missing { set: "CIFAR-10", files, folder, remedy: INSTALL_HINT })
            }
        }
    }
}
