//! MNIST if it is there, else the digits that always are.

use anyhow::{Context, Result};
use data::{DataError, Split};
use std::path::{Path, PathBuf};

/// How many training and test samples a quick look takes.
const QUICK: (usize, usize) = (2_000, 500);

/// MNIST, from the folder that `--data` or the variable `GRADUS_DATA` names; else, with one line
/// that says so and how to get MNIST, the embedded digits.
///
/// # Errors
/// If `--data` names a folder without MNIST, or if MNIST is there but damaged.
pub fn mnist_or_digits(folder: Option<&Path>, quick: bool) -> Result<Split> {
    let split = match folder {
        Some(folder) => data::mnist(&within(folder)).context("--data")?,
        None => match data::data_folder() {
            None => digits_instead("GRADUS_DATA is not set"),
            Some(folder) => match data::mnist(&within(&folder)) {
                Err(DataError::Missing { folder, .. }) => {
                    digits_instead(&format!("not in {}", folder.display()))
                }
                split => split?,
            },
        },
    };
    Ok(if quick { first_of(&split) } else { split })
}

/// The folder `mnist` in the folder of the data sets; or the folder itself, if there is none.
fn within(folder: &Path) -> PathBuf {
    let mnist = folder.join("mnist");
    if mnist.is_dir() || !folder.join("train-images-idx3-ubyte.gz").is_file() {
        return mnist;
    }
    folder.to_path_buf()
}

fn digits_instead(why: &str) -> Split {
    println!(
        "MNIST was not found ({why}), so this runs on 1,797 embedded digits of 8×8 pixels. To get \
         MNIST: {}.",
        data::mnist::REMEDY
    );
    data::digits()
}

/// The first samples of both parts.
fn first_of(split: &Split) -> Split {
    let few = |images: &data::LabelledImages, most: usize| {
        let indices: Vec<u32> = (0..images.len().min(most) as u32).collect();
        images.select(&indices)
    };
    let (train, test) = (few(&split.train, QUICK.0), few(&split.test, QUICK.1));
    Split { name: split.name, train, test }
}
