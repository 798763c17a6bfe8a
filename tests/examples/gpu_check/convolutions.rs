//! The convolutions of LeNet and ResNet-20, ours and cuDNN's.

use crate::ceilings::best;
use cnn::Conv2dOptions;
use cnn::cudnn::{Conv2dPasses, Cudnn, CudnnError};
use gradus_tests::cudnn::{PASSES, Pair};
use std::sync::Arc;
use tensor::Device;
use tensor::gpu::Gpu;

/// Both compute in `f32`, and differ by what sums in another order, or the transforms of fast algorithms, round. Products in
/// TF32 would differ by more.
const TOLERANCE: f64 = 1e-4;

/// One of the convolutions.
struct Layer {
    network: &'static str,
    batch: usize,
    channels: usize,
    filters: usize,
    kernel: usize,
    stride: usize,
    padding: usize,
    side: usize,
}

/// Each convolution of LeNet for CIFAR-10, as in chapter 19, and of ResNet-20, with the batches that are trained with.
fn layers() -> Vec<Layer> {
    let lenet = |channels, filters, side| {
        let (network, batch, kernel, stride, padding) = ("LeNet", 256, 5, 1, 0);
        Layer { network, batch, channels, filters, kernel, stride, padding, side }
    };
    let resnet = |channels, filters, stride, side| {
        let (network, batch, kernel, padding) = ("ResNet-20", 128, 3, 1);
        Layer { network, batch, channels, filters, kernel, stride, padding, side }
    };
    vec![
        lenet(3, 6, 32),
        lenet(6, 16, 14),
        resnet(3, 16, 1, 32),
        resnet(16, 16, 1, 32),
        resnet(16, 32, 2, 32),
        resnet(32, 32, 1, 16),
        resnet(32, 64, 2, 16),
        resnet(64, 64, 1, 8),
    ]
}

impl Layer {
    fn name(&self) -> String {
        let Layer { network, channels, filters, kernel, stride, side, .. } = self;
        format!(
            "{network}: {channels} → {filters}, {kernel}×{kernel}, stride {stride}, {side}×{side} pixels"
        )
    }

    fn pair(&self, cudnn: &Cudnn, device: &Device, batch: usize) -> Result<Pair<f32>, CudnnError> {
        let options = Conv2dOptions {
            stride: self.stride.into(),
            padding: self.padding.into(),
            ..Conv2dOptions::default()
        };
        let x = [batch, self.channels, self.side, self.side];
        let w = [self.filters, self.channels, self.kernel, self.kernel];
        Pair::new(cudnn, device, [x, w], options)
    }
}

/// Prints a row for each convolution and pass; on the pretend GPU for two images, and without times. False if ours and
/// cuDNN's differ, true if there is no cuDNN.
pub fn compare(device: &Device, gpu: &Arc<Gpu>) -> bool {
    let cudnn = match Cudnn::new(gpu) {
        Ok(cudnn) => cudnn,
        Err(error) => {
            println!("\nThe comparison with cuDNN is left out: {error}.");
            return true;
        }
    };
    println!("\nConvolutions in f32, ours and those of cuDNN {}:", cudnn.version());
    let (columns, line) = if gpu.is_pretend() {
        ("greatest difference", "---:")
    } else {
        ("ours, µs | cuDNN, µs | ratio | greatest difference", "---:|---:|---:|---:")
    };
    println!("| convolution | batch | pass | {columns} |\n|---|---:|---|{line}|");
    let mut is_right = true;
    for layer in layers() {
        let batch = if gpu.is_pretend() { 2 } else { layer.batch };
        match layer.pair(&cudnn, device, batch) {
            Ok(pair) => is_right &= rows(&layer.name(), batch, &pair, gpu),
            Err(error) => println!("| {} | {batch} | left out: {error} |", layer.name()),
        }
    }
    is_right
}

/// The rows of one convolution: whether all are right.
fn rows(name: &str, batch: usize, pair: &Pair<f32>, gpu: &Gpu) -> bool {
    let mut is_right = true;
    for (pass, difference) in pair.differences().into_iter().enumerate() {
        let times = if gpu.is_pretend() {
            String::new()
        } else {
            let ours = time(gpu, &pair.ours, pair, pass);
            let theirs = time(gpu, &pair.theirs, pair, pass);
            format!(" {:.1} | {:.1} | {:.2} |", ours * 1e6, theirs * 1e6, theirs / ours)
        };
        let is_close = difference <= TOLERANCE;
        let wrong = if is_close { "" } else { " WRONG" };
        println!("| {name} | {batch} | {} |{times} {difference:.1e}{wrong} |", PASSES[pass]);
        is_right &= is_close;
    }
    is_right
}

/// Seconds of one pass.
fn time(gpu: &Gpu, conv: &impl Conv2dPasses<f32>, pair: &Pair<f32>, pass: usize) -> f64 {
    let Pair { x, w, dy, .. } = pair;
    best(gpu, || {
        drop(match pass {
            0 => conv.forward(x, w),
            1 => conv.input_gradient(w, dy),
            _ => conv.weight_gradient(x, dy),
        });
    })
}
