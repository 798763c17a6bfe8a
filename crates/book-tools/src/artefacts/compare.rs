//! What a run made now beside what was kept.

use super::numbers::{Tolerance, alike, within};
use super::{Kind, Run};
use crate::run_result::number;
use anyhow::{Context, Result};
use regex::Regex;
use similar::{ChangeTag, TextDiff};
use toml::Table;

/// What says where results come from, not what they are.
pub(super) const PROVENANCE: [&str; 4] = ["command", "date", "processor", "class"];
/// A difference is to be seen at a glance; the whole is in the files.
const MOST_LINES: usize = 16;
const MOST_COLUMNS: usize = 110;
/// Two pixels: a figure is drawn four times as large as it is shown.
const TWO_PIXELS: f64 = 8.0;

/// Whether two texts are the same, as far as they must be.
pub(super) fn same(
    kind: Kind,
    run: &Run,
    kept: &str,
    made: &str,
    same_class: bool,
) -> Result<bool> {
    let (kept, made) = (masked(kept, run)?, masked(made, run)?);
    let relative = run.tolerance;
    Ok(match kind {
        Kind::Results => same_results(&kept, &made, relative)?,
        _ if same_class => kept == made,
        Kind::Outputs => alike(&kept, &made, Tolerance { relative, absolute: None }),
        Kind::Figures => {
            let tolerance = Tolerance { relative, absolute: Some(TWO_PIXELS) };
            alike(&without_ids(&kept), &without_ids(&made), tolerance)
        }
    })
}

/// The text, with `…` for all that may differ.
fn masked(text: &str, run: &Run) -> Result<String> {
    let mut text = text.to_owned();
    for pattern in &run.varies {
        let pattern = Regex::new(pattern).with_context(|| format!("run `{}`: varies", run.name))?;
        text = pattern.replace_all(&text, "…").into_owned();
    }
    Ok(text)
}

/// The ids in a figure are made of its content, and differ when it does.
fn without_ids(svg: &str) -> String {
    Regex::new("fig-[0-9a-f]{16}").expect("is right").replace_all(svg, "fig").into_owned()
}

fn same_results(kept: &str, made: &str, relative: f64) -> Result<bool> {
    let [mut kept, mut made]: [Table; 2] = [kept.parse()?, made.parse()?];
    for key in PROVENANCE {
        kept.remove(key);
        made.remove(key);
    }
    let tolerance = Tolerance { relative, absolute: Some(0.0) };
    let close = |(key, a): (&String, &toml::Value)| match (number(a), made.get(key).map(number)) {
        (Some(a), Some(Some(b))) => within(a, b, tolerance, 0.0),
        _ => made.get(key) == Some(a),
    };
    Ok(kept.len() == made.len() && kept.iter().all(close))
}

/// The lines that differ, with `-` before what was kept and `+` before what was made.
pub(super) fn difference(kept: &str, made: &str) -> String {
    let diff = TextDiff::from_lines(kept, made);
    let mut shown = String::new();
    let changes = diff.iter_all_changes().filter(|change| change.tag() != ChangeTag::Equal);
    let changes: Vec<_> = changes.collect();
    for change in changes.iter().take(MOST_LINES) {
        let sign = if change.tag() == ChangeTag::Delete { '-' } else { '+' };
        let line: String = change.value().trim_end().chars().take(MOST_COLUMNS).collect();
        shown.push_str(&format!("  {sign} {line}\n"));
    }
    if changes.len() > MOST_LINES {
        shown.push_str(&format!("  and {} lines more\n", changes.len() - MOST_LINES));
    }
    shown
}
