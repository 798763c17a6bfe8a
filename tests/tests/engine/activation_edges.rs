//! Activations far out, near zero and of NaN: every device gives the processor's values and slopes.

use activations::{
    Activation, Celu, Elu, Gelu, GeluTanh, HardSigmoid, HardSwish, HardTanh, Identity, LeakyRelu,
    Mish, Relu, Selu, Shrink, Sigmoid, Silu, Softplus, Softsign, Step, Tanh, ThresholdedRelu,
};
use autograd::Tape;
use numeric::Float;
use tensor::{Device, Tensor};

const SIZES: &[f64] =
    &[0.0, 1e-30, 1e-3, 0.5, 1.0, 3.0, 9.5, 20.0, 87.0, 100.0, 999.0, 1e4, 3e38, f64::INFINITY];

/// `f(z)` and `f'(z)` at each size of either sign, and of NaN.
fn values<T: Float, A: Activation<T>>(f: A, device: &Device) -> Vec<f64> {
    let z: Vec<T> =
        SIZES.iter().flat_map(|z| [-*z, *z]).chain([f64::NAN]).map(|z| T::of(z)).collect();
    let z = Tensor::new([z.len()], z).to(device);
    let mut y = None;
    let gradients = Tape::new().gradients(|tape| {
        let output = tape.leaf(&z).activate(f);
        y = Some(output.value());
        output.sum()
    });
    let both = [y.as_ref(), gradients.leaf(0)].map(|x| x.unwrap().to(&Device::Cpu));
    both.iter().flat_map(|x| x.as_slice().iter().map(|x| x.as_f64())).collect()
}

fn check<T: Float, A: Activation<T>>(f: A, precision: f64) {
    let expected = values(f, &Device::Cpu);
    for device in Device::all().iter().skip(1) {
        for (i, (found, expected)) in values(f, device).iter().zip(&expected).enumerate() {
            let is_near = (found - expected).abs() <= precision * expected.abs().max(0.1);
            let same = found == expected || found.is_nan() && expected.is_nan();
            assert!(is_near || same, "{} {i} on {device:?}: {found}, not {expected}", A::NAME);
        }
    }
}

fn all<T: Float>(precision: f64) {
    check::<T, _>(Identity, precision);
    check::<T, _>(Sigmoid, precision);
    check::<T, _>(Tanh, precision);
    check::<T, _>(Relu, precision);
    check::<T, _>(LeakyRelu { negative_slope: 0.2 }, precision);
    check::<T, _>(HardTanh { min_val: -2.0, max_val: 3.0 }, precision);
    check::<T, _>(Elu { alpha: 0.5 }, precision);
    check::<T, _>(Selu, precision);
    check::<T, _>(Softplus { beta: 2.0 }, precision);
    check::<T, _>(Gelu, precision);
    check::<T, _>(GeluTanh, precision);
    check::<T, _>(Silu, precision);
    check::<T, _>(Mish, precision);
    check::<T, _>(Celu { alpha: 2.0 }, precision);
    check::<T, _>(Softsign, precision);
    check::<T, _>(HardSigmoid { slope: 0.25, offset: 0.375 }, precision);
    check::<T, _>(HardSwish, precision);
    check::<T, _>(Shrink { lambda: 0.4, bias: 0.3 }, precision);
    check::<T, _>(ThresholdedRelu { theta: 0.9 }, precision);
    check::<T, _>(Step, precision);
}

#[test]
fn activations_agree_at_the_edges_in_f32() {
    all::<f32>(1e-5);
}

#[test]
fn activations_agree_at_the_edges_in_f64() {
    all::<f64>(1e-12);
}
