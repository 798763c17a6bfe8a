//! Which of ONNX's backend node tests this workspace's operations pass.
//!
//! ```text
//! cargo run --release -p gradus-tests --example onnx_backend -- FOLDER
//! ```
//!
//! `FOLDER` holds the cases that `tests/onnx/make_cases.py` writes. Each file here maps a group of
//! ONNX's operators to operations on the tape; see `tests/onnx/README.md` for what counts.

mod activations;
mod arithmetic;
mod case;
mod compare;
mod images;
mod losses;
mod matrices;
mod node;
mod norms;
mod recurrent;
mod reductions;
mod report;
mod selection;
mod shapes;
mod training;
mod window;

use autograd::Tape;
use case::{Case, Cases};
use node::{Computed, Mapped, Node};
use numeric::Float;
use report::{Outcome, Report};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use tensor::Tensor;

fn main() -> anyhow::Result<ExitCode> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "target/onnx-cases".into());
    let Cases { onnx, cases } = Cases::read(folder.as_ref())?;
    let mut report = Report::default();
    // What panics has failed, and is told with the other failures.
    std::panic::set_hook(Box::new(|_| {}));
    for case in &cases {
        report.add(case, outcome(case));
    }
    println!("ONNX {onnx}\n{report}");
    Ok(if report.has_failed() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// What becomes of a case.
fn outcome(case: &Case) -> Outcome {
    if let Some(objection) = case.objection() {
        return Outcome::Inexpressible(objection);
    }
    let run = || match case.is_single() {
        true => computed::<f32>(case),
        false => computed::<f64>(case),
    };
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|panic| {
        let message = panic.downcast_ref::<String>().cloned();
        let message = message.or_else(|| panic.downcast_ref::<&str>().map(|it| it.to_string()));
        Outcome::Failed(message.unwrap_or_default())
    })
}

fn computed<T: Float>(case: &Case) -> Outcome {
    let mut outcome = None;
    Tape::<T>::new().no_grad(|tape| {
        let node = Node { case, tape };
        outcome = Some(match mapped(&node).unwrap_or(Err("no operation")) {
            Ok(computed) => compared(case, computed),
            Err(reason) => Outcome::Inexpressible(reason),
        });
        tape.constant(&Tensor::zeros([]))
    });
    outcome.expect("the function was run")
}

/// What the node computes; `None` if no group knows its operator.
fn mapped<'t, T: Float>(node: &Node<'_, 't, T>) -> Option<Mapped<'t, T>> {
    arithmetic::mapped(node)
        .or_else(|| activations::mapped(node))
        .or_else(|| reductions::mapped(node))
        .or_else(|| shapes::mapped(node))
        .or_else(|| selection::mapped(node))
        .or_else(|| matrices::mapped(node))
        .or_else(|| losses::mapped(node))
        .or_else(|| images::mapped(node))
        .or_else(|| norms::mapped(node))
        .or_else(|| recurrent::mapped(node))
        .or_else(|| training::mapped(node))
}

fn compared<T: Float>(case: &Case, computed: Computed<'_, T>) -> Outcome {
    let Computed { outputs, is_composed } = computed;
    for (index, expected) in case.outputs.iter().enumerate() {
        let Some(expected) = expected else { continue };
        let Some(Some(output)) = outputs.get(index) else {
            return Outcome::Inexpressible("an output that no operation gives");
        };
        if let Some(difference) = compare::difference(case, expected, &output.value()) {
            return Outcome::Failed(format!("output {index}: {difference}"));
        }
    }
    if is_composed { Outcome::Composed } else { Outcome::Direct }
}
