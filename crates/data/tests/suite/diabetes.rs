//! The embedded patients, and regression problems of one's own.

use data::{DataErrorKind, Dataset, RegressionDataset, TableError, diabetes, table};

#[test]
fn all_patients_are_there() {
    let patients = diabetes();
    assert_eq!((patients.len(), patients.is_empty()), (442, false));
    let names = ["age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"];
    assert_eq!(patients.features(), names);
    let first = [59.0, 2.0, 32.1, 101.0, 157.0, 93.2, 38.0, 4.0, 4.8598, 87.0];
    assert_eq!(patients.input(0), first);
    // Both sums were found with another program.
    let sum: f64 = (0..442).flat_map(|index| patients.input(index)).sum();
    assert!((sum - 276_404.233_6).abs() < 1e-6, "{sum}");
    assert_eq!(patients.targets().iter().sum::<f64>(), 67_243.0);
    assert_eq!(patients.targets()[..3], [151.0, 75.0, 141.0]);
}

#[test]
fn batches_hold_the_chosen_samples_in_their_order() {
    let text = "a,y,b\n1,10,2\n3,20,4\n5,30,6\n";
    let table = table::parse(text.as_bytes(), "table").unwrap();
    let samples = RegressionDataset::from_table(&table, "y").unwrap();
    assert_eq!(samples.features(), ["a", "b"]);
    let batch = Dataset::<f32>::get_batch(&samples, &[2, 0, 2]);
    assert_eq!(batch.inputs.shape().dims(), [3, 2]);
    assert_eq!(batch.inputs.as_slice(), [5.0, 6.0, 1.0, 2.0, 5.0, 6.0]);
    assert_eq!(batch.targets, [30.0, 10.0, 30.0]);
    let some = samples.subset(&[1]);
    assert_eq!((some.input(0), some.targets()), (&[3.0, 4.0][..], &[20.0][..]));
}

#[test]
fn a_target_that_is_no_column_is_named() {
    let table = table::parse("a,y\n1,10\n".as_bytes(), "table").unwrap();
    let error = RegressionDataset::from_table(&table, "z").unwrap_err();
    assert!(matches!(error.kind, DataErrorKind::Table(TableError::NoColumn { .. })), "{error:?}");
}

#[test]
#[should_panic(expected = "there is no sample of index 442: the data set has 442 samples")]
fn a_sample_beyond_the_last_panics() {
    let _ = diabetes().subset(&[442]);
}
