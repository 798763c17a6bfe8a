//! The record of the epochs, as a file and as a table.

use std::fs;
use training::cli::{history_table, history_table_of};
use training::{EpochRecord, History, Metrics};

fn history() -> History {
    let score = |loss, metric| Metrics { loss, metric };
    let first = EpochRecord {
        epoch: 1,
        train: score(2.5, 0.125),
        validation: score(1.0 / 3.0, 0.5),
        seconds: 0.75,
    };
    let second = EpochRecord {
        epoch: 2,
        train: score(1e-7, 1.0),
        validation: score(f64::NAN, 0.0),
        seconds: 12.0,
    };
    History { epochs: vec![first, second] }
}

#[test]
fn a_line_for_each_epoch_every_digit_of_each_number() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("history.csv");
    history().write_csv(&file).unwrap();
    let expected = "epoch,loss,accuracy,test_loss,test_accuracy,seconds\n\
                    1,2.5,0.125,0.3333333333333333,0.5,0.75\n\
                    2,0.0000001,1,NaN,0,12\n";
    assert_eq!(fs::read_to_string(&file).unwrap(), expected);
    history().write_csv_of("mean_absolute_error", &file).unwrap();
    let header = "epoch,loss,mean_absolute_error,validation_loss,validation_mean_absolute_error,";
    assert!(fs::read_to_string(&file).unwrap().starts_with(header));
    History::default().write_csv(&file).unwrap();
    let expected = "epoch,loss,accuracy,test_loss,test_accuracy,seconds\n";
    assert_eq!(fs::read_to_string(&file).unwrap(), expected);
}

#[test]
fn a_file_that_cannot_be_written_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    assert!(history().write_csv(&folder.path().join("missing").join("history.csv")).is_err());
    assert!(history().write_csv(folder.path()).is_err());
    // A folder where the new file is to be begun: the old one must stay.
    let file = folder.path().join("history.csv");
    fs::write(&file, "old").unwrap();
    fs::create_dir(folder.path().join("history.csv.partial")).unwrap();
    assert!(history().write_csv(&file).is_err());
    assert_eq!(fs::read(&file).unwrap(), b"old");
}

#[test]
fn series_and_seconds() {
    assert_eq!(history().to_points(|epoch| epoch.train.loss), [(1.0, 2.5), (2.0, 1e-7)]);
    assert_eq!(history().train_seconds(), 12.75);
    assert_eq!(History::default().train_seconds(), 0.0);
}

#[test]
fn the_table_is_rounded_for_people() {
    let expected = "\
┌───────┬────────┬──────────┬───────────┬───────────────┬─────────┐
│ epoch ┆   loss ┆ accuracy ┆ test loss ┆ test accuracy ┆ seconds │
╞═══════╪════════╪══════════╪═══════════╪═══════════════╪═════════╡
│     1 ┆ 2.5000 ┆   0.1250 ┆    0.3333 ┆        0.5000 ┆   0.750 │
│     2 ┆ 0.0000 ┆   1.0000 ┆       NaN ┆        0.0000 ┆  12.000 │
└───────┴────────┴──────────┴───────────┴───────────────┴─────────┘";
    assert_eq!(history_table(&history()), expected);
}

#[test]
fn a_metric_has_its_own_name() {
    let table = history_table_of("mean absolute error", &history());
    assert!(!table.contains("accuracy") && !table.contains("test"), "{table}");
    assert!(table.contains("validation mean absolute error"), "{table}");
}
