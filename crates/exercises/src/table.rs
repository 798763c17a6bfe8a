//! The table of exercises.

use crate::{Colors, Exercise, State};
use comfy_table::{
    Cell, CellAlignment, Color, ContentArrangement, Table, presets::UTF8_FULL_CONDENSED,
};

/// The table of these exercises and their states, and a line that sums it up.
pub fn table(progress: &[(&Exercise, State)], colors: Colors) -> String {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(["", "exercise", "minutes", "state"]);
    for (exercise, state) in progress {
        let (number, minutes) = (exercise.number.to_string(), exercise.minutes.to_string());
        let plain = [number, exercise.title.clone(), minutes].map(Cell::new);
        table.add_row(plain.into_iter().chain([word(*state, colors)]));
    }
    if let Some(minutes) = table.column_mut(2) {
        minutes.set_cell_alignment(CellAlignment::Right);
    }
    let solved = progress.iter().filter(|(_, state)| *state == State::Solved).count();
    format!("{table}\n{solved} of {} solved", progress.len())
}

fn word(state: State, colors: Colors) -> Cell {
    let (word, colour) = match state {
        State::Solved => ("solved", Some(Color::Green)),
        State::Started => ("started", Some(Color::Yellow)),
        State::Untouched => ("untouched", None),
    };
    match colour.filter(|_| colors.is_on()) {
        Some(colour) => Cell::new(word).fg(colour),
        None => Cell::new(word),
    }
}
