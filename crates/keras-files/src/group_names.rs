//! The names of the groups in a file of weights.

use crate::KerasLayer;
use std::collections::HashMap;

/// The group of each layer: its class in snake case, with a number from the second of its class
/// on. The layer's own name does not matter, so a copy of a model may name its layers otherwise.
///
/// ```
/// use keras_files::{KerasLayer, group_names};
///
/// let layers = ["MaxPooling2D", "Dense", "ReLU", "Dense"].map(|class| KerasLayer::new(class, "mine"));
/// assert_eq!(group_names(&layers), ["max_pooling2d", "dense", "re_lu", "dense_1"]);
/// ```
// ANCHOR: names
pub fn group_names(layers: &[KerasLayer]) -> Vec<String> {
    let mut seen = HashMap::new();
    let name = |layer: &KerasLayer| {
        let class = snake_case(&layer.class_name);
        let count = seen.entry(class.clone()).or_insert(0);
        *count += 1;
        if *count == 1 { class } else { format!("{class}_{}", *count - 1) }
    };
    layers.iter().map(name).collect()
}
// ANCHOR_END: names

/// An underscore before a capital that follows a small letter, or that a small letter follows.
fn snake_case(class: &str) -> String {
    let letters: Vec<char> = class.chars().collect();
    let mut name = String::new();
    for (i, letter) in letters.iter().enumerate() {
        let small = |j: usize| letters.get(j).is_some_and(char::is_ascii_lowercase);
        if i > 0 && letter.is_ascii_uppercase() && (small(i - 1) || small(i + 1)) {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}
