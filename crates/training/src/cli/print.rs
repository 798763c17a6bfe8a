//! What programs print: lines, and the history as a table.

use crate::{EpochRecord, History};
use comfy_table::{CellAlignment, Table, presets::UTF8_FULL_CONDENSED};
use std::fmt::Display;
use std::io::Write;

/// Prints a line to the standard output; unlike `println!`, it does not panic if that is closed, as by
/// `… | head -1`, or if the disk is full: neither must end the training.
///
/// ```
/// training::cli::say(format_args!("accuracy {:.2}", 0.75));      // prints: accuracy 0.75
/// ```
pub fn say(line: impl Display) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

/// The history as a table for the terminal: loss and accuracy on the training and on the validation data
/// (headed "test", which it is in the book's programs), a line for each epoch.
///
/// ```
/// let table = training::cli::history_table(&training::History::default());
/// assert!(table.contains("test accuracy"));
/// ```
pub fn history_table(history: &History) -> String {
    table(history, ["accuracy", "test loss", "test accuracy"])
}

/// As [`history_table`], with the metric and the validation data under their own names.
///
/// ```
/// let history = training::History::default();
/// let table = training::cli::history_table_of("mean absolute error", &history);
/// assert!(table.contains("validation mean absolute error"));
/// ```
pub fn history_table_of(metric: &str, history: &History) -> String {
    table(history, [metric, "validation loss", &format!("validation {metric}")])
}

fn table(history: &History, [metric, loss, validation_metric]: [&str; 3]) -> String {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    table.set_header(["epoch", "loss", metric, loss, validation_metric, "seconds"]);
    for EpochRecord { epoch, train, validation, seconds } in &history.epochs {
        let values = [train.loss, train.metric, validation.loss, validation.metric];
        let values = values.map(|value| format!("{value:.4}"));
        let seconds = format!("{seconds:.3}");
        table.add_row([vec![epoch.to_string()], values.to_vec(), vec![seconds]].concat());
    }
    for column in table.column_iter_mut() {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table.to_string()
}
