//! The table of exercises.

use crate::{Exercise, Paint, State};
use comfy_table::{CellAlignment, ContentArrangement, Table, presets::UTF8_FULL_CONDENSED};

/// The table of these exercises and their states, and a line that sums it up.
pub fn table(progress: &[(&Exercise, State)], paint: Paint) -> String {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(["", "exercise", "minutes", "state"]);
    for (exercise, state) in progress {
        let number = exercise.number.to_string();
        let minutes = exercise.minutes.to_string();
        table.add_row([number, exercise.title.clone(), minutes, word(*state, paint)]);
    }
    if let Some(minutes) = table.column_mut(2) {
        minutes.set_cell_alignment(CellAlignment::Right);
    }
    let solved = progress.iter().filter(|(_, state)| *state == State::Solved).count();
    format!("{table}\n{solved} of {} solved", progress.len())
}

fn word(state: State, paint: Paint) -> String {
    match state {
        State::Solved => paint.green("solved"),
        State::Started => paint.yellow("started"),
        State::Untouched => "untouched".into(),
    }
}
