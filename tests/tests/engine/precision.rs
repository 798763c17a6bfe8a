//! The precision of matrix products: rounded factors where that is asked for, and nowhere else.

use autograd::{Param, Tape, Var};
use cnn::prelude::*;
use gradus_tests::draw;
use neurons::Identity;
use numeric::Float;
use optimizers::{Muon, Optimizer};
use tensor::{Device, MatmulPrecision, Tensor};

/// The largest error of `f` beside that in `f64`, in units of the largest output.
fn error<T: Float>(
    device: &Device,
    shapes: [&[usize]; 2],
    f: impl for<'t> Fn([Var<'t, T>; 2]) -> Var<'t, T>,
    exact: impl for<'t> Fn([Var<'t, f64>; 2]) -> Var<'t, f64>,
) -> f64 {
    let inputs = draw::<f64>(&shapes, 5);
    let lower = |x: &Tensor<f64>| {
        let elements = x.as_slice().iter().map(|x| T::of(*x)).collect();
        Tensor::new(x.shape(), elements).to(device)
    };
    let of = |x: &Tensor<T>| x.to(&Device::Cpu).as_slice().iter().map(|x| x.as_f64()).collect();
    let found: Vec<f64> =
        of(&Tape::new().no_grad(|tape| f([0, 1].map(|i| tape.constant(&lower(&inputs[i]))))));
    let exact = Tape::new().no_grad(|tape| exact([0, 1].map(|i| tape.constant(&inputs[i]))));
    let scale = exact.as_slice().iter().fold(0.0f64, |max, x| max.max(x.abs()));
    let differences = found.iter().zip(exact.as_slice()).map(|(x, y)| (x - y).abs() / scale);
    differences.fold(0.0, f64::max)
}

const MATRICES: [&[usize]; 2] = [&[40, 50], &[50, 30]];

#[test]
fn factors_are_rounded_as_asked() {
    // At most: twice what one factor is rounded by, and what adding up in f32 adds.
    let limits = [(MatmulPrecision::Highest, 0.0, 1e-6), (MatmulPrecision::High, 1e-5, 1e-3)];
    let limits = limits.into_iter().chain([(MatmulPrecision::Medium, 1e-4, 8e-3)]);
    for device in Device::all().iter().skip(1) {
        assert_eq!(device.matmul_precision(), MatmulPrecision::Highest, "unless it is asked for");
        for (precision, above, below) in limits.clone() {
            device.set_matmul_precision(precision);
            assert_eq!(device.matmul_precision(), precision);
            let error_of_f32 =
                error::<f32>(device, MATRICES, |[a, b]| a.matmul(b), |[a, b]| a.matmul(b));
            println!("{precision}: a relative error of {error_of_f32:.1e}");
            assert!(above <= error_of_f32 && error_of_f32 < below, "{precision}: {error_of_f32:e}");
            let error_of_f64 =
                error::<f64>(device, MATRICES, |[a, b]| a.matmul(b), |[a, b]| a.matmul(b));
            assert!(error_of_f64 < 1e-14, "f64, {precision}: {error_of_f64:e}");
        }
    }
}

/// A convolution by our own kernel stays f32; a pointwise one is a product of matrices.
#[test]
fn of_convolutions_only_the_pointwise_are_rounded() {
    for device in Device::all().iter().skip(1) {
        device.set_matmul_precision(MatmulPrecision::Medium);
        for (kernel, is_rounded) in [(3, false), (1, true)] {
            let shapes: [&[usize]; 2] = [&[2, 5, 6, 6], &[4, 5, kernel, kernel]];
            let error = error::<f32>(
                device,
                shapes,
                |[x, w]| x.conv2d(w, &bias(x), Conv2dOptions::default(), Identity),
                |[x, w]| x.conv2d(w, &bias(x), Conv2dOptions::default(), Identity),
            );
            assert_eq!(error > 1e-5, is_rounded, "a kernel of {kernel}: {error:e}");
        }
    }
}

fn bias<T: Float>(x: Var<'_, T>) -> Tensor<T> {
    x.value().new_full([4], T::zero())
}

/// Muon's direction on this device for a gradient of rank 3: a step of length 1 from zero.
fn direction(device: &Device) -> Vec<f32> {
    let [a, b] = draw::<f32>(&[&[40, 3], &[3, 50]], 6).try_into().expect("two were asked for");
    let mut w = Param::new(Tensor::zeros([40, 50]).to(device));
    let gradients = Tape::new().gradients(|tape| {
        let [a, b] = [a, b].map(|x| tape.constant(&x.to(device)));
        (tape.param(&w) * a.matmul(b)).sum()
    });
    Muon::new(1.0).step(&mut w, &gradients);
    w.value.to(&Device::Cpu).as_slice().to_vec()
}

/// What rounding does to the singular values that are 0 would else grow to more than 1 in five steps.
#[test]
fn orthogonalization_bears_rounded_factors() {
    let exact = direction(&Device::Cpu);
    let norm = exact.iter().map(|x| x * x).sum::<f32>().sqrt();
    let limits = [(MatmulPrecision::Highest, 1e-3), (MatmulPrecision::High, 1e-2)];
    for device in Device::all().iter().skip(1) {
        for (precision, below) in limits.into_iter().chain([(MatmulPrecision::Medium, 3e-2)]) {
            device.set_matmul_precision(precision);
            let found = direction(device);
            let error = found.iter().zip(&exact).map(|(x, y)| (x - y).powi(2)).sum::<f32>().sqrt();
            println!("{precision}: a relative error of {:.1e}", error / norm);
            assert!(error / norm < below, "{precision}: {:e}", error / norm);
        }
    }
}
