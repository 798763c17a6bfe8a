//! CIFAR-10, or the shapes in its place.

use anyhow::{Context, Result, ensure};
use clap::Args;
use data::{DataError, DataErrorKind, Split, Standardized, Standardizer};
use std::path::Path;
use training::cli;

/// The training and test images of a quick run.
const QUICK_SAMPLES: (u32, u32) = (2_000, 500);

/// CIFAR-10, or a stand-in of the same format: the standardized images and the names of the classes.
pub struct Cifar10 {
    /// The training set.
    pub train: Standardized<data::LabelledImages>,
    /// The test set.
    pub test: Standardized<data::LabelledImages>,
    /// The names of the classes.
    pub classes: [&'static str; 10],
    /// The fingerprint of the data, in one line.
    pub fingerprint: String,
}

/// How much of CIFAR-10 is used.
// Without a group of its own, whose name would be that of the program's own options.
#[derive(Args, Clone, Copy, Debug, Default)]
#[group(skip)]
pub struct Batches {
    /// Train on the first N of CIFAR-10's five batches, of 10,000 photographs each [default: on all
    /// that are there]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=5))]
    pub batches: Option<u8>,
}

/// CIFAR-10, from the folder that `--data` or the variable `GRADUS_DATA` names; else, with one line
/// that says so and how to get it, the shapes of crate `data`.
///
/// ```
/// use ch19::{Batches, cifar10_or_shapes};
///
/// let missing = cifar10_or_shapes(Some("no/such/folder".as_ref()), Batches::default(), true);
/// assert_eq!(missing.err().unwrap().to_string(), "the folder given with --data");
/// ```
///
/// # Errors
/// If `--data` names a folder without CIFAR-10, if batches of CIFAR-10 were asked for that are not
/// there, or if CIFAR-10 is there but not whole or damaged.
pub fn cifar10_or_shapes(folder: Option<&Path>, batches: Batches, quick: bool) -> Result<Cifar10> {
    let found = match folder {
        Some(folder) => Some(batches.read(folder).context("the folder given with --data")?),
        None => in_default_folder(batches, quick)?,
    };
    let (split, classes) = match found {
        Some(split) => (split, data::cifar10::CLASS_NAMES),
        None => (data::shapes(), data::shapes::CLASS_NAMES),
    };
    Ok(standardized(if quick { take_first(&split) } else { split }, classes))
}

/// The fingerprint of the shapes.
pub const SHAPES: &str = "shapes, 10000 + 2000 images, checksum 8628caca";

/// The fingerprint of CIFAR-10 with the first of its five batches for training.
pub const FIRST_BATCH: &str = "CIFAR-10 (1 of 5 batches), 10000 + 10000 images, checksum d52016b5";

/// The shapes of crate `data`, standardized.
///
/// ```
/// let shapes = ch19::shapes();
/// assert_eq!(shapes.fingerprint, ch19::SHAPES);
/// ```
pub fn shapes() -> Cifar10 {
    standardized(data::shapes(), data::shapes::CLASS_NAMES)
}

impl Batches {
    /// Reads CIFAR-10 from a folder's folder `cifar-10`, if there is one; else from the folder.
    fn read(self, folder: &Path) -> Result<Split> {
        let file = folder.display();
        ensure!(!folder.is_file(), "{file} is a file: name the folder in which it lies");
        let inner = folder.join("cifar-10");
        let folder = if inner.is_dir() { &inner } else { folder };
        Ok(match self.batches {
            Some(count) => data::cifar10::first_batches(folder, count.into())?,
            None => data::cifar10(folder)?,
        })
    }
}

/// CIFAR-10, if it is in the default folder of data sets.
fn in_default_folder(batches: Batches, quick: bool) -> Result<Option<Split>> {
    let why = match data::data_dir() {
        None => "GRADUS_DATA is not set".to_string(),
        Some(folder) => match batches.read(&folder) {
            Ok(split) => return Ok(Some(split)),
            Err(error) if is_all_missing(&error) => format!("not in {}", folder.display()),
            Err(error) => return Err(error),
        },
    };
    ensure!(
        batches.batches.is_none(),
        "--batches is for CIFAR-10, which was not found ({why}); {}",
        data::cifar10::INSTALL_HINT
    );
    let shapes = if quick { "2,500 of the 12,000 shapes" } else { "12,000 shapes" };
    cli::say(format_args!(
        "CIFAR-10 was not found ({why}), so this runs on {shapes} that are drawn \
         here.\nTo get CIFAR-10: cargo gradus data fetch cifar-10"
    ));
    Ok(None)
}

/// Whether nothing of CIFAR-10 was found. If only a part is missing, that is worth knowing.
fn is_all_missing(error: &anyhow::Error) -> bool {
    let kind = error.downcast_ref().map(|error: &DataError| &error.kind);
    matches!(kind, Some(DataErrorKind::Missing { files, .. }) if files == &[data::cifar10::ARCHIVE])
}

/// The first images of both sets.
fn take_first(split: &Split) -> Split {
    let first = |images: &data::LabelledImages, max_count: u32| {
        images.subset(&(0..max_count.min(images.len() as u32)).collect::<Vec<_>>())
    };
    Split {
        name: split.name,
        train: first(&split.train, QUICK_SAMPLES.0),
        test: first(&split.test, QUICK_SAMPLES.1),
    }
}

/// From 0 … 1 to −1 … 1: mean and standard deviation 0.5 in each channel.
fn standardized(split: Split, classes: [&'static str; 10]) -> Cifar10 {
    let fingerprint = split.fingerprint();
    let halves = Standardizer { mean: vec![0.5; 3], std: vec![0.5; 3] };
    let part = |data| Standardized { data, standardizer: halves.clone() };
    Cifar10 { train: part(split.train), test: part(split.test), classes, fingerprint }
}
