//! The history as a table.

use crate::{EpochRecord, History};
use comfy_table::{CellAlignment, Table, presets::UTF8_FULL_CONDENSED};

/// A table of loss and accuracy on both parts of the data, a line for each epoch.
pub fn history_table(history: &History) -> String {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    table.set_header(["epoch", "loss", "accuracy", "test loss", "test accuracy", "seconds"]);
    for EpochRecord { epoch, train, validation: test, seconds } in &history.epochs {
        let numbers = [train.loss, train.metric, test.loss, test.metric];
        let numbers = numbers.map(|number| format!("{number:.4}"));
        let seconds = format!("{seconds:.3}");
        table.add_row([vec![epoch.to_string()], numbers.to_vec(), vec![seconds]].concat());
    }
    for column in table.column_iter_mut() {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table.to_string()
}
