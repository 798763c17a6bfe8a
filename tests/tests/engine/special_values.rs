//! NaN, infinities, −0 and numbers below the smallest normal one: every device gives the processor's values.

use autograd::{Tape, Var};
use std::fmt::Write;
use tensor::{Device, Tensor};

/// The specials, each beside each other one: `a[i]` meets `b[i]`.
fn pairs<T: numeric::Float>() -> [Tensor<T>; 2] {
    let smallest = if size_of::<T>() == 4 { 1e-45 } else { 5e-324 };
    let specials = [
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        -0.0,
        0.0,
        1.0,
        -2.5,
        smallest,
        -3.0 * smallest,
        1000.0 * smallest,
    ];
    let n = specials.len();
    let of = |index: &dyn Fn(usize) -> usize| {
        Tensor::new([n, n], (0..n * n).map(|i| T::of(specials[index(i)])).collect())
    };
    [of(&|i| i / n), of(&|i| i % n)]
}

type Function<T> = for<'t> fn(Var<'t, T>, Var<'t, T>) -> Var<'t, T>;

/// Compares output and gradients to the bit, but for the bits of NaNs.
fn check<T: numeric::Float>(functions: &[(&str, Function<T>)]) {
    let inputs = pairs::<T>();
    let values = |device: &Device, f: Function<T>| {
        let mut y = None;
        let gradients = Tape::new().gradients(|tape| {
            let [a, b] = inputs.each_ref().map(|x| tape.leaf(&x.to(device)));
            let output = f(a, b);
            y = Some(output.value());
            output.sum()
        });
        let gradient = |i| gradients.leaf(i).cloned().unwrap_or_else(|| Tensor::zeros([1]));
        [y.expect("it was computed"), gradient(0), gradient(1)]
            .map(|x| x.to(&Device::Cpu).as_slice().iter().map(|x| x.as_f64()).collect::<Vec<_>>())
    };
    let mut faults = String::new();
    for device in Device::all().iter().skip(1) {
        for (name, f) in functions {
            let (found, expected) = (values(device, *f), values(&Device::Cpu, *f));
            for (what, (found, expected)) in found.iter().zip(&expected).enumerate() {
                for (i, (x, y)) in found.iter().zip(expected).enumerate() {
                    if x.to_bits() != y.to_bits() && !(x.is_nan() && y.is_nan()) {
                        writeln!(faults, "{name}, {what}, {i}: {x:e}, not {y:e}").expect("memory");
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

/// Functions whose results the standard of floating-point numbers decides.
macro_rules! functions {
    () => {
        &[
            ("add", |a, b| a + b),
            ("sub", |a, b| a - b),
            ("mul", |a, b| a * b),
            ("div", |a, b| a / b),
            ("neg", |a, _| -a),
            ("maximum", |a, b| a.maximum(b)),
            ("minimum", |a, b| a.minimum(b)),
            ("relu", |a, _| a.relu()),
            ("leaky_relu", |a, _| a.leaky_relu(0.25)),
            ("hard_tanh", |a, _| a.hard_tanh(-1.0, 2.0)),
            ("clamp", |a, _| a.clamp(-1.0, 2.0)),
            ("abs", |a, _| a.abs()),
            ("sqrt", |a, _| a.sqrt()),
            ("max_dim", |a, b| (a * b).max_dim(1)),
            ("max_dim of rows", |a, b| (a * b).max_dim(0)),
        ]
    };
}

#[test]
fn f32_on_every_device() {
    check::<f32>(functions!());
}

#[test]
fn f64_on_every_device() {
    check::<f64>(functions!());
}

#[test]
fn the_first_nan_is_the_maximum_and_the_minimum() {
    let [x, _] = pairs::<f32>();
    for device in Device::all() {
        let [max, min] = [0, 1].map(|which| {
            let mut found = None;
            Tape::new().no_grad(|tape| {
                let x = tape.constant(&x.to(&device));
                found = Some(if which == 0 { x.argmax(0) } else { x.argmin(0) });
                x
            });
            found.expect("it was computed")
        });
        assert_eq!((max.as_slice(), min.as_slice()), (&[0; 10][..], &[0; 10][..]), "{device}");
    }
}
