//! CIFAR-10 if it is there, else the shapes that always are.

use anyhow::{Context, Result};
use data::{DataError, Normalization, Normalized, Split};
use std::path::{Path, PathBuf};
use training::cli;

/// How many training and test images a quick look takes.
const QUICK: (u32, u32) = (2_000, 500);

/// The images, their pixels normalized, and what their classes are called.
pub struct Photographs {
    /// To learn from.
    pub train: Normalized<data::LabelledImages>,
    /// To judge by.
    pub test: Normalized<data::LabelledImages>,
    /// The names of the classes.
    pub classes: [&'static str; 10],
    /// Which data these are, in one line.
    pub fingerprint: String,
}

/// CIFAR-10, from the folder that `--data` or the variable `GRADUS_DATA` names; else, with one line
/// that says so and how to get it, the shapes of crate `data`.
///
/// # Errors
/// If `--data` names a folder without CIFAR-10, or if CIFAR-10 is there but damaged.
pub fn cifar10_or_shapes(folder: Option<&Path>, quick: bool) -> Result<Photographs> {
    let found = match folder {
        Some(folder) => {
            Some(data::cifar10(&within(folder)).context("the folder given with --data")?)
        }
        None => in_usual_folder()?,
    };
    let (split, classes) = match found {
        Some(split) => (split, data::cifar10::CLASSES),
        None => (data::shapes(), data::shapes::CLASSES),
    };
    Ok(normalized(if quick { first_of(&split) } else { split }, classes))
}

/// The shapes of crate `data`.
pub fn shapes() -> Photographs {
    normalized(data::shapes(), data::shapes::CLASSES)
}

/// CIFAR-10, if it lies where data sets usually do.
fn in_usual_folder() -> Result<Option<Split>> {
    let why = match data::data_folder() {
        None => "GRADUS_DATA is not set".to_string(),
        Some(folder) => match data::cifar10(&within(&folder)) {
            Err(DataError::Missing { folder, .. }) => format!("not in {}", folder.display()),
            split => return Ok(Some(split?)),
        },
    };
    cli::say(format_args!(
        "CIFAR-10 was not found ({why}), so this runs on 12,000 shapes that are drawn \
         here.\nTo get CIFAR-10: cargo gradus data fetch cifar-10"
    ));
    Ok(None)
}

/// The folder `cifar-10` inside, if there is one; else the folder itself.
fn within(folder: &Path) -> PathBuf {
    let inner = folder.join("cifar-10");
    if inner.is_dir() { inner } else { folder.to_path_buf() }
}

/// The first images of both parts.
fn first_of(split: &Split) -> Split {
    let few = |images: &data::LabelledImages, most: u32| {
        images.select(&(0..most.min(images.len() as u32)).collect::<Vec<_>>())
    };
    Split { name: split.name, train: few(&split.train, QUICK.0), test: few(&split.test, QUICK.1) }
}

/// From 0 … 1 to −1 … 1: mean and deviation 0.5 in each channel.
fn normalized(split: Split, classes: [&'static str; 10]) -> Photographs {
    let fingerprint = split.fingerprint();
    let halves = Normalization { mean: vec![0.5; 3], deviation: vec![0.5; 3] };
    let part = |data| Normalized { data, normalization: halves.clone() };
    Photographs { train: part(split.train), test: part(split.test), classes, fingerprint }
}
