//! What a run made now beside what was kept.

use super::numbers::{Tolerance, approx_eq, within};
use super::{Kind, Run};
use crate::html::pattern;
use crate::run_result::number;
use anyhow::{Context, Result};
use regex::Regex;
use toml::Table;

/// What says where results come from, not what they are.
pub(super) const PROVENANCE: [&str; 4] = ["command", "date", "processor", "class"];
/// A difference is to be seen at a glance; the whole is in the files.
const MAX_LINES: usize = 16;
const MAX_COLUMNS: usize = 110;
/// Longer texts than this are shown one after the other.
const MAX_PAIRS: usize = 4_000_000;
/// Two pixels: a figure is drawn four times as large as it is shown.
const TWO_PIXELS: f64 = 8.0;

/// Whether two texts are the same, as far as they must be.
pub(super) fn equals(
    kind: Kind,
    run: &Run,
    kept: &str,
    made: &str,
    same_class: bool,
) -> Result<bool> {
    let relative = run.tolerance;
    let (kept_text, made_text) = (masked(kept, run)?, masked(made, run)?);
    Ok(match kind {
        // Number by number: what varies is left out of texts only.
        Kind::Results => same_results(kept, made, relative)?,
        _ if same_class => kept_text == made_text,
        Kind::Outputs => approx_eq(&kept_text, &made_text, Tolerance { relative, absolute: None }),
        Kind::Figures => {
            let tolerance = Tolerance { relative, absolute: Some(TWO_PIXELS) };
            approx_eq(&without_ids(&kept_text), &without_ids(&made_text), tolerance)
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
    pattern("fig-[0-9a-f]{16}").replace_all(svg, "fig").into_owned()
}

fn same_results(kept: &str, made: &str, relative: f64) -> Result<bool> {
    let [mut kept, mut made]: [Table; 2] = [kept.parse()?, made.parse()?];
    // Another day and another machine are no difference; another command is.
    for key in &PROVENANCE[1..] {
        kept.remove(*key);
        made.remove(*key);
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
    let changes = changes(&kept.lines().collect::<Vec<_>>(), &made.lines().collect::<Vec<_>>());
    let mut shown = String::new();
    for (sign, line) in changes.iter().take(MAX_LINES) {
        let line: String = line.chars().take(MAX_COLUMNS).collect();
        shown.push_str(&format!("  {sign} {line}\n"));
    }
    if changes.len() > MAX_LINES {
        shown.push_str(&format!("  and {} lines more\n", changes.len() - MAX_LINES));
    }
    shown
}

/// The lines of one text only, in order: what is left beside a longest common subsequence.
fn changes<'a>(a: &[&'a str], b: &[&'a str]) -> Vec<(char, &'a str)> {
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    if a.len() * b.len() > MAX_PAIRS {
        let (old, new) = (a.iter().map(|line| ('-', *line)), b.iter().map(|line| ('+', *line)));
        return old.chain(new).collect();
    }
    // common[i][j]: how many lines a[i..] and b[j..] have in common, in order.
    let mut common = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            common[i][j] = match a[i] == b[j] {
                true => common[i + 1][j + 1] + 1,
                false => common[i + 1][j].max(common[i][j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut changes = Vec::new();
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || (i < a.len() && common[i + 1][j] >= common[i][j + 1]) {
            changes.push(('-', a[i]));
            i += 1;
        } else {
            changes.push(('+', b[j]));
            j += 1;
        }
    }
    changes
}
