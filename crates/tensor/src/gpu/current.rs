//! The step that this thread is in, if it is in one: whoever asks for memory or work asks here first.

use super::Gpu;
use super::arena::Slot;
use super::operation::Operation;
use super::step::{Plan, Stage, Step};
use cudarc::driver::CudaSlice;
use std::cell::RefCell;
use std::panic::Location;

thread_local! {
    static CURRENT: RefCell<Option<Step>> = const { RefCell::new(None) };
}

/// Does a step by this plan: what it returns, how it went, and the plan for the next one.
#[track_caller]
pub(super) fn run<R>(plan: Plan, stage: Stage, step: impl FnOnce() -> R) -> (R, Stage, Plan) {
    CURRENT.set(Some(Step::new(plan, stage)));
    let under_way = UnderWay;
    let result = step();
    std::mem::forget(under_way);
    let (stage, plan) = CURRENT.take().expect("a step ends where it began").end();
    (result, stage, plan)
}

/// Ends a step that panics.
struct UnderWay;

impl Drop for UnderWay {
    fn drop(&mut self) {
        CURRENT.take().into_iter().for_each(Step::end_in_panic);
    }
}

/// Whether this thread is in a step, on whatever GPU.
pub(super) fn is_in_one() -> bool {
    CURRENT.with_borrow(Option::is_some)
}

/// `f` of the step that this thread is in, if it is in one on this GPU.
#[track_caller]
fn with_current<R>(gpu: &Gpu, f: impl FnOnce(&mut Step) -> Option<R>) -> Option<R> {
    // A buffer may be dropped when the thread has ended.
    let found = CURRENT.try_with(|current| {
        let mut current = current.try_borrow_mut().ok()?;
        f(current.as_mut().filter(|step| step.is_on(gpu))?)
    });
    found.ok().flatten()
}

/// Memory for the next allocation; none if there is no step that has it.
#[track_caller]
pub(super) fn take(gpu: &Gpu, bytes: usize) -> Option<(CudaSlice<u8>, Slot)> {
    with_current(gpu, |step| step.take(bytes))
}

/// The memory that will hold the next upload; none if it is to be uploaded at once.
#[track_caller]
pub(super) fn upload(gpu: &Gpu, data: &[u8]) -> Option<(CudaSlice<u8>, Slot)> {
    with_current(gpu, |step| step.upload(data))
}

/// Whether uploads are to be the step's own, even if what they hold is on the GPU already.
pub(super) fn uploads_anew(gpu: &Gpu) -> bool {
    with_current(gpu, |step| step.is_planned().then_some(())).is_some()
}

/// The operation, if it is to be done at once.
#[track_caller]
pub(super) fn defer<O: Operation>(gpu: &Gpu, operation: O) -> Option<O> {
    let mut operation = Some(operation);
    with_current(gpu, |step| {
        step.defer(&mut operation);
        Some(())
    });
    operation
}

/// A value is to be read: what was deferred is done before.
#[track_caller]
pub(super) fn before_read(gpu: &Gpu) {
    let caller = Location::caller();
    with_current(gpu, |step| {
        step.read(caller);
        Some(())
    });
}

/// Gives memory back to the pool, as soon as nothing that is deferred may use it.
pub(super) fn give_back(gpu: &Gpu, memory: CudaSlice<u8>) {
    let mut memory = Some(memory);
    with_current(gpu, |step| {
        memory = memory.take().and_then(|memory| step.keep(memory));
        Some(())
    });
    memory.into_iter().for_each(|memory| gpu.pool.give_back(memory));
}
