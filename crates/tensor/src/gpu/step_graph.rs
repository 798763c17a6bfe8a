//! When a step is captured, and when it is given up.

use super::step::{Plan, Stage};
use super::{Gpu, current};
use std::fmt;
use std::sync::Arc;

/// The steps in a row that may differ before the graph is made anew: the last batch of an epoch is one.
const MAX_STRAYS: u32 = 2;

/// The graphs in a row that may be made for nothing.
const MAX_FAILURES: u32 = 4;

/// A step on a GPU, and its graph.
#[derive(Default)]
pub(crate) struct GraphOnGpu {
    /// Whether it has been done: then its kernels are compiled, and the optimizer has its state.
    is_warm: bool,
    plan: Option<Plan>,
    strays: u32,
    failures: u32,
    pub replays: u64,
    pub difference: Option<String>,
}

impl fmt::Debug for GraphOnGpu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StepGraph")
            .field("replays", &self.replays)
            .field("difference", &self.difference)
            .finish_non_exhaustive()
    }
}

impl GraphOnGpu {
    #[track_caller]
    pub fn run<R>(&mut self, gpu: &Arc<Gpu>, step: impl FnOnce() -> R) -> R {
        if current::is_in_one() || self.failures >= MAX_FAILURES {
            return step();
        }
        if !std::mem::replace(&mut self.is_warm, true) {
            return step();
        }
        let (plan, stage) = match self.plan.take().filter(|plan| plan.is_on(gpu)) {
            Some(plan) => (plan, Stage::Deferred),
            None => (Plan::new(gpu), Stage::Planned),
        };
        let was_captured = plan.is_captured();
        let (result, stage, plan) = current::run(plan, stage, step);
        match stage {
            Stage::Planned => self.plan = Some(plan),
            Stage::Deferred => {
                self.replays += 1;
                (self.plan, self.strays, self.failures) = (Some(plan), 0, 0);
            }
            Stage::Eager(reason) => {
                self.difference = Some(reason);
                self.strays += 1;
                if was_captured && self.strays < MAX_STRAYS {
                    self.plan = Some(plan);
                } else {
                    (self.strays, self.failures) = (0, self.failures + 1);
                }
            }
        }
        result
    }
}
