//! The count of new memory. It is one for the whole program, so this test is a program of its own.

use tensor::{Shape, Tensor, broadcast_to, fresh_allocations, sum_to, transpose};

/// Some work of the kind that a training step does.
fn step() -> f64 {
    let x = Tensor::full([30, 20], 2.0);
    let w = Tensor::full([20], 3.0);
    let y = broadcast_to(&w, x.shape()).zip_map(&x, |w, x| w * x);
    let kept = y.clone();
    let changed = y.map(|y| y + 1.0);
    let turned = transpose(&changed, 0, 1).reshape([600]);
    sum_to(turned.zip_map(&kept.reshape([600]), |a, b| a - b), Shape::from([])).item()
}

#[test]
fn new_memory_is_needed_once() {
    let before = fresh_allocations::<f64>();
    assert_eq!(step(), 600.0);
    let first = fresh_allocations::<f64>();
    assert!(first > before, "the first step needs memory, and the count must show it");
    for _ in 0..10 {
        step();
    }
    assert_eq!(fresh_allocations::<f64>(), first, "the same lengths again");

    // Memory that came from elsewhere is used again too.
    drop(Tensor::new([77], vec![1.0; 77]));
    drop(Tensor::<f64>::empty([77]));
    assert_eq!(fresh_allocations::<f64>(), first);
    // A longer buffer serves a shorter tensor.
    drop(Tensor::<f64>::empty([78]));
    assert_eq!(fresh_allocations::<f64>(), first);
    // Longer than all so far: new memory, and used again.
    drop(Tensor::<f64>::empty([10_000]));
    drop(Tensor::<f64>::empty([9_000]));
    assert_eq!(fresh_allocations::<f64>(), first + 1);
    // Another type: memory of its own, none so far.
    assert_eq!(fresh_allocations::<f32>(), 0);

    // A tensor without elements needs no memory.
    for _ in 0..10 {
        drop(Tensor::<f64>::zeros([0, 5]));
    }
    assert_eq!(fresh_allocations::<f64>(), first + 1, "empty tensors");
}
