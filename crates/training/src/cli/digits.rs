//! MNIST, or the embedded digits.

use crate::cli::say;
use anyhow::{Context, Result};
use data::{DataError, DataErrorKind, Split};
use std::path::{Path, PathBuf};

/// The number of files of MNIST.
const MNIST_FILES: usize = 4;

/// The numbers of training and test samples of a quick run.
const QUICK_SAMPLES: (usize, usize) = (2_000, 500);

/// Loads MNIST from the folder that `--data` or the variable `GRADUS_DATA` names; else, with one line
/// that says so and how to get MNIST, the embedded digits. `quick` takes the first samples only.
///
/// ```
/// let error = training::cli::mnist_or_digits(Some("no/such/folder".as_ref()), false).unwrap_err();
/// assert_eq!(error.to_string(), "the folder given with --data");
/// ```
///
/// # Errors
/// If `--data` names a folder without MNIST, or if MNIST is there but corrupt.
pub fn mnist_or_digits(folder: Option<&Path>, quick: bool) -> Result<Split> {
    let split = match folder {
        Some(folder) => in_folder(folder)?,
        None => match data::data_dir() {
            None => digits_instead("GRADUS_DATA is not set"),
            Some(folder) => match data::mnist(&within(&folder)) {
                // If only some are missing, that is an error.
                Err(DataError { kind: DataErrorKind::Missing { folder, files, .. }, .. })
                    if files.len() == MNIST_FILES =>
                {
                    digits_instead(&format!("not in {}", folder.display()))
                }
                split => split?,
            },
        },
    };
    Ok(if quick { take_first(&split) } else { split })
}

/// Loads MNIST if it is asked for, by `mnist` or by a folder given with `--data`; else the embedded
/// digits, whatever is on the disk. Without `--data` MNIST is looked for where the variable `GRADUS_DATA`
/// says, or among the downloads. `quick` takes the first samples only.
///
/// ```
/// let digits = training::cli::load_digits(false, None, false)?;
/// assert_eq!((digits.train.len(), digits.test.len()), (1437, 360));
/// # Ok::<(), anyhow::Error>(())
/// ```
///
/// # Errors
/// If MNIST is asked for and not there, or corrupt.
pub fn load_digits(mnist: bool, folder: Option<&Path>, quick: bool) -> Result<Split> {
    let split = match folder {
        Some(folder) => in_folder(folder)?,
        None if mnist => data::mnist(&within(&data::folder::download_dir()))?,
        None => data::digits(),
    };
    Ok(if quick { take_first(&split) } else { split })
}

fn in_folder(folder: &Path) -> Result<Split> {
    data::mnist(&within(folder)).context("the folder given with --data")
}

/// The folder itself, if it has MNIST's files; else its folder `mnist`.
fn within(folder: &Path) -> PathBuf {
    let images = ["train-images-idx3-ubyte", "train-images-idx3-ubyte.gz"];
    if images.iter().any(|file| folder.join(file).is_file()) {
        return folder.to_path_buf();
    }
    folder.join("mnist")
}

fn digits_instead(why: &str) -> Split {
    say(format_args!(
        "MNIST was not found ({why}), so this runs on 1,797 embedded digits of 8×8 pixels. To get \
         MNIST: {}.",
        data::mnist::INSTALL_HINT
    ));
    data::digits()
}

/// The first samples of both sets.
fn take_first(split: &Split) -> Split {
    let first = |images: &data::LabelledImages, max_count: usize| {
        let indices: Vec<u32> = (0..images.len().min(max_count) as u32).collect();
        images.subset(&indices)
    };
    let (train, test) = (first(&split.train, QUICK_SAMPLES.0), first(&split.test, QUICK_SAMPLES.1));
    Split { name: split.name, train, test }
}
