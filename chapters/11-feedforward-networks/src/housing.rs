//! The table of houses: read, looked at, prepared.

use anyhow::{Context, Result, bail};
use data::shuffle::permutation;
use data::table::{Missing, TableOptions};
use data::{Preprocessor, Table, split};
use flate2::read::GzDecoder;
use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;

use crate::{Rows, market};

/// The column that is predicted.
pub const TARGET: &str = "median_house_value";
/// The unit in which it is predicted.
pub const UNIT: &str = "100,000 $";
/// Where the census has stopped counting: what is above is told as 500,001.
pub const CAP: f64 = 500_000.0;
/// The columns that count something; they have long tails to the right.
pub const COUNTS: [&str; 4] = ["total_rooms", "total_bedrooms", "population", "households"];
/// All columns with long tails to the right.
pub const SKEWED: [&str; 5] = [COUNTS[0], COUNTS[1], COUNTS[2], COUNTS[3], "median_income"];
/// The number of districts of the made-up market.
const MADE_UP: usize = 6_000;

/// The table of districts and where it comes from.
pub struct Houses {
    /// What it is called in outputs.
    pub name: &'static str,
    /// Whether it is made up.
    pub made_up: bool,
    /// The rows, a missing value as NaN.
    pub table: Table,
}

impl Houses {
    /// The made-up market ([`market::generate`]).
    ///
    /// # Errors
    /// None that can be caused from outside.
    ///
    /// ```
    /// assert_eq!(ch11::housing::Houses::made_up()?.table.len(), 6_000);
    /// # Ok::<(), anyhow::Error>(())
    /// ```
    pub fn made_up() -> Result<Self> {
        let text = market::generate(MADE_UP, 1);
        let table = options().parse(text.as_bytes(), "the made-up market")?;
        Ok(Houses { name: "a made-up market", made_up: true, table })
    }

    /// California's districts in the census of 1990, from `housing/housing.csv`, or the archive
    /// `housing/housing.tgz`, in this folder.
    ///
    /// # Errors
    /// If neither file is there, or if it cannot be read.
    ///
    /// ```
    /// assert!(ch11::housing::Houses::california("no/such/folder".as_ref()).is_err());
    /// ```
    pub fn california(folder: &Path) -> Result<Self> {
        let (plain, packed) =
            (folder.join("housing/housing.csv"), folder.join("housing/housing.tgz"));
        let table = match plain.is_file() {
            true => options().read(&plain)?,
            false => unpack(&packed)?,
        };
        Ok(Houses { name: "California, 1990", made_up: false, table })
    }

    // ANCHOR: prepare
    /// The table that the models take: the columns of `logarithms` as logarithms (base e), those of
    /// `without` left out, and beside `total_bedrooms` a column that is 1 where it is missing. The
    /// target is in 100,000 dollars.
    ///
    /// # Errors
    /// If a column is not there.
    ///
    /// ```
    /// let table = ch11::housing::Houses::made_up()?.prepare(&["median_income"], &["latitude"])?;
    /// assert_eq!(table.columns()[4], "total_bedrooms_missing");
    /// assert!(table.column("median_income")?.iter().all(|&x| x <= 15.0_f64.ln()));
    /// # Ok::<(), anyhow::Error>(())
    /// ```
    pub fn prepare(&self, logarithms: &[&str], without: &[&str]) -> Result<Table> {
        let mut columns: Vec<(String, Vec<String>)> = Vec::new();
        for name in self.table.columns().iter().filter(|name| !without.contains(&name.as_str())) {
            let values = self.table.column(name)?;
            let text = |x: &f64| match self.table.categories(name).ok().flatten() {
                Some(categories) => categories[*x as usize].clone(),
                None if x.is_nan() => String::new(),
                None if name == TARGET => (x / 100_000.0).to_string(),
                None if logarithms.contains(&name.as_str()) => x.ln().to_string(),
                None => x.to_string(),
            };
            columns.push((name.clone(), values.iter().map(text).collect()));
            if name == "total_bedrooms" {
                let missing = values.iter().map(|x| u8::from(x.is_nan()).to_string()).collect();
                columns.push(("total_bedrooms_missing".into(), missing));
            }
        }
        Ok(options().parse(csv(&columns).as_bytes(), self.name)?)
    }
    // ANCHOR_END: prepare
}

/// The rows of a prepared table, cut into three parts.
pub struct Parts {
    /// From which models learn.
    pub train: Rows,
    /// By which hyperparameters are chosen and training is stopped.
    pub validation: Rows,
    /// By which everything is judged, once.
    pub test: Rows,
    /// The indices of the test rows in the table.
    pub test_indices: Vec<u32>,
}

impl Parts {
    /// A fifth of the rows for the test, a fifth of the rest for validation, drawn at random.
    ///
    /// # Errors
    /// If the table does not have the target.
    ///
    /// ```
    /// let table = ch11::housing::Houses::made_up()?.prepare(&[], &[])?;
    /// let parts = ch11::housing::Parts::draw(&table, 1)?;
    /// assert_eq!([parts.train.len(), parts.validation.len(), parts.test.len()], [3840, 960, 1200]);
    /// # Ok::<(), anyhow::Error>(())
    /// ```
    pub fn draw(table: &Table, seed: u64) -> Result<Self> {
        let outer = split::train_validation_split(table.len(), 0.2, seed);
        let inner = split::train_validation_split(outer.train.len(), 0.2, seed);
        let of_table =
            |part: &[u32]| -> Vec<u32> { part.iter().map(|&i| outer.train[i as usize]).collect() };
        Self::of(table, &of_table(&inner.train), &of_table(&inner.validation), outer.validation)
    }

    /// As [`draw`](Self::draw), but the map is cut into squares of one degree, and it is squares that
    /// are drawn: a test district has no neighbour among those that were learned from.
    ///
    /// # Errors
    /// If the table does not have the target, or no coordinates.
    ///
    /// ```
    /// let table = ch11::housing::Houses::made_up()?.prepare(&[], &[])?;
    /// let parts = ch11::housing::Parts::draw_by_place(&table, 1)?;
    /// assert_eq!(parts.train.len() + parts.validation.len() + parts.test.len(), 6_000);
    /// # Ok::<(), anyhow::Error>(())
    /// ```
    pub fn draw_by_place(table: &Table, seed: u64) -> Result<Self> {
        let (longitudes, latitudes) = (table.column("longitude")?, table.column("latitude")?);
        let square = |i: u32| [&longitudes, &latitudes].map(|x| x[i as usize].floor() as i32);
        let rows = || 0..table.len() as u32;
        let squares: Vec<[i32; 2]> =
            rows().map(square).collect::<BTreeSet<_>>().into_iter().collect();
        let order = permutation(squares.len(), seed, 0);
        let fifth = order.len() / 5;
        let within = |drawn: &[u32]| -> Vec<u32> {
            let drawn: BTreeSet<[i32; 2]> = drawn.iter().map(|&i| squares[i as usize]).collect();
            rows().filter(|&i| drawn.contains(&square(i))).collect()
        };
        let (test, rest) = order.split_at(fifth);
        let (validation, train) = rest.split_at(fifth);
        Self::of(table, &within(train), &within(validation), within(test))
    }

    // ANCHOR: parts
    /// Medians, means and standard deviations are those of the training rows alone.
    fn of(table: &Table, train: &[u32], validation: &[u32], test: Vec<u32>) -> Result<Self> {
        let preprocessor = Preprocessor::fit(table, TARGET, train)?;
        let data = preprocessor.regression(table)?;
        Ok(Parts {
            train: Rows::of(&data, train),
            validation: Rows::of(&data, validation),
            test: Rows::of(&data, &test),
            test_indices: test,
        })
    }
    // ANCHOR_END: parts
}

/// Missing values become NaN, and the median later.
fn options() -> TableOptions {
    TableOptions { missing: Missing::Median, ..TableOptions::default() }
}

fn unpack(packed: &Path) -> Result<Table> {
    let file = File::open(packed).with_context(|| {
        format!(
            "the California table is not there: put datasets/housing/housing.tgz, of the repository \
             ageron/handson-ml2 on GitHub, into a folder `housing`, and name the folder above it in \
             GRADUS_DATA ({})",
            packed.display()
        )
    })?;
    let mut archive = tar::Archive::new(GzDecoder::new(file));
    for entry in archive.entries()? {
        let entry = entry?;
        if entry.path_bytes().ends_with(b"housing.csv") {
            return Ok(options().parse(entry, "housing.csv")?);
        }
    }
    bail!("{} has no housing.csv", packed.display())
}

fn csv(columns: &[(String, Vec<String>)]) -> String {
    let names: Vec<&str> = columns.iter().map(|(name, _)| &name[..]).collect();
    let rows = columns.first().map_or(0, |(_, values)| values.len());
    let row = |i: usize| columns.iter().map(|(_, v)| &v[i][..]).collect::<Vec<_>>().join(",");
    let lines = std::iter::once(names.join(",")).chain((0..rows).map(row));
    lines.map(|line| line + "\n").collect()
}
