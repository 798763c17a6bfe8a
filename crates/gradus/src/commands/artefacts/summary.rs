//! What was made anew, and why.

use book_tools::artefacts::{Machine, Standing, Step, Why};
use std::collections::BTreeMap;

/// One line that sums up `runs` runs, or as many quick ones: what was done about each, what was
/// compared or kept, and how many gave something else than was kept.
pub(super) fn summary(
    runs: usize,
    quick: bool,
    check: bool,
    steps: &[Step],
    differing: usize,
) -> String {
    let mut reasons = BTreeMap::new();
    for step in steps {
        if let Step::Make(why) = step {
            *reasons.entry(*why).or_default() += 1;
        }
    }
    let end = match (reasons.is_empty(), differing, check) {
        (true, ..) => String::new(),
        (_, 0, _) => "; all the same".into(),
        (_, 1, true) => "; 1 differs".into(),
        (_, count, true) => format!("; {count} differ"),
        (_, count, false) => format!("; {count} gave something new, which is kept"),
    };
    let mut parts = parts(runs, &reasons);
    let skipped = steps.iter().filter(|step| matches!(step, Step::Skip(_))).count();
    parts.extend((skipped > 0).then(|| format!("{skipped} skipped")));
    let quick = if quick { "quick " } else { "" };
    let noun = if runs == 1 { "run" } else { "runs" };
    format!("{runs} {quick}{noun}: {}{end}", parts.join(", "))
}

/// What was made anew and why.
fn parts(mut others: usize, reasons: &BTreeMap<Why, usize>) -> Vec<String> {
    let mut parts = Vec::new();
    for (&why, &count) in reasons {
        let verb = if parts.is_empty() { " made anew" } else { "" };
        parts.push(part(why, count, verb, others));
        others -= count;
    }
    if parts.is_empty() {
        parts.push("none had to be made anew".into());
    }
    parts
}

/// `count` runs were made anew for this reason, of `others` for which no reason was told before.
fn part(why: Why, count: usize, verb: &str, others: usize) -> String {
    let (their, they_were) = if count == 1 { ("its", "it was") } else { ("their", "they were") };
    let because = match why {
        Why::Changed(Standing::Unknown) => {
            format!("because it was not known from what {they_were} kept")
        }
        Why::Changed(Standing::OtherSources) => format!("because {their} sources changed"),
        Why::Changed(Standing::OtherProducts) => "because a kept file was changed".into(),
        Why::Changed(_) => {
            format!("because {they_were} not made on {} yet", Machine::here().class)
        }
        Why::Sample if verb.is_empty() => {
            return format!("{count} of the other {others} as a sample");
        }
        Why::Sample => "as a sample".into(),
        Why::Asked => return format!("{count}{verb}"),
    };
    format!("{count}{verb} {because}")
}

/// What is told of a run that is not made anew, if anything is.
pub(super) fn told(step: &Step, package: &str) -> Option<String> {
    let how = match step {
        Step::Make(_) | Step::Rest => return None,
        Step::Skip(folder) => {
            return Some(format!(
                "skipped, because there is no folder {}: fetch the data set that it reads (`cargo \
                 gradus data list`), or name the folder above it in GRADUS_DATA",
                folder.display()
            ));
        }
        Step::Tell(Standing::Unknown) => "it is not known from which sources it was kept",
        Step::Tell(Standing::OtherProducts) => "a kept file is not as the run made it",
        Step::Tell(_) => "kept from other sources",
    };
    let repeat =
        format!("it is slow, so no check repeats it: `cargo gradus artefacts {package}` does");
    Some(format!("{how}; {repeat}"))
}
