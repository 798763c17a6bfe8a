//! Every activation runs on a GPU too.

use std::fs::{read_dir, read_to_string};

#[test]
fn no_activation_lacks_its_cuda_text() {
    let mut activations = 0;
    for file in read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).unwrap() {
        let path = file.unwrap().path();
        let source = read_to_string(&path).unwrap();
        for (i, code) in source.split("impl<T: Float> Activation<T> for ").enumerate().skip(1) {
            let code = code.split("\n}\n").next().unwrap();
            assert!(code.contains("const CUDA:"), "{path:?}: activation {i} has no CUDA text");
            activations += 1;
        }
    }
    assert_eq!(activations, 19);
}
