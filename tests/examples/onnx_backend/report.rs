//! What became of the cases, by operator.

use crate::case::Case;
use std::collections::BTreeMap;
use std::fmt;

/// What became of a case.
pub enum Outcome {
    /// Passed, and each output is one operation.
    Direct,
    /// Passed, by several operations.
    Composed,
    /// There is something else than ONNX expects, or a panic.
    Failed(String),
    /// There is no operation for the operator, or for what the case asks of it.
    Inexpressible(&'static str),
}

#[derive(Default)]
pub struct Report {
    operators: BTreeMap<String, Counts>,
    failures: Vec<String>,
}

#[derive(Default)]
struct Counts {
    direct: usize,
    composed: usize,
    failed: usize,
    /// Why cases cannot be said, and how many.
    reasons: BTreeMap<&'static str, usize>,
}

impl Counts {
    fn inexpressible(&self) -> usize {
        self.reasons.values().sum()
    }

    fn expressible(&self) -> usize {
        self.direct + self.composed + self.failed
    }

    fn sum(&self) -> usize {
        self.expressible() + self.inexpressible()
    }
}

impl Report {
    pub fn add(&mut self, case: &Case, outcome: Outcome) {
        let counts = self.operators.entry(case.operator.clone()).or_default();
        match outcome {
            Outcome::Direct => counts.direct += 1,
            Outcome::Composed => counts.composed += 1,
            Outcome::Inexpressible(reason) => *counts.reasons.entry(reason).or_default() += 1,
            Outcome::Failed(message) => {
                counts.failed += 1;
                self.failures.push(format!("{}: {message}", case.name));
            }
        }
    }

    pub fn has_failed(&self) -> bool {
        !self.failures.is_empty()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (known, unknown): (Vec<_>, Vec<_>) =
            self.operators.iter().partition(|(_, counts)| counts.expressible() > 0);
        let sum = |count: fn(&Counts) -> usize| -> usize {
            known.iter().map(|(_, counts)| count(counts)).sum()
        };
        let names: Vec<&str> = unknown.iter().map(|(name, _)| name.as_str()).collect();
        let others: usize = unknown.iter().map(|(_, counts)| counts.sum()).sum();
        writeln!(f, "{others} cases of operators without a counterpart: {}\n", names.join(" "))?;
        writeln!(f, "operator               cases direct composed failed  cannot be said")?;
        for (name, counts) in &known {
            let Counts { direct, composed, failed, reasons, .. } = counts;
            write!(f, "{name:22} {:5} {direct:6} {composed:8} {failed:6}", counts.sum())?;
            let reasons = reasons.iter().map(|(reason, count)| format!("{count}: {reason}"));
            writeln!(f, "  {}", reasons.collect::<Vec<_>>().join("; "))?;
        }
        for failure in &self.failures {
            writeln!(f, "FAILED {failure}")?;
        }
        let (direct, composed) = (sum(|it| it.direct), sum(|it| it.composed));
        writeln!(
            f,
            "\n{} cases of operators with a counterpart: {} pass, {direct} directly and {composed} \
             composed; {} fail; {} cannot be said",
            sum(Counts::sum),
            direct + composed,
            sum(|it| it.failed),
            sum(Counts::inexpressible)
        )
    }
}
