use super::exercise::*;
use check::{Tolerance, assert_close_in_shape};
use numeric::central_difference;
use tensor::Tensor;

const HALVES: MaxPool = MaxPool { kernel: 2, stride: 2 };

/// Numbers without ties: all of `0..count`, in an order that looks random, for a prime `count + 1`.
fn mixed(shape: [usize; 4]) -> Tensor<f64> {
    let count: usize = shape.iter().product();
    let prime = (count + 1..).find(|n| (2..*n).all(|d| n % d != 0)).unwrap_or(2);
    let number = |i: usize| ((i + 1) * (i + 1) % prime * prime + i) as f64 / prime as f64;
    Tensor::new(shape, (0..count).map(number).collect())
}

/// The answers' gradient: 1, 2, 3, …
fn counted(y: &Tensor<f64>) -> Tensor<f64> {
    let mut dy = y.clone();
    dy.as_mut_slice().iter_mut().enumerate().for_each(|(i, dy)| *dy = (i + 1) as f64);
    dy
}

/// Compares the gradient with the slopes of `L = Σ dy·y`, measured.
#[track_caller]
fn check_slopes(pool: MaxPool, shape: [usize; 4]) {
    let x = mixed(shape);
    let (y, winners) = pool.answer(&x);
    let dy = counted(&y);
    let slope = |i: usize| {
        let loss = |number: f64| {
            let mut x = x.clone();
            x.as_mut_slice()[i] = number;
            let (y, _) = pool.answer(&x);
            y.as_slice().iter().zip(dy.as_slice()).map(|(y, dy)| y * dy).sum()
        };
        central_difference(loss, x.as_slice()[i], 1e-3)
    };
    let measured: Vec<f64> = (0..x.len()).map(slope).collect();
    let dx = pool.gradient(shape, &winners, &dy);
    assert!(dx.shape() == shape.into(), "The gradient is {:?}, the images {shape:?}", dx.shape());
    let name = format!("∂x of {pool:?} on images {shape:?}, entry [image, channel, u, v]");
    assert_close_in_shape(&name, &shape, dx.as_slice(), &measured, Tolerance::F64_GRADIENT);
}

#[test]
fn the_gradient_is_the_slope_on_even_images() {
    check_slopes(HALVES, [2, 3, 4, 4]);
    check_slopes(HALVES, [1, 2, 6, 4]);
    check_slopes(MaxPool { kernel: 3, stride: 3 }, [1, 2, 3, 9]);
}

#[test]
fn the_gradient_is_the_slope_on_odd_images() {
    check_slopes(HALVES, [1, 1, 5, 5]);
    check_slopes(HALVES, [2, 2, 3, 7]);
    check_slopes(HALVES, [1, 2, 6, 3]);
    check_slopes(MaxPool { kernel: 2, stride: 3 }, [1, 2, 7, 7]);
}
