//! Is everything right on this GPU, and how fast is it?
//!
//! ```text
//! cargo run --release -p gradus-tests --features cuda --example gpu_check
//! cargo run --release -p gradus-tests --features cuda --example gpu_check -- --python PYTHON
//! ```
//!
//! First every operation of the table runs on the GPU, in `f32` and `f64`, output and gradients, and is
//! compared with the CPU; and two networks are trained with their steps replayed as CUDA graphs, which must not
//! change a bit. Then the card's ceilings are measured (a copy, large matrix products), and
//! training of four networks: samples per second, launched operation by operation and replayed as a CUDA graph,
//! beside PyTorch where `--python` has it. On the pretend GPU nothing is timed. With `--features cudnn` each
//! convolution of LeNet and ResNet-20 is compared with cuDNN's: times, and by how much the results differ.

mod ceilings;
#[cfg(feature = "cudnn")]
mod convolutions;
mod peer;
mod replay;
mod resnet;
mod training;

use clap::Parser;
use gradus_tests::operations::{agreement, operations};
use std::path::PathBuf;
use std::process::ExitCode;
use tensor::Device;
use tensor::gpu::Gpu;

#[derive(Parser)]
struct Options {
    /// The GPU, counted from 0.
    #[arg(long, default_value_t = 0)]
    device: usize,
    /// The Python that has PyTorch with CUDA.
    #[arg(long)]
    python: Option<PathBuf>,
    /// How long each network is trained for a measurement, in seconds.
    #[arg(long, default_value_t = 3.0)]
    seconds: f64,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let device = match Device::cuda(options.device) {
        Ok(device) => device,
        Err(error) => {
            eprintln!("Error: {error}");
            return ExitCode::from(2);
        }
    };
    let Device::Cuda(gpu) = &device else { unreachable!("`Device::cuda` gives a GPU") };
    println!("{}", gpu.description());
    let is_right = all_operations_agree(&device) & replay::has_the_same_bits(&device);
    #[cfg(feature = "cudnn")]
    let is_right = is_right & convolutions::compare(&device, gpu);
    if gpu.is_pretend() {
        println!("This is the pretend GPU: it is for correctness only, and nothing is timed.");
    } else {
        ceilings::measure(gpu);
        training::measure(&device, options.python.as_deref(), options.seconds);
    }
    if is_right { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs each row of the table of operations on the device, and says what differs from the CPU.
fn all_operations_agree(device: &Device) -> bool {
    // What panics is told in one line each.
    std::panic::set_hook(Box::new(|_| {}));
    let (mut right, mut faults) = (0, Vec::new());
    for row in operations() {
        match agreement::agrees(row, device) {
            Ok(true) => right += 1,
            Ok(false) => faults.push(format!("{} ({}): no CUDA arm", row.name, row.case)),
            Err(fault) => faults.push(fault),
        }
    }
    drop(std::panic::take_hook());
    for fault in &faults {
        println!("WRONG {fault}");
    }
    println!("{right} of {} cases agree with the CPU.", right + faults.len());
    faults.is_empty()
}
