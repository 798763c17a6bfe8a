//! Two streams: what no event orders is done in any order.

use crate::gpu::Gpu;
use cudarc::driver::{CudaEvent, CudaStream, DevicePtr, DevicePtrMut, result};
use std::sync::Arc;

const LEN: usize = 16;
const ROUNDS: usize = 40;

/// What a round leaves out.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Missing {
    Nothing,
    /// The second stream's copy may come after it is read.
    Copied,
    /// The second stream may overwrite what the first has not read yet.
    Read,
    /// The host may overwrite what has not been copied yet.
    HostFree,
}

/// Pinned memory of the host.
struct Pinned(*mut u32);

impl Pinned {
    fn new() -> Self {
        // SAFETY: it is written before it is read.
        let memory = unsafe { result::malloc_host(LEN * size_of::<u32>(), 0) };
        Pinned(memory.expect("there is memory").cast())
    }

    /// Ends the borrow at once: that a copy may still read it is what is tested.
    fn slice(&self) -> &'static mut [u32] {
        // SAFETY: it has as many elements, and is there until the test ends.
        unsafe { std::slice::from_raw_parts_mut(self.0, LEN) }
    }
}

impl Drop for Pinned {
    fn drop(&mut self) {
        // SAFETY: nobody else has it.
        unsafe { result::free_host(self.0.cast()) }.expect("it is given back");
    }
}

/// A pipeline: in each round the host writes its number, the second stream copies it to the device, and the
/// first copies it from there to the round's place. What the places hold in the end.
fn pipeline(gpu: &Gpu, missing: Missing) -> Vec<u32> {
    let (main, context) = (&gpu.stream, gpu.stream.context());
    let second: Arc<CudaStream> = context.new_stream().expect("a stream can be made");
    let event = || -> CudaEvent { context.new_event(None).expect("an event can be made") };
    let (copied, read, pinned) = (event(), event(), Pinned::new());
    let mut staging = main.alloc_zeros::<u32>(LEN).expect("there is memory");
    let mut places = main.alloc_zeros::<u32>(ROUNDS * LEN).expect("there is memory");
    second.join(main).expect("the memory is there");
    for round in 0..ROUNDS {
        if missing != Missing::HostFree {
            copied.synchronize().expect("the copy is done");
        }
        pinned.slice().fill(round as u32);
        if missing != Missing::Read {
            second.wait(&read).expect("it waits");
        }
        let to = staging.device_ptr_mut(&second).0;
        // SAFETY: both have as many elements.
        unsafe { result::memcpy_htod_async(to, pinned.slice(), second.cu_stream()) }
            .expect("it is copied");
        copied.record(&second).expect("it is recorded");
        if missing != Missing::Copied {
            main.wait(&copied).expect("it waits");
        }
        let (from, to) = (staging.device_ptr(main).0, places.device_ptr_mut(main).0);
        let (to, bytes) = (to + (round * LEN * 4) as u64, LEN * 4);
        // SAFETY: each round has its place.
        unsafe { result::memcpy_dtod_async(to, from, bytes, main.cu_stream()) }
            .expect("it is copied");
        read.record(main).expect("it is recorded");
    }
    let found = main.clone_dtoh(&places).expect("a read");
    context.synchronize().expect("all is done");
    found
}

#[test]
fn events_order_two_streams() {
    let Some(gpu) = Gpu::find() else { return };
    // SAFETY: events order the streams.
    unsafe { gpu.stream.context().disable_event_tracking() };
    let expected: Vec<u32> = (0..ROUNDS as u32).flat_map(|round| [round; LEN]).collect();
    for _ in 0..5 {
        assert_eq!(pipeline(&gpu, Missing::Nothing), expected);
    }
    for missing in [Missing::Copied, Missing::Read, Missing::HostFree] {
        let is_wrong = (0..5).any(|_| pipeline(&gpu, missing) != expected);
        assert!(is_wrong, "{missing:?}: nobody sees that the event is missing");
    }
}

/// What is not waited for may be late, and what is waited for is not.
#[test]
fn a_late_stream_is_done_when_the_host_waits() {
    let Some(gpu) = Gpu::find() else { return };
    // SAFETY: events order the streams.
    unsafe { gpu.stream.context().disable_event_tracking() };
    let second = gpu.stream.context().new_stream().expect("a stream can be made");
    second.join(&gpu.stream).expect("it waits");
    let mut was_late = false;
    for round in 0..50u32 {
        let y = second.clone_htod(&[round; LEN]).expect("there is memory");
        let event = second.record_event(None).expect("it is recorded");
        was_late |= !event.try_is_complete().expect("it says");
        event.synchronize().expect("it is done");
        assert!(event.is_complete());
        assert_eq!(second.clone_dtoh(&y).expect("a read"), [round; LEN]);
    }
    assert!(was_late, "the second stream has always done its work at once");
}
