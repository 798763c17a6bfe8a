//! Files that fit this crate or this model not: each error names the file and what is wrong.

use crate::{golden, read};
use keras_files::{KerasFileErrorKind, KerasModel};
use serde_json::json;
use tensor::Tensor;

#[track_caller]
fn refusal(model: KerasModel) -> String {
    model.to_sequential().err().expect("an error").to_string()
}

#[test]
fn a_missing_file() {
    let error = KerasModel::read(golden("nothing.keras")).unwrap_err();
    assert!(matches!(error.kind, KerasFileErrorKind::Read { .. }));
    assert!(error.to_string().contains("nothing.keras: cannot be read: "), "{error}");
}

#[test]
fn weights_without_a_model() {
    let error = KerasModel::read(golden("dense.weights.h5")).unwrap_err().to_string();
    assert!(error.contains("weights without the layers"), "{error}");
    let error = read("dense.keras").load_weights(golden("dense.keras")).unwrap_err();
    assert!(matches!(error.kind, KerasFileErrorKind::Foreign), "{error}");
}

#[test]
fn weights_of_another_model() {
    let mut model = read("dense.keras");
    let error = model.load_weights(golden("lstm.weights.h5")).unwrap_err().to_string();
    assert!(error.ends_with("from another one?") && error.contains("`layers/lstm"), "{error}");
    model.load_weights(golden("small.weights.h5")).unwrap();
    let error = refusal(model);
    let expected = "small.weights.h5: layer `dense`: the kernel has the shape [2, 3], but [64, 12] \
                    is needed";
    assert!(error.ends_with(expected), "{error}");
}

#[test]
fn variables_are_missing_or_of_another_shape() {
    let mut model = read("images.keras");
    model.layers[0].variables.pop();
    assert!(refusal(model).contains("a Conv2D has 2 variables, and the file holds 1"));
    let mut model = read("images.keras");
    model.layers[0].variables[0] = Tensor::zeros([3, 3, 3, 2]);
    let error = refusal(model);
    assert!(error.contains("kernel has the shape [3, 3, 3, 2], but [3, 3, 2, 3]"), "{error}");
}

#[test]
fn elements_of_other_types() {
    for (name, found) in [("integers.weights.h5", "i64"), ("halves.weights.h5", "")] {
        let error = read("small.keras").load_weights(golden(name)).unwrap_err();
        let KerasFileErrorKind::ElementType { variable, found: kind } = error.kind else {
            panic!("{error}")
        };
        assert_eq!(variable, "layers/dense/vars/0");
        assert!(kind.contains(found), "{kind}");
    }
    let error = KerasModel::read(golden("bfloat16.keras")).unwrap_err();
    assert!(matches!(error.kind, KerasFileErrorKind::ElementType { .. }), "{error}");
}

#[test]
fn models_and_layers_without_a_counterpart() {
    let error = KerasModel::read(golden("functional.keras")).unwrap_err().to_string();
    assert!(error.contains("the class `Functional` (a `Sequential` is read)"), "{error}");
    assert!(refusal(read("lstm.keras")).contains("layer `lstm"), "{}", refusal(read("lstm.keras")));
}

#[test]
fn settings_without_a_counterpart() {
    let cases = [
        (0, "data_format", json!("channels_first"), "`data_format` \"channels_first\""),
        (0, "padding", json!("causal"), "`padding` \"causal\""),
        (0, "activation", json!("hard_tanh"), "`activation` \"hard_tanh\""),
        (0, "activation", json!("softmax"), "an input of shape [7, 6, 3]"),
        (0, "activation", json!({"class_name": "ReLU"}), "`activation` is {"),
        (0, "dtype", json!("mixed_bfloat16"), "`dtype` mixed_bfloat16"),
        (0, "kernel_size", json!([3, 3, 3]), "`kernel_size` is [3,3,3], but two numbers"),
        (0, "strides", json!([0, 1]), "`strides` is [0,1]"),
        (0, "groups", json!(2), "`groups` 2 of 2 channels"),
        (2, "axis", json!(1), "`axis` 1"),
        (4, "rate", json!(1.0), "`rate` 1"),
        (6, "padding", json!("same"), ""),
        (6, "pool_size", json!([9, 9]), "this window on 6×4 pixels"),
        (9, "max_value", json!(6.0), "`max_value` 6"),
        (10, "units", json!(-1), "`units` is -1"),
        (11, "axis", json!(1), "`axis` 1"),
    ];
    for (layer, setting, value, message) in cases {
        let mut model = read("images.keras");
        model.layers[layer].settings.insert(setting.into(), value.clone());
        match model.to_sequential() {
            Ok(_) => assert_eq!(message, "", "{setting} = {value} was read"),
            Err(error) => {
                let error = error.to_string();
                assert!(!message.is_empty() && error.contains(message), "{message:?} in {error}");
            }
        }
    }
}
