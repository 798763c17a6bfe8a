//! Steps that differ from the one that was captured: nothing is replayed that was not asked for.

use crate::support::{gpu, tensor_bits};
use std::panic::{AssertUnwindSafe, catch_unwind};
use tensor::{Device, StepGraph, Tensor, pointwise};

/// `steps` times `step`, which is given the number of the step: the graph, and what the steps returned.
fn run(
    steps: usize,
    device: &Device,
    mut step: impl FnMut(usize) -> Tensor,
) -> (StepGraph, Vec<f32>) {
    let mut graph = StepGraph::default();
    let values = (0..steps).map(|i| graph.run(device, || step(i)).item()).collect();
    (graph, values)
}

fn scaled(x: &Tensor, scale: f64) -> Tensor {
    x.clone().unary(pointwise!(|x; scale| scale * x, [scale]))
}

fn scalar(i: usize, device: &Device) -> Tensor {
    Tensor::scalar(i as f32).to(device)
}

#[test]
fn what_is_uploaded_may_differ() {
    let Some((device, _)) = gpu() else { return };
    let (graph, values) = run(8, &device, |i| scaled(&scalar(i, &device), 2.0));
    assert_eq!(values, [0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0]);
    assert_eq!((graph.replays(), graph.difference()), (6, None));
}

/// A coefficient that is a kernel's argument: a graph would repeat the first step's.
#[test]
fn an_argument_that_differs_is_found() {
    let Some((device, _)) = gpu() else { return };
    let x = scalar(3, &device);
    let (graph, values) = run(8, &device, |i| scaled(&x, i as f64));
    assert_eq!(values, [0.0, 3.0, 6.0, 9.0, 12.0, 15.0, 18.0, 21.0]);
    let reason = graph.difference().expect("there is one");
    assert!(reason.contains("`pointwise`, has other arguments"), "{reason}");
    // Each graph is made of one step, and the next one is not its like.
    assert!(graph.replays() <= 4, "{}", graph.replays());
}

#[test]
fn another_operation_is_found() {
    let Some((device, _)) = gpu() else { return };
    let x = scalar(3, &device);
    let step = |i| {
        let y = scaled(&x, 2.0);
        if i % 4 == 3 { y.clone().binary(&y, pointwise!(|a, b| a * b)) } else { y }
    };
    let (graph, values) = run(8, &device, step);
    assert_eq!(values, [6.0, 6.0, 6.0, 36.0, 6.0, 6.0, 6.0, 36.0]);
    let reason = graph.difference().expect("there is one");
    assert!(reason.contains("where it ended") || reason.contains("is new"), "{reason}");
    assert_eq!(graph.replays(), 4);
}

#[test]
fn fewer_operations_are_found() {
    let Some((device, _)) = gpu() else { return };
    let x = scalar(3, &device);
    let step = |i| if i % 4 == 3 { x.clone() } else { scaled(&x, 2.0) };
    let (graph, values) = run(8, &device, step);
    assert_eq!(values, [6.0, 6.0, 6.0, 3.0, 6.0, 6.0, 6.0, 3.0]);
    assert_eq!(graph.difference(), Some("it ended before `pointwise`"));
    assert_eq!(graph.replays(), 4);
}

#[test]
fn a_value_that_is_read_is_right() {
    let Some((device, _)) = gpu() else { return };
    let step = |i| {
        let y = scaled(&scalar(i, &device), 2.0);
        assert_eq!(y.item(), 2.0 * i as f32);
        scaled(&y, 3.0)
    };
    let (graph, values) = run(5, &device, step);
    assert_eq!(values, [0.0, 6.0, 12.0, 18.0, 24.0]);
    let reason = graph.difference().expect("there is one");
    assert!(
        reason.contains("a value is read, in tests/tests/step_graph/differences.rs"),
        "{reason}"
    );
    assert_eq!(graph.replays(), 0);
}

/// What a step has computed is not overwritten by the next one.
#[test]
fn what_is_held_stays() {
    let Some((device, _)) = gpu() else { return };
    let (mut graph, mut held) = (StepGraph::default(), Vec::new());
    for i in 0..8 {
        held.push(graph.run(&device, || {
            let x = scalar(i, &device);
            [scaled(&x, 2.0), x]
        }));
    }
    for (i, [y, x]) in held.iter().enumerate() {
        assert_eq!([x.item(), y.item()], [i as f32, 2.0 * i as f32]);
    }
    let reason = graph.difference().expect("there is one");
    assert!(reason.contains("is held"), "{reason}");
    drop(graph);
    assert_eq!(held[3][0].item(), 6.0, "memory outlives the graph while it is held");
}

/// What a step frees may still be read when it ends, and another thread must not get it before.
#[test]
fn what_is_freed_in_a_step_is_there_until_it_ends() {
    let Some((device, _)) = gpu() else { return };
    let mut graph = StepGraph::default();
    for i in 0..6 {
        let x = scalar(i, &device);
        let y = graph.run(&device, || {
            let y = scaled(&x, 2.0);
            drop(x);
            let other = || scalar(99, &device).item();
            let other = std::thread::scope(|scope| scope.spawn(other).join());
            assert_eq!(other.expect("it reads"), 99.0);
            y
        });
        assert_eq!(y.item(), 2.0 * i as f32, "step {i}");
    }
    assert!(graph.replays() >= 1, "{:?}", graph.difference());
}

#[test]
fn another_size_is_found() {
    let Some((device, _)) = gpu() else { return };
    let sizes = [4, 4, 4, 4, 2, 4, 4, 2, 2, 2, 2, 2, 2];
    let (mut graph, mut sums) = (StepGraph::default(), Vec::new());
    for size in sizes {
        let y = graph.run(&device, || scaled(&Tensor::full([size], 1.5).to(&device), 2.0));
        sums.push(tensor_bits(&y));
    }
    let expected = sizes.map(|size| vec![3f32.to_bits(); size]);
    assert_eq!(sums, expected);
    // Steps 2, 3, 5 and 6; then, when two in a row had differed, 10 to 12 by a new graph.
    assert_eq!(graph.replays(), 7);
}

#[test]
fn a_step_that_panics_has_done_what_it_asked_for() {
    let Some((device, _)) = gpu() else { return };
    let (mut graph, mut kept) = (StepGraph::default(), Tensor::scalar(0.0).to(&device));
    for i in 0..6 {
        let step = || {
            kept.assign(&scaled(&scalar(i, &device), 2.0));
            assert!(i != 4, "step 4 panics");
        };
        let ended = catch_unwind(AssertUnwindSafe(|| graph.run(&device, step)));
        assert_eq!(ended.is_err(), i == 4);
        assert_eq!(kept.item(), 2.0 * i as f32);
    }
    assert_eq!(graph.replays(), 2);
}

#[test]
fn a_step_inside_of_a_step_is_part_of_it() {
    let Some((device, _)) = gpu() else { return };
    let mut inner = StepGraph::default();
    let step = |i| {
        let x = scaled(&scalar(i, &device), 2.0);
        inner.run(&device, || scaled(&x, 3.0))
    };
    let (graph, values) = run(5, &device, step);
    assert_eq!(values, [0.0, 6.0, 12.0, 18.0, 24.0]);
    assert_eq!((graph.replays(), inner.replays()), (3, 0));
}

/// Work on another GPU, or by another handle of the same one, is none of the step's.
#[test]
fn another_gpu_works_as_ever() {
    let (Some((device, _)), Some((other, _))) = (gpu(), gpu()) else { return };
    let step = |i| {
        let there = scaled(&scalar(i, &other), 5.0).item();
        scaled(&Tensor::scalar(there).to(&device), 2.0)
    };
    let (graph, values) = run(5, &device, step);
    assert_eq!(values, [0.0, 10.0, 20.0, 30.0, 40.0]);
    assert_eq!(graph.replays(), 3);
}

#[test]
fn a_step_on_the_cpu_is_done() {
    let (graph, values) = run(3, &Device::Cpu, |i| scaled(&scalar(i, &Device::Cpu), 2.0));
    assert_eq!(values, [0.0, 2.0, 4.0]);
    assert_eq!((graph.replays(), graph.difference()), (0, None));
}
