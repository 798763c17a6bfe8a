//! By hand and by the tape: the same gradients, bit for bit, since both call the same rules.

use activations::{Gelu, Relu, Sigmoid, Tanh};
use autograd::{Param, Tape};
use backprop::{DenseLayer, Network};
use gradus_tests::draw;
use losses::{CrossEntropy, Loss, MeanSquaredError};
use nalgebra::DMatrix;
use neurons::{Activation, Identity};
use numeric::Float;
use tensor::Tensor;

/// Three layers on a batch: by hand, and on the tape.
struct Both<T: Float, A> {
    x: Tensor<T>,
    params: [(Param<T>, Param<T>); 3],
    activation: A,
}

impl<T: Float, A: Activation<T>> Both<T, A> {
    fn new(sizes: [usize; 4], samples: usize, activation: A) -> Self {
        let [a, b, c, d] = sizes;
        let shapes: [&[usize]; 7] = [&[samples, a], &[a, b], &[b], &[b, c], &[c], &[c, d], &[d]];
        let mut tensors = draw(&shapes, 5).into_iter();
        let mut next = || tensors.next().expect("seven shapes, seven tensors");
        let x = next();
        let params = [(); 3].map(|()| (Param::new(next()), Param::new(next())));
        Both { x, params, activation }
    }

    fn assert_equal<L: Loss<T>>(&self, loss: &L, target: &L::Target) {
        let (by_hand, by_hand_gradients) =
            self.network().loss_and_gradients(&matrix(&self.x), loss, target);
        let mut tape = Tape::new();
        let gradients = tape.gradients(|tape| {
            let [first, second, third] = &self.params;
            let y = tape.constant(&self.x).affine(&first.0, &first.1, self.activation);
            let y = y.affine(&second.0, &second.1, self.activation);
            y.affine(&third.0, &third.1, Identity).loss(loss, target)
        });
        assert_eq!(gradients.loss(), by_hand);
        for (i, ((weight, bias), hand)) in self.params.iter().zip(by_hand_gradients).enumerate() {
            let weight = gradients.get(weight).expect("each weight has part in the loss");
            assert_eq!(weight.as_slice(), hand.weight.as_slice(), "weights of layer {i}");
            let bias = gradients.get(bias).expect("each bias has part in the loss");
            assert_eq!(bias.as_slice(), hand.bias, "biases of layer {i}");
        }
    }

    fn network(&self) -> Network<T> {
        let [first, second, third] = &self.params;
        let bias = |b: &Param<T>| b.value.as_slice().to_vec();
        Network {
            layers: vec![
                Box::new(DenseLayer::new(matrix(&first.0.value), bias(&first.1), self.activation)),
                Box::new(DenseLayer::new(
                    matrix(&second.0.value),
                    bias(&second.1),
                    self.activation,
                )),
                Box::new(DenseLayer::new(matrix(&third.0.value), bias(&third.1), Identity)),
            ],
        }
    }
}

fn matrix<T: Float>(tensor: &Tensor<T>) -> DMatrix<T> {
    tensor.as_matrix().into_owned()
}

#[test]
fn small_layers_in_f64() {
    let target: Vec<f64> = (0..10).map(f64::from).collect();
    Both::new([3, 7, 4, 2], 5, Tanh).assert_equal(&MeanSquaredError, &target);
    Both::new([3, 7, 4, 2], 5, Relu).assert_equal(&MeanSquaredError, &target);
    Both::new([3, 7, 4, 2], 5, Gelu).assert_equal(&MeanSquaredError, &target);
    Both::<f64, _>::new([3, 7, 4, 2], 5, Sigmoid).assert_equal(&CrossEntropy, &[0, 1, 1, 0, 1]);
}

#[test]
fn large_layers_in_f32() {
    let classes: Vec<usize> = (0..130).map(|i| i * 7 % 10).collect();
    Both::<f32, _>::new([784, 128, 64, 10], 130, Relu).assert_equal(&CrossEntropy, &classes);
    Both::<f32, _>::new([784, 128, 64, 10], 130, Gelu).assert_equal(&CrossEntropy, &classes);
}
