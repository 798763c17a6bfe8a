//! The same names, other steps: optimizers of three libraries with their defaults, and ours.
//!
//! ```text
//! cargo run --release -p ch08 --example libraries
//! ```

use anyhow::Result;
use clap::Parser;
use optimizers::{Adagrad, Adam, AdamW, Lion, Muon, MuonScale, Optimizer, RmsProp, Sgd};
use std::collections::BTreeMap;
use tensor::Tensor;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Compares one step of PyTorch's, Keras's and optax's optimizers with ours
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

/// What `tests/golden/library_defaults.py` wrote: the parameter after a step from 1.
const RECORDED: &str = include_str!("../../../tests/golden/library_defaults.json");

#[derive(serde::Deserialize)]
struct Recorded {
    versions: BTreeMap<String, String>,
    /// By the optimizer's name and the library's.
    steps: BTreeMap<String, BTreeMap<String, f64>>,
}

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch08/libraries")?;
    let mut numbers = ResultsFile::default();
    let recorded: Recorded = serde_json::from_str(RECORDED)?;
    let version = |library: &str| format!("{library} {}", recorded.versions[library]);
    let [torch, keras, optax] = ["PyTorch", "Keras", "optax"].map(version);
    say("how far one step goes: gradient 1e-6, learning rate 0.1, all else by default");
    say("");
    say(format_args!("           {torch:>15}{keras:>15}{optax:>15}    ours differs by at most"));
    for name in ["SGD", "Adagrad", "RMSprop", "Adam", "AdamW", "Lion", "Muon"] {
        let (mut cells, mut off) = (String::new(), 0.0f64);
        for library in ["PyTorch", "Keras", "optax"] {
            let Some(end) = recorded.steps[name].get(library) else {
                cells += &format!("{:>15}", "–");
                continue;
            };
            cells += &format!("{:>15.7}", 1.0 - end);
            off = off.max((end - ours(name, library)).abs());
            numbers.add(&format!("{name}_{library}").to_lowercase(), 1.0 - end);
        }
        say(format_args!("{name:<11}{cells}{off:>27.0e}"));
        numbers.add(&format!("off_{}", name.to_lowercase()), off);
    }
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

// ANCHOR: ours
/// Our parameter after the same step.
fn ours(name: &str, library: &str) -> f64 {
    let mut optimizer: Box<dyn Optimizer<f64>> = match (name, library) {
        ("SGD", _) => Box::new(Sgd::new(0.1)),
        ("Adagrad", "PyTorch") => Box::new(Adagrad::new(0.1)),
        ("Adagrad", _) => Box::new(Adagrad::keras(0.1)),
        ("RMSprop", "PyTorch") => Box::new(RmsProp::new(0.1)),
        ("RMSprop", "Keras") => Box::new(RmsProp::keras(0.1)),
        ("RMSprop", _) => Box::new(RmsProp { epsilon: 1e-8, ..RmsProp::keras(0.1) }),
        ("Adam", "Keras") => Box::new(Adam::keras(0.1)),
        ("Adam", _) => Box::new(Adam::new(0.1)),
        ("AdamW", "PyTorch") => Box::new(AdamW::new(0.1)),
        ("AdamW", "Keras") => Box::new(AdamW::keras(0.1)),
        ("AdamW", _) => Box::new(AdamW::new(0.1).with_weight_decay(1e-4)),
        ("Lion", "Keras") => Box::new(Lion::new(0.1)),
        ("Lion", _) => Box::new(Lion::new(0.1).with_weight_decay(1e-3)),
        ("Muon", "PyTorch") => Box::new(Muon::new(0.1)),
        ("Muon", "Keras") => {
            let scale = MuonScale::MatchRmsAdamW;
            Box::new(Muon { scale, ..Muon::new(0.1) }.with_weight_decay(0.004))
        }
        (_, _) => Box::new(Muon::new(0.1).with_weight_decay(0.0)),
    };
    let (mut p, gradient) = if name == "Muon" {
        let identity = Tensor::new([2, 2], vec![1.0, 0.0, 0.0, 1.0]);
        (identity.clone(), identity)
    } else {
        (Tensor::scalar(1.0), Tensor::scalar(1e-6))
    };
    optimizer.common_mut().state.steps += 1;
    optimizer.update("p", &mut p, &gradient);
    p.as_slice()[0]
}
// ANCHOR_END: ours
