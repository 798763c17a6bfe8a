//! MNIST, or the digits that are always there.

use crate::cli::say;
use anyhow::{Context, Result};
use data::{DataError, DataErrorKind, Split};
use std::path::{Path, PathBuf};

/// The files that MNIST consists of.
const MNIST_FILES: usize = 4;

/// How many training and test samples a quick look takes.
const QUICK_SAMPLES: (usize, usize) = (2_000, 500);

/// MNIST, from the folder that `--data` or the variable `GRADUS_DATA` names; else, with one line
/// that says so and how to get MNIST, the embedded digits.
///
/// # Errors
/// If `--data` names a folder without MNIST, or if MNIST is there but damaged.
pub fn mnist_or_digits(folder: Option<&Path>, quick: bool) -> Result<Split> {
    let split = match folder {
        Some(folder) => in_folder(folder)?,
        None => match data::data_dir() {
            None => digits_instead("GRADUS_DATA is not set"),
            Some(folder) => match data::mnist(&within(&folder)) {
                // If only some are missing, that is worth knowing.
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

/// MNIST if it is asked for, by `mnist` or by a folder given with `--data`; else the embedded digits,
/// whatever is on the disk. Without `--data` MNIST is sought where the variable `GRADUS_DATA` says,
/// or among the downloads.
///
/// # Errors
/// If MNIST is asked for and not there, or damaged.
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

/// The first samples of both parts.
fn take_first(split: &Split) -> Split {
    let few = |images: &data::LabelledImages, most: usize| {
        let indices: Vec<u32> = (0..images.len().min(most) as u32).collect();
        images.subset(&indices)
    };
    let (train, test) = (few(&split.train, QUICK_SAMPLES.0), few(&split.test, QUICK_SAMPLES.1));
    Split { name: split.name, train, test }
}
