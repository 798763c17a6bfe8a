//! What the tape promises, whatever the operations.

use crate::blame::panic_of;
use crate::tensor;
use autograd::{Param, Tape, Var};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tensor::Tensor;

/// Whether `x` is the only holder of its elements: then a write does not move them.
fn is_alone(x: &mut Tensor<f64>) -> bool {
    let address = x.as_slice().as_ptr();
    x.as_mut_slice().as_ptr() == address
}

#[test]
fn a_parameter_asked_for_twice_is_one_value() {
    let w = Param::new(tensor([2], [3.0, -1.0]));
    let gradients = Tape::new().gradients(|tape| {
        let first = tape.param(&w);
        (first * &w + tape.param(&w)).sum()
    });
    assert_eq!(gradients.get(&w).unwrap().as_slice(), [7.0, -1.0], "2·w + 1");
}

#[test]
fn a_copied_parameter_is_another() {
    let w = Param::new(tensor([1], [3.0]));
    let copy = w.clone();
    assert_ne!(w.id(), copy.id());
    let gradients = Tape::new().gradients(|tape| tape.param(&w) * 2.0 + tape.param(&copy) * 5.0);
    let found = [&w, &copy].map(|w| gradients.get(w).unwrap().item());
    assert_eq!(found, [2.0, 5.0]);
}

#[test]
fn a_parameter_without_part_has_no_gradient() {
    let [used, unused, stranger] = [1.0, 2.0, 3.0].map(|x| Param::new(tensor([1], [x])));
    let gradients = Tape::new().gradients(|tape| {
        let aside = tape.param(&unused) * 10.0;
        assert_eq!(aside.value().item(), 20.0);
        tape.param(&used) * 2.0
    });
    assert_eq!(gradients.get(&used).unwrap().item(), 2.0);
    assert!(gradients.get(&unused).is_none(), "it was computed with, but not for the loss");
    assert!(gradients.get(&stranger).is_none());
}

#[test]
fn leaves_are_counted_in_their_order() {
    let gradients = Tape::new().gradients(|tape| {
        let [a, _, c] = [1.0, 2.0, 3.0].map(|x| tape.leaf(&Tensor::scalar(x)));
        a * 10.0 + c * 30.0
    });
    assert_eq!(gradients.leaf(0).unwrap().item(), 10.0);
    assert!(gradients.leaf(1).is_none());
    assert_eq!(gradients.leaf(2).unwrap().item(), 30.0);
    assert!(gradients.leaf(3).is_none());
}

#[test]
fn a_tape_is_used_again() {
    let w = Param::new(tensor([1], [3.0]));
    let mut tape = Tape::new();
    for factor in [2.0, -5.0, 0.0] {
        let gradients = tape.gradients(|tape| tape.param(&w) * factor);
        assert_eq!(gradients.get(&w).unwrap().item(), factor, "nothing is left of the step before");
        assert_eq!(tape.no_grad(|tape| tape.param(&w) * factor).item(), 3.0 * factor);
    }
    let gradients = tape.gradients(|tape| tape.constant(&Tensor::scalar(1.0)));
    assert!(gradients.get(&w).is_none() && gradients.leaf(0).is_none());
}

#[test]
fn training_is_what_gradients_is_for() {
    let (mut tape, x) = (Tape::new(), Tensor::scalar(1.0));
    for _ in 0..2 {
        tape.gradients(|tape| {
            assert!(tape.is_training());
            tape.leaf(&x)
        });
        tape.no_grad(|tape| {
            assert!(!tape.is_training());
            tape.leaf(&x)
        });
    }
}

/// After a step the optimizer may write in place: the tape holds nothing any more.
#[test]
fn a_step_that_is_over_holds_nothing() {
    let mut x = tensor([2, 2], [1.0, 2.0, 3.0, 4.0]);
    let mut w = Param::new(tensor([2, 2], [1.0, -1.0, 0.5, 2.0]));
    let mut tape = Tape::new();
    assert!(is_alone(&mut x) && is_alone(&mut w.value));
    let gradients = tape.gradients(|tape| (tape.leaf(&x).matmul(&w).gelu() * &x).sum());
    assert!(is_alone(&mut x) && is_alone(&mut w.value), "after gradients");
    drop(gradients);
    let mut y = tape.no_grad(|tape| tape.leaf(&x).matmul(&w).relu());
    assert!(is_alone(&mut x) && is_alone(&mut w.value) && is_alone(&mut y), "after no_grad");
}

/// An operation that counts how often its backward pass runs.
fn counted<'t>(inputs: [Var<'t, f64>; 2], count: &Arc<AtomicUsize>) -> Var<'t, f64> {
    let (y, count) = (inputs[0].value(), count.clone());
    inputs[0].tape().record("counted", y, inputs, move |dy, [a, b]| {
        count.fetch_add(1, Ordering::Relaxed);
        assert!(!a.requires_grad() && b.requires_grad());
        a.accumulate(|| panic!("an input that does not require grad gets no gradient"));
        b.accumulate(|| dy);
    })
}

#[test]
fn only_required_gradients_are_computed() {
    let (count, x) = (Arc::new(AtomicUsize::new(0)), tensor([1], [1.0]));
    let mut tape = Tape::new();
    let gradients = tape.gradients(|tape| {
        let (data, leaf) = (tape.constant(&x), tape.leaf(&x));
        let aside = counted([data, leaf], &count);
        assert_eq!(aside.value().item(), 1.0);
        let constants = counted([data, data], &count);
        counted([data, leaf], &count) * constants
    });
    assert_eq!(gradients.leaf(0).unwrap().item(), 1.0);
    assert_eq!(count.load(Ordering::Relaxed), 1, "not for constants, not where no gradient came");
    tape.no_grad(|tape| counted([tape.constant(&x), tape.leaf(&x)], &count));
    assert_eq!(count.load(Ordering::Relaxed), 1, "not when only the value is asked for");
}

/// An operation whose backward pass gives the gradient a wrong shape.
fn sloppy<'t>(x: Var<'t, f64>) -> Var<'t, f64> {
    x.tape().record("sloppy", x.value(), [x], |_, [dx]| dx.accumulate(|| Tensor::zeros([7])))
}

#[test]
fn a_gradient_of_another_shape_names_its_operation() {
    let x = tensor([3], [1.0; 3]);
    let panic = panic_of(|| Tape::new().gradients(|tape| sloppy(tape.leaf(&x)).sum()));
    let expected = "sloppy: [7] and [3] do not fit: a gradient must have the shape of its input";
    assert_eq!(panic.message, expected);
}

#[test]
fn a_panic_spoils_nothing_for_the_next_step() {
    let (w, x) = (Param::new(tensor([2], [3.0, 4.0])), tensor([2], [1.0, 2.0]));
    let mut tape = Tape::new();
    let good = |tape: &mut Tape<f64>| {
        let gradients = tape.gradients(|tape| (tape.leaf(&x) * &w).sum());
        assert_eq!(gradients.loss(), 11.0);
        assert_eq!(gradients.get(&w).unwrap().as_slice(), [1.0, 2.0]);
        assert_eq!(gradients.leaf(0).unwrap().as_slice(), [3.0, 4.0]);
        assert!(gradients.leaf(1).is_none());
    };
    good(&mut tape);
    panic_of(|| {
        tape.gradients(|tape| {
            tape.leaf(&x);
            tape.param(&w) + &tensor([3], [0.0; 3])
        })
    });
    good(&mut tape);
    panic_of(|| tape.gradients(|tape| (sloppy(tape.leaf(&x)) * &w).sum()));
    good(&mut tape);
    panic_of(|| tape.gradients(|tape| tape.leaf(&x)));
    good(&mut tape);
    panic_of(|| tape.no_grad(|_| panic!("in the middle")));
    good(&mut tape);
}

#[test]
fn a_loss_has_one_element() {
    let x = tensor([2], [1.0, 2.0]);
    let panic = panic_of(|| Tape::new().gradients(|tape| tape.leaf(&x)));
    assert!(panic.message.contains("gradients: a loss has one element, not [2]"), "{panic:?}");
    assert!(panic.file.ends_with("tests/suite/tape.rs"), "reported at {}", panic.file);
    let one = Tape::new().gradients(|tape| tape.leaf(&x).narrow(0, 1..2).reshape([1, 1, 1]));
    assert_eq!((one.loss(), one.leaf(0).unwrap().as_slice()), (2.0, &[0.0, 1.0][..]));
}

#[test]
fn values_of_two_tapes_do_not_meet() {
    let (here, there) = (Tape::new(), Tape::new());
    let x = tensor([2], [1.0, 2.0]);
    let (a, b) = (here.leaf(&x), there.leaf(&x));
    let panic = panic_of(|| a + b);
    assert_eq!(panic.message, "add: an input is a value of another tape");
    assert!(panic.file.ends_with("tests/suite/tape.rs"), "reported at {}", panic.file);
    let panic = panic_of(|| autograd::concat(&[a, b], 0));
    assert_eq!(panic.message, "concat: an input is a value of another tape");
    assert!(panic.file.ends_with("tests/suite/tape.rs"), "reported at {}", panic.file);
}

/// Only a tape that lives for ever gives values that outlive a step; a loss on it is a mistake
/// that must not pass for a gradient.
#[test]
fn a_loss_on_another_tape_is_refused() {
    let there: &'static Tape<f64> = Box::leak(Box::new(Tape::new()));
    let x = Tensor::scalar(2.0);
    let elsewhere = there.constant(&x);
    let panic = panic_of(|| {
        Tape::new().gradients(|tape| {
            tape.leaf(&x);
            elsewhere
        })
    });
    assert!(panic.message.contains("another tape"), "{}", panic.message);
}

#[test]
fn one_step_may_use_another_tape_inside() {
    let x = Tensor::scalar(3.0);
    let gradients = Tape::<f64>::new().gradients(|tape| {
        let y = tape.leaf(&x);
        let value = y.value();
        let inner = Tape::new().gradients(|inner| {
            let x = inner.leaf(&value);
            x * x
        });
        y * inner.leaf(0).unwrap()
    });
    assert_eq!(gradients.loss(), 18.0);
    assert_eq!(gradients.leaf(0).unwrap().item(), 6.0, "what the inner tape gave is a constant");
}

#[test]
fn a_tape_may_go_to_another_thread() {
    fn is_send<T: Send>() {}
    is_send::<Tape<f32>>();
    let mut tape = Tape::new();
    let gradients =
        std::thread::spawn(move || tape.gradients(|tape| tape.leaf(&Tensor::scalar(1.5))));
    assert_eq!(gradients.join().unwrap().loss(), 1.5);
}
