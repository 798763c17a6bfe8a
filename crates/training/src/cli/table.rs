//! The history as a table.

use crate::{EpochRecord, History};
use comfy_table::{CellAlignment, Table, presets::UTF8_FULL_CONDENSED};

/// The history as a table for the terminal: loss and accuracy on the training and on the validation data
/// (headed "test", which it is in the book's programs), a line for each epoch.
///
/// ```
/// let table = training::cli::history_table(&training::History::default());
/// assert!(table.contains("test accuracy"));
/// ```
pub fn history_table(history: &History) -> String {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    table.set_header(["epoch", "loss", "accuracy", "test loss", "test accuracy", "seconds"]);
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
