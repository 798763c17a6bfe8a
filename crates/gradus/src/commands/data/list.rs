//! What there is, and what is here.

use super::{Presence, presence};
use crate::Manifest;
use anyhow::Result;
use comfy_table::{ContentArrangement, Table, presets::UTF8_FULL_CONDENSED};
use indicatif::DecimalBytes;
use std::path::Path;

/// Where no terminal says how wide it is.
const WIDTH: u16 = 100;

/// Prints a table of the sets.
pub(super) fn list(manifest: &Manifest, folder: &Path) -> Result<()> {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    if table.width().is_none() {
        table.set_width(WIDTH);
    }
    table.set_header(["name", "what it is", "size", "licence", "is it here?"]);
    for set in &manifest.sets {
        let presence = match presence(set, folder) {
            Presence::Present => "present",
            Presence::Partly => "in part",
            Presence::Absent => "absent",
        };
        table.add_row([
            set.name.clone(),
            set.title.clone(),
            DecimalBytes(set.size()).to_string(),
            set.licence.clone(),
            presence.into(),
        ]);
    }
    println!("{table}\nEach has its place in {}, in a folder of its name.", folder.display());
    Ok(())
}
