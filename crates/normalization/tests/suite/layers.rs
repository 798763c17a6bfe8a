//! The layers' parameters, and the running averages.

use autograd::Tape;
use nn::{Forward, checkpoint, sequential, state_dict};
use normalization::{BatchNorm, GroupNorm, LayerNorm, RmsNorm};
use optimizers::{Optimizer, Sgd};
use tensor::Tensor;

#[test]
fn the_names_are_those_of_pytorch() {
    let model = sequential![
        BatchNorm::<f32>::new(4),
        LayerNorm::new(4),
        GroupNorm::new(2, 4),
        RmsNorm::new(4, 1e-6),
        LayerNorm::without_affine(4),
        GroupNorm::without_affine(2, 4),
        RmsNorm::without_affine(4, 1e-6),
    ];
    let names: Vec<String> = state_dict(&model).into_iter().map(|(name, _)| name).collect();
    let batch = ["0.weight", "0.bias", "0.running_mean", "0.running_var"];
    let others = ["1.weight", "1.bias", "2.weight", "2.bias", "3.weight"];
    assert_eq!(names, [&batch[..], &others].concat());
    assert_eq!(nn::parameter_count(&model), 4 * 7, "running averages are buffers, not parameters");
}

#[test]
fn a_layer_used_twice_in_a_step_learns_twice() {
    let mut norm = BatchNorm::<f64>::new(1);
    let (a, b) = (Tensor::new([2, 1], vec![0.0, 2.0]), Tensor::new([2, 1], vec![9.0, 11.0]));
    let gradients = Tape::new().gradients(|tape| {
        let both = [&a, &b].map(|x| norm.forward(tape.constant(x)).sum());
        both[0] + both[1]
    });
    Sgd::default().step(&mut norm, &gradients);
    let mean = norm.running_mean.value.item();
    assert!((mean - (0.9 * 0.1 * 1.0 + 0.1 * 10.0)).abs() < 1e-15, "{mean}");
    let variance = norm.running_var.value.item();
    assert!((variance - (0.9 * (0.9 + 0.1 * 2.0) + 0.1 * 2.0)).abs() < 1e-15, "{variance}");
}

#[test]
fn running_averages_are_saved_and_come_back() {
    let folder = std::env::temp_dir().join("gradus-batch-norm.safetensors");
    let (mut saved, mut loaded) = (BatchNorm::<f32>::new(2), BatchNorm::<f32>::new(2));
    saved.running_mean.value = Tensor::new([2], vec![0.5, -1.0]);
    saved.running_var.value = Tensor::new([2], vec![2.0, 3.0]);
    checkpoint::save(&saved, &folder).unwrap();
    checkpoint::load(&mut loaded, &folder).unwrap();
    std::fs::remove_file(&folder).unwrap();
    assert_eq!(loaded.running_mean.value.as_slice(), [0.5, -1.0]);
    assert_eq!(loaded.running_var.value.as_slice(), [2.0, 3.0]);
}

/// A saliency map of a trained model: gradients, by the running averages, which stay as they are.
#[test]
fn gradients_at_inference_use_the_running_averages() {
    let mut norm = BatchNorm::<f64>::new(1);
    (norm.running_var.value, norm.epsilon) = (Tensor::full([1], 4.0), 0.0);
    let x = Tensor::new([1, 1], vec![3.0]);
    let gradients = Tape::new().eval_gradients(|tape| norm.forward(tape.leaf(&x)).sum());
    assert_eq!((gradients.loss(), gradients.leaf(0).unwrap().item()), (1.5, 0.5));
    Sgd::default().step(&mut norm, &gradients);
    assert_eq!(norm.running_mean.value.item(), 0.0);
}
