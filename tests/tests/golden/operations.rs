//! The rows of the table of operations that PyTorch has computed as well.

use crate::support::Golden;
use gradus_tests::operations::{Operation, Target, operations};
use numeric::Float;
use std::collections::BTreeSet;

/// Files in which there is more: their own tests take these rows along.
const WITH_MORE: [&str; 2] = ["further_losses", "normalizations"];

#[test]
fn f32() {
    every_file::<f32>();
}

#[test]
fn f64() {
    every_file::<f64>();
}

fn every_file<T: Float>() {
    let files: BTreeSet<&str> = operations().filter_map(|row| Some(row.golden?.file)).collect();
    for file in files.iter().filter(|file| !WITH_MORE.contains(file)) {
        Golden::<T>::test(file, |golden| rows(golden, file));
    }
    assert!(WITH_MORE.iter().all(|file| files.contains(file)), "{WITH_MORE:?} have rows as well");
}

/// Holds every row of this file against it.
pub fn rows<T: Float>(golden: &mut Golden<T>, file: &str) {
    for row in operations() {
        let Some(kept) = row.golden.filter(|golden| golden.file == file) else { continue };
        for case in kept.cases.split(' ') {
            let target = target(golden, case, row);
            let inputs: Vec<&str> = kept.inputs.split(' ').collect();
            let function = row.function::<T>();
            golden.operation(case, &inputs, kept.output, &|x| function(x, &target));
        }
    }
}

/// The case's target from the file. Only rows that have a target themselves look for one.
fn target<T: Float>(golden: &mut Golden<T>, case: &str, row: &Operation) -> Target<T> {
    if row.target_of::<T>().values.is_empty() {
        return Target::new(Vec::new());
    }
    Target::new(golden.tensor(&format!("{case}.target")).as_slice().to_vec())
}
