//! The first twenty losses of chapter 19's program, and what PyTorch needs to compute them too.
//!
//! ```text
//! cargo run --release -p ch19 --example cifar10_parity -- FOLDER
//! python chapters/19-pytorch-cifar10/peer/first_losses.py FOLDER
//! ```

use anyhow::{Context, Result};
use ch19::{cifar10_or_shapes, parity};
use nn::checkpoint::{Archive, export_pytorch};
use tensor::Tensor;

fn main() -> Result<()> {
    let folder = std::env::args_os().nth(1).context("name a folder for the files")?;
    let folder = std::path::PathBuf::from(folder);
    std::fs::create_dir_all(&folder)?;
    let photographs = cifar10_or_shapes(None, false)?;
    let (net, batches) = (parity::start(), parity::first_batches(&photographs.train));
    export_pytorch(&net, folder.join("start.safetensors"))?;
    let mut archive = Archive::<f32>::default();
    for (step, batch) in batches.iter().enumerate() {
        let classes: Vec<f32> = batch.targets.iter().map(|class| *class as f32).collect();
        archive.tensors.insert(format!("images.{step}"), batch.inputs.clone());
        archive.tensors.insert(format!("classes.{step}"), Tensor::new([classes.len()], classes));
    }
    archive.write(&folder.join("batches.safetensors"))?;
    for loss in parity::losses(net, &batches) {
        println!("{loss:.6}");
    }
    Ok(())
}
