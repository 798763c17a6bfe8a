//! Golden files: what PyTorch computed, computed again. `tests/golden` has the files and the script
//! that made them; a file is one family of cases in one type of number, and one test here.

mod batch_norms;
mod class_losses;
mod clipping;
mod descent;
mod further_losses;
mod further_optimizers;
mod keras_optimizers;
mod lenet;
mod network;
mod newer_optimizers;
mod normalizations;
mod operations;
mod optimizers;
mod parallel;
mod pool_indices;
mod recurrent;
mod schedules;
mod support;
mod transformer;

/// Every file in the folder has its test: a new file must be named here too.
#[test]
fn every_file_has_its_test() {
    let in_both = ["activations", "affine", "arithmetic", "losses", "network", "operations"];
    let further = ["optimizers", "clipping", "softmax", "functions"];
    let later = ["further_activations", "further_losses", "descent", "normalizations"];
    let further =
        further.into_iter().chain(later).chain(["convolutions", "pools", "lenet", "recurrent"]);
    let settings = ["class_losses", "further_optimizers", "further_convolutions", "further_pools"];
    let in_both = in_both.into_iter().chain(further).chain(settings).chain([
        "axes",
        "layouts",
        "batched_products",
        "attention",
        "rotary",
        "transformer_layers",
        "elementwise",
        "along_axes",
        "folding",
        "newer_optimizers",
    ]);
    let mut expected: Vec<String> = in_both
        .flat_map(|family| ["f32", "f64"].map(|number| format!("{family}_{number}")))
        .collect();
    expected.extend(
        ["parallel_f64", "schedules_f64", "small_rates_f64", "keras_optimizers_f64"]
            .map(String::from),
    );
    let transformers = ["torch_transformer", "torch_transformer_outputs", "gpt2", "gpt2_outputs"];
    expected.extend(transformers.map(|family| format!("{family}_f32")));
    let single =
        ["torch_outputs", "torch_state_dict", "keras_layers", "onnx_layers", "pool_indices"];
    expected.push("keras_batch_norm_f32".into());
    expected.extend(single.map(|family| format!("{family}_f32")));
    expected.sort();
    let mut found: Vec<String> = std::fs::read_dir(support::folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| Some(name.strip_suffix(".safetensors")?.to_string()))
        .collect();
    found.sort();
    assert_eq!(found, expected);
}
