//! A step: what it asks for is compared with what it asked for last time, and deferred to its end, where one graph
//! does it all.

use super::arena::{Arena, Slot};
use super::operation::Operation;
use super::staging::Staging;
use super::{Gpu, expect_cuda};
use cudarc::driver::sys::{CUgraphInstantiate_flags, CUstreamCaptureMode};
use cudarc::driver::{CudaGraph, CudaSlice};
use std::panic::Location;
use std::sync::Arc;

/// What a step asks for, each time in the same order.
pub(super) struct Plan {
    gpu: Arc<Gpu>,
    arena: Arc<Arena>,
    /// The bytes of each upload.
    uploads: Vec<usize>,
    staging: Option<Staging>,
    operations: Vec<Box<dyn Operation>>,
    graph: Option<Graph>,
}

/// The operations as a graph.
struct Graph(CudaGraph);

// SAFETY: a graph may go to another thread as long as no two use it at once; whoever launches it has it alone.
unsafe impl Send for Graph {}

/// How far a step has been seen through.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stage {
    /// What it asks for is done at once, and planned for the next time.
    Planned,
    /// What it asks for is deferred.
    Deferred,
    /// It has differed, for this reason: what it had asked for is done, and what it still asks for is done at once.
    Eager(String),
}

/// A step under way.
pub(super) struct Step {
    plan: Plan,
    stage: Stage,
    /// The number of deferred operations.
    count: usize,
    /// Memory that was given back, which deferred operations may still use.
    kept: Vec<CudaSlice<u8>>,
}

impl Plan {
    /// A plan for a step on this GPU that has not been seen yet.
    pub fn new(gpu: &Arc<Gpu>) -> Self {
        let (gpu, arena, uploads) = (gpu.clone(), Arc::default(), Vec::new());
        Plan { gpu, arena, uploads, staging: None, operations: Vec::new(), graph: None }
    }

    /// Whether it is of a step on this GPU.
    pub fn is_on(&self, gpu: &Arc<Gpu>) -> bool {
        Arc::ptr_eq(&self.gpu, gpu)
    }

    /// Whether the step has been captured.
    pub fn is_captured(&self) -> bool {
        self.graph.is_some()
    }
}

impl Drop for Plan {
    fn drop(&mut self) {
        if self.staging.is_some() {
            // Graph and copies may still be under way. An error of the GPU is told to whoever uses it next.
            let _ = self.gpu.stream.synchronize();
            self.graph = None;
        }
        self.arena.close(&self.gpu, self.staging.take().map(|staging| staging.block));
    }
}

impl Step {
    /// A step by this plan begins.
    pub fn new(mut plan: Plan, stage: Stage) -> Self {
        plan.arena.begin();
        plan.staging.iter_mut().for_each(Staging::begin);
        Step { plan, stage, count: 0, kept: Vec::new() }
    }

    /// Whether it is on this GPU.
    pub fn is_on(&self, gpu: &Gpu) -> bool {
        std::ptr::eq(&*self.plan.gpu, gpu)
    }

    /// Whether what it asks for is planned, now or before.
    pub fn is_planned(&self) -> bool {
        !matches!(self.stage, Stage::Eager(_))
    }

    /// The step has asked for all: how it went, and the plan for the next one.
    #[track_caller]
    pub fn end(mut self) -> (Stage, Plan) {
        self.do_all();
        self.give_back_kept();
        (self.stage, self.plan)
    }

    /// The step has panicked: what it had asked for is done. An error is not told, since a second panic would end
    /// the program, and is not the first one's cause.
    pub fn end_in_panic(mut self) {
        if self.stage == Stage::Deferred {
            let _ = self.do_deferred();
        }
    }

    fn give_back_kept(&mut self) {
        self.kept.drain(..).for_each(|memory| self.plan.gpu.pool.give_back(memory));
    }

    /// Plans the uploads, or does what was deferred: by the graph, if nothing has differed.
    #[track_caller]
    fn do_all(&mut self) {
        let Plan { gpu, uploads, operations, .. } = &self.plan;
        match self.stage {
            Stage::Planned if !uploads.is_empty() => {
                self.plan.staging = Some(Staging::new(gpu, uploads, &self.plan.arena));
            }
            Stage::Deferred if self.count < operations.len() => {
                let next = operations[self.count].name();
                self.differ(format!("it ended before `{next}`"));
            }
            Stage::Deferred => {
                if let Err(reason) = self.launch() {
                    self.differ(reason);
                }
            }
            _ => {}
        }
    }

    /// Captures the graph if this is the first time, and launches it; the reason if it cannot be captured.
    #[track_caller]
    fn launch(&mut self) -> Result<(), String> {
        let Plan { gpu, staging, operations, graph, .. } = &mut self.plan;
        let Graph(graph) = match graph {
            Some(graph) => graph,
            None => graph.insert(capture(gpu, operations)?),
        };
        let _turn = gpu.turn();
        if let Some(staging) = staging {
            gpu.count_transfer();
            expect_cuda("upload", staging.send(gpu));
        }
        gpu.count_launch();
        expect_cuda("graph", graph.launch());
        Ok(())
    }

    /// The step differs from the plan: what was deferred is done now, and what comes is done at once.
    #[track_caller]
    fn differ(&mut self, reason: String) {
        self.stage = Stage::Eager(reason);
        if let Err((name, error)) = self.do_deferred() {
            expect_cuda(name, Err(error))
        }
        self.give_back_kept();
    }

    fn do_deferred(&mut self) -> Result<(), (&'static str, String)> {
        let Plan { gpu, staging, operations, .. } = &mut self.plan;
        let _turn = gpu.turn();
        if let Some(staging) = staging {
            gpu.count_transfer();
            staging.send(gpu).map_err(|error| ("upload", error.to_string()))?;
        }
        for operation in &operations[..self.count] {
            gpu.count_launch();
            operation.enqueue(gpu).map_err(|error| (operation.name(), error))?;
        }
        Ok(())
    }

    /// Takes the operation if it is the next one of the plan, or if it is planned now.
    #[track_caller]
    pub fn defer<O: Operation>(&mut self, operation: &mut Option<O>) {
        let Some(asked) = operation.as_ref().filter(|_| self.stage == Stage::Deferred) else {
            return;
        };
        let Plan { operations, graph, .. } = &mut self.plan;
        let reason = match operations.get(self.count) {
            Some(known) if known.name() != asked.name() => {
                format!("`{}` where there was `{}`", asked.name(), known.name())
            }
            Some(known) if known.signature() != asked.signature() => {
                format!("operation {}, `{}`, has other arguments", self.count, asked.name())
            }
            None if graph.is_some() => format!("`{}` where it ended", asked.name()),
            planned => {
                if planned.is_none() {
                    operations.extend(operation.take().map(|new| Box::new(new) as _));
                }
                *operation = None;
                self.count += 1;
                return;
            }
        };
        self.differ(reason);
    }

    /// Memory for the next allocation; none if it is to come from the pool.
    #[track_caller]
    pub fn take(&mut self, bytes: usize) -> Option<(CudaSlice<u8>, Slot)> {
        match self.stage {
            Stage::Planned => Some(self.plan.arena.plan(&self.plan.gpu, bytes)),
            Stage::Eager(_) => None,
            Stage::Deferred => {
                let taken = self.plan.arena.take(bytes);
                if taken.is_none() {
                    self.differ(format!(
                        "a tensor of {bytes} bytes is new, or the one before is held"
                    ));
                }
                taken
            }
        }
    }

    /// The memory that will hold the next upload; none if it is to be uploaded at once.
    #[track_caller]
    pub fn upload(&mut self, data: &[u8]) -> Option<(CudaSlice<u8>, Slot)> {
        match self.stage {
            Stage::Planned => self.plan.uploads.push(data.len()),
            Stage::Eager(_) => {}
            Stage::Deferred => {
                let Plan { arena, staging, .. } = &mut self.plan;
                let written = staging.as_mut().and_then(|staging| staging.write(arena, data));
                if written.is_none() {
                    let bytes = data.len();
                    self.differ(format!(
                        "an upload of {bytes} bytes is new, or the one before is held"
                    ));
                }
                return written;
            }
        }
        None
    }
}

impl Step {
    /// A value is to be read at this line: what was deferred is done before.
    #[track_caller]
    pub fn read(&mut self, caller: &Location<'_>) {
        if self.stage == Stage::Deferred {
            self.differ(format!("a value is read, in {caller}"));
        }
    }

    /// Keeps memory that deferred operations may still use; gives it back if there are none.
    pub fn keep(&mut self, memory: CudaSlice<u8>) -> Option<CudaSlice<u8>> {
        if self.stage != Stage::Deferred {
            return Some(memory);
        }
        self.kept.push(memory);
        None
    }
}

/// The operations as a graph; or why the driver refuses.
fn capture(gpu: &Gpu, operations: &[Box<dyn Operation>]) -> Result<Graph, String> {
    let refused = |error: cudarc::driver::DriverError| format!("it cannot be captured: {error}");
    let _turn = gpu.turn();
    let mode = CUstreamCaptureMode::CU_STREAM_CAPTURE_MODE_THREAD_LOCAL;
    gpu.stream.begin_capture(mode).map_err(refused)?;
    let told = operations.iter().try_for_each(|operation| operation.enqueue(gpu));
    // The capture is ended in any case, or the stream could not be used again.
    let graph = gpu.stream.end_capture(CUgraphInstantiate_flags(0));
    told?;
    let graph = graph.map_err(refused)?.ok_or("it cannot be captured: there is no graph")?;
    graph.upload().map_err(refused)?;
    Ok(Graph(graph))
}
