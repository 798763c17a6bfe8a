//! Checkpointed segments: the bits of a step that keeps everything, and what mistakes are told.

use crate::blame::panic_of;
use crate::tensor;
use autograd::{Buffer, CheckpointScope, Gradients, Param, Tape, Var};
use rand::RngExt;
use std::cell::Cell;
use std::ops::Range;
use tensor::Tensor;

/// A network whose layers draw random numbers and update a buffer, and share a weight.
struct Deep {
    layers: Vec<[Param<f64>; 2]>,
    shared: Param<f64>,
    mean: Buffer<f64>,
}

impl Deep {
    fn new(layers: usize) -> Self {
        let element = |l: usize| move |i: usize| ((7 * i + 3 * l) % 11) as f64 / 11.0 - 0.4;
        let param = |shape: [usize; 2], l: usize| {
            let data = (0..shape[0] * shape[1]).map(element(l)).collect();
            Param::new(Tensor::new(shape, data))
        };
        Deep {
            layers: (0..layers).map(|l| [param([6, 6], l), param([1, 6], l + 1)]).collect(),
            shared: param([1, 6], 99),
            mean: Buffer::new(Tensor::scalar(1.0)),
        }
    }

    fn layer<'t>(&self, l: usize, x: Var<'t, f64>) -> Var<'t, f64> {
        let (tape, [w, b]) = (x.tape(), &self.layers[l]);
        let mut rng = tape.rng();
        let mask = Tensor::from_fn([6], || f64::from(u8::from(rng.random::<f64>() < 0.8)));
        // A buffer that is read as well as set: a second run that saw its new value would differ.
        let mean = tape.buffer(&self.mean);
        tape.update_buffer(&self.mean, mean.clone().map(|mean| 0.9 * mean + 0.01));
        (x.matmul(w) + b + &self.shared).tanh() * &mask + x * &mean
    }

    /// Several layers in a row.
    fn run<'t>(&self, layers: Range<usize>, x: Var<'t, f64>) -> Var<'t, f64> {
        layers.fold(x, |x, l| self.layer(l, x))
    }

    /// The loss of a step that keeps everything.
    fn kept<'t>(&self, tape: &'t Tape<f64>, x: &Tensor<f64>) -> Var<'t, f64> {
        self.end(self.run(0..self.layers.len(), tape.leaf(x)))
    }

    /// The same with segments of this many layers.
    fn checkpointed<'t, 'env>(
        &'env self,
        scope: CheckpointScope<'t, 'env, f64>,
        x: &Tensor<f64>,
        len: usize,
    ) -> Var<'t, f64> {
        let segments = (0..self.layers.len()).step_by(len);
        let y = segments.fold(scope.tape().leaf(x), |x, l| {
            let layers = l..(l + len).min(self.layers.len());
            scope.checkpoint([x], move |_, [x]| self.run(layers.clone(), x))
        });
        self.end(y)
    }

    fn end<'t>(&self, x: Var<'t, f64>) -> Var<'t, f64> {
        (x * &self.shared).powi(2).mean()
    }
}

/// All gradients, the loss and the buffer, as bits.
fn bits(deep: &Deep, gradients: &Gradients<f64>) -> Vec<u64> {
    let params = deep.layers.iter().flatten().chain([&deep.shared]);
    let tensors = params.map(|param| gradients.get(param).expect("each has a part"));
    let others = [gradients.leaf(0).unwrap(), gradients.buffer(&deep.mean).unwrap()];
    let elements = tensors.chain(others).flat_map(|tensor| tensor.as_slice().to_vec());
    elements.chain([gradients.loss()]).map(f64::to_bits).collect()
}

fn input() -> Tensor<f64> {
    Tensor::new([3, 6], (0..18).map(|i| f64::from(i) / 9.0 - 1.0).collect())
}

#[test]
fn the_bits_are_those_of_a_step_that_keeps_everything() {
    let x = input();
    let (deep, mut kept) = (Deep::new(50), Tape::new());
    let steps = [(); 3].map(|()| bits(&deep, &kept.gradients(|tape| deep.kept(tape, &x))));
    assert_ne!(steps[0], steps[1], "each step draws other masks");
    for len in [1, 2, 7, 25, 50] {
        let mut tape = Tape::new();
        for step in &steps {
            let gradients = tape.checkpointed_gradients(|scope| deep.checkpointed(scope, &x, len));
            assert!(bits(&deep, &gradients) == *step, "segments of {len} layers");
        }
    }
}

#[test]
fn segments_within_segments() {
    let (x, deep) = (input(), Deep::new(12));
    let kept = Tape::new().gradients(|tape| deep.kept(tape, &x));
    let gradients = Tape::new().checkpointed_gradients(|scope| {
        let deep = &deep;
        let mut x = scope.tape().leaf(&x);
        for half in [0, 6] {
            x = scope.checkpoint([x], move |scope, [x]| {
                let x = scope.checkpoint([x], move |scope, [x]| {
                    let x = deep.layer(half, x);
                    scope.checkpoint([x], move |_, [x]| deep.layer(half + 1, x))
                });
                scope.checkpoint([x], move |_, [x]| deep.run(half + 2..half + 6, x))
            });
        }
        deep.end(x)
    });
    assert!(bits(&deep, &gradients) == bits(&deep, &kept));
}

/// The same value twice, a parameter as an input, data, and an input that is used outside as well.
#[test]
fn any_inputs() {
    let (x, data) = (tensor([3], [0.3, -0.7, 1.1]), tensor([3], [2.0, 0.1, -0.4]));
    let w = Param::new(tensor([3], [1.3, 0.7, -0.9]));
    fn segment<'s>(w: &Param<f64>, [a, v, b, data]: [Var<'s, f64>; 4]) -> Var<'s, f64> {
        ((a * v).tanh() * w + b * data).exp() * a + v
    }
    fn end<'t>(x: Var<'t, f64>, y: Var<'t, f64>, w: &Param<f64>) -> Var<'t, f64> {
        (y * x * w + y).sum()
    }
    let kept = Tape::new().gradients(|tape| {
        let x = tape.leaf(&x);
        end(x, segment(&w, [x, tape.param(&w), x, tape.constant(&data)]), &w)
    });
    let gradients = Tape::new().checkpointed_gradients(|scope| {
        let (tape, w) = (scope.tape(), &w);
        let x = tape.leaf(&x);
        let inputs = [x, tape.param(w), x, tape.constant(&data)];
        let y = scope.checkpoint(inputs, move |_, inputs| segment(w, inputs));
        let unchanged = scope.checkpoint([y], |_, [y]| y);
        end(x, unchanged, w)
    });
    let found = |gradients: &Gradients<f64>| {
        [gradients.leaf(0), gradients.get(&w)].map(|g| g.unwrap().as_slice().to_vec())
    };
    assert_eq!(found(&gradients), found(&kept));
}

#[test]
fn gradients_are_measured_slopes() {
    let x = input();
    let mut deep = Deep::new(5);
    let gradients = Tape::new().checkpointed_gradients(|scope| deep.checkpointed(scope, &x, 2));
    for l in 0..5 {
        let gradient = gradients.get(&deep.layers[l][0]).unwrap().as_slice()[8];
        let start = deep.layers[l][0].value.as_slice()[8];
        let loss = |w| {
            deep.layers[l][0].value.as_mut_slice()[8] = w;
            Tape::new().gradients(|tape| deep.kept(tape, &x)).loss()
        };
        let measured = numeric::central_difference(loss, start, 1e-5);
        deep.layers[l][0].value.as_mut_slice()[8] = start;
        let error = (measured - gradient).abs() / gradient.abs().max(1e-3);
        assert!(error < 1e-7, "layer {l}: {gradient}, measured {measured}");
    }
}

/// `x²` as a segment that counts how often it runs.
fn counted<'t, 'env>(
    scope: CheckpointScope<'t, 'env, f64>,
    x: Var<'t, f64>,
    runs: &'env Cell<u32>,
) -> Var<'t, f64> {
    scope.checkpoint([x], move |_, [x]| {
        runs.set(runs.get() + 1);
        x * x
    })
}

#[test]
fn a_segment_runs_again_only_where_a_gradient_comes() {
    let (x, runs, mut tape) = (Tensor::scalar(2.0), Cell::new(0), Tape::new());
    let gradients = tape.checkpointed_gradients(|scope| {
        assert!(scope.tape().is_training() && scope.tape().is_recording());
        counted(scope, scope.tape().leaf(&x), &runs)
    });
    assert_eq!((gradients.leaf(0).unwrap().item(), runs.take()), (4.0, 2));
    let y = tape.checkpointed_no_grad(|scope| {
        assert!(!scope.tape().is_training() && !scope.tape().is_recording());
        counted(scope, scope.tape().leaf(&x), &runs)
    });
    assert_eq!((y.item(), runs.take()), (4.0, 1), "in evaluation mode");
    tape.checkpointed_gradients(|scope| counted(scope, scope.tape().constant(&x), &runs));
    assert_eq!(runs.take(), 1, "of a constant");
    tape.checkpointed_gradients(|scope| {
        let x = scope.tape().leaf(&x);
        counted(scope, x, &runs);
        x
    });
    assert_eq!(runs.take(), 1, "without a part in the loss");
}

/// The panic of a segment that computes `f` of its run, 1 or 2.
fn panic_of_segment(
    f: impl for<'s> Fn(u32, CheckpointScope<'s, '_, f64>, Var<'s, f64>) -> Var<'s, f64>,
) -> String {
    let (x, run) = (Tensor::scalar(2.0), Cell::new(0));
    let panic = panic_of(|| {
        Tape::new().checkpointed_gradients(|scope| {
            let y = scope.checkpoint([scope.tape().leaf(&x)], |scope, [x]| {
                run.set(run.get() + 1);
                f(run.get(), scope, x)
            });
            y.sum()
        })
    });
    panic.message
}

#[test]
fn a_segment_must_repeat_itself() {
    let shape =
        panic_of_segment(|run, _, x| if run == 1 { x.reshape([1]) } else { x.reshape([1, 1]) });
    assert!(shape.contains("a segment must compute the same each time"), "{shape}");
    assert!(shape.contains("were (1, [1]), and in the backward pass (1, [1, 1])"), "{shape}");
    let more = panic_of_segment(|run, _, x| if run == 1 { x * x } else { x * x * x });
    assert!(more.contains("were (1, []), and in the backward pass (2, [])"), "{more}");
    let params = [(); 2].map(|()| Param::new(Tensor::scalar(1.0)));
    let other = panic_of_segment(|run, _, x| x * &params[run as usize - 1]);
    assert!(other.contains("another parameter is used in the backward pass"), "{other}");
}

#[test]
fn mistakes_at_the_first_run() {
    let leaf = panic_of_segment(|_, scope, _| scope.tape().leaf(&Tensor::scalar(1.0)));
    assert!(leaf.contains("a leaf of a segment has no gradient; make it before"), "{leaf}");
    let (there, x) = (Tape::new(), Tensor::scalar(2.0));
    let stranger = there.constant(&x);
    let panic = panic_of(|| {
        Tape::new().checkpointed_gradients(|scope| {
            scope.checkpoint([scope.tape().leaf(&x) * stranger], |_, [x]| x)
        })
    });
    assert!(panic.message.contains("an input is a value of another tape"), "{panic:?}");
    let mut tape = Tape::new();
    panic_of(|| {
        tape.checkpointed_gradients(|scope| {
            scope.checkpoint([scope.tape().leaf(&x)], |_, _| panic!("in the middle"))
        })
    });
    let gradients = tape.gradients(|tape| tape.leaf(&x) * 3.0);
    assert_eq!(gradients.leaf(0).unwrap().item(), 3.0, "nothing is left of the panic");
}
