//! NVIDIA's own compiler takes every kernel, for the cards of each generation, without a warning. That
//! needs NVRTC, but no GPU: `pip install nvidia-cuda-nvrtc`, and its `lib` folder in `LD_LIBRARY_PATH`; and
//! the kernels' texts, which a run of the device tests leaves in `GRADUS_KERNEL_CACHE`.

#![cfg(feature = "cuda")]

use rayon::prelude::*;
use std::path::PathBuf;
use tensor::gpu::compile;

/// Turing, Ampere, Hopper, Blackwell: to machine code, for PTX hides a kernel that asks for too much
/// shared memory.
const CARDS: [&str; 4] = ["sm_75", "sm_80", "sm_90", "sm_100"];

#[test]
fn every_kernel_compiles_for_every_card() {
    let Some(folder) = std::env::var_os("GRADUS_KERNEL_TEXTS").map(PathBuf::from) else {
        println!("skipped: GRADUS_KERNEL_TEXTS does not say where the kernels' texts are");
        return;
    };
    let files = std::fs::read_dir(&folder).expect("the folder can be listed");
    let files = files.map(|entry| entry.expect("the folder can be listed").path());
    let texts: Vec<PathBuf> =
        files.filter(|file| file.extension() == Some("cu".as_ref())).collect();
    assert!(texts.len() >= 100, "only {} texts in {}", texts.len(), folder.display());
    let faults: Vec<String> = texts
        .par_iter()
        .flat_map(|file| {
            let text = std::fs::read_to_string(file).expect("the text can be read");
            CARDS.map(|card| match compile(&text, card) {
                Ok(compiled) if compiled.messages.trim().is_empty() => None,
                Ok(compiled) => Some(format!("{}, {card}: {}", file.display(), compiled.messages)),
                Err(messages) => Some(format!("{}, {card}: {messages}", file.display())),
            })
        })
        .flatten()
        .collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    println!("{} texts, each for {CARDS:?}", texts.len());
}

/// What must fail, fails: the check above would say so.
#[test]
fn a_fault_is_found() {
    let kernel = |body: &str| format!("extern \"C\" __global__ void k(float* y) {{ {body} }}");
    match compile(&kernel("y[0] = 1;"), "sm_90") {
        Ok(compiled) => assert!(!compiled.code.is_empty()),
        Err(messages) => {
            assert_eq!(messages, "libnvrtc was not found");
            return println!("skipped: {messages}");
        }
    }
    assert!(compile(&kernel("y[0] = x;"), "sm_90").expect_err("x is unknown").contains('x'));
    let large = kernel("__shared__ float s[12289]; s[threadIdx.x] = 1; y[0] = s[0];");
    compile(&large, "sm_90").expect_err("49,156 bytes of shared memory are too many");
}
