//! What was made anew, and why.

use book_tools::artefacts::{Machine, Standing, Step, Why};
use std::collections::BTreeMap;
use std::fmt;

/// One line that sums up all runs.
pub(super) struct Summary<'a> {
    /// How many runs there were to be looked at.
    pub runs: usize,
    /// Whether only quick ones were.
    pub quick: bool,
    /// Whether what they made was compared, or kept.
    pub check: bool,
    /// What was done about each run.
    pub steps: &'a [Step],
    /// How many gave something else than was kept.
    pub differing: usize,
}

impl fmt::Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let runs = if self.runs == 1 { "run" } else { "runs" };
        let quick = if self.quick { "quick " } else { "" };
        write!(f, "{} {quick}{runs}: {}", self.runs, self.parts().join(", "))?;
        match (self.reasons().is_empty(), self.differing, self.check) {
            (true, ..) => Ok(()),
            (_, 0, _) => write!(f, "; all the same"),
            (_, 1, true) => write!(f, "; 1 differs"),
            (_, count, true) => write!(f, "; {count} differ"),
            (_, count, false) => write!(f, "; {count} gave something new, which is kept"),
        }
    }
}

impl Summary<'_> {
    /// For each reason to make a run anew, how many were.
    fn reasons(&self) -> BTreeMap<Why, usize> {
        let mut reasons = BTreeMap::new();
        for step in self.steps {
            if let Step::Make(why) = step {
                *reasons.entry(*why).or_default() += 1;
            }
        }
        reasons
    }

    /// What was made anew and why, and what was not.
    fn parts(&self) -> Vec<String> {
        let (mut parts, mut others) = (Vec::new(), self.runs);
        for (why, count) in self.reasons() {
            let verb = if parts.is_empty() { " made anew" } else { "" };
            parts.push(part(why, count, verb, others));
            others -= count;
        }
        if parts.is_empty() {
            parts.push("none had to be made anew".into());
        }
        let skipped = self.steps.iter().filter(|step| matches!(step, Step::Skip(_))).count();
        parts.extend((skipped > 0).then(|| format!("{skipped} skipped")));
        parts
    }
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
