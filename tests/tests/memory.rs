//! No new tensor memory once training has settled. A program of its own: the count is one for all
//! threads of a program.

use activations::{Gelu, Relu};
use attention::{GenerateOptions, Gpt, GptOptions};
use autograd::Tape;
use data::Dataset;
use losses::CrossEntropy;
use nn::{Dense, Flatten, Forward, sequential};
use normalization::{BatchNorm, GroupNorm, LayerNorm, RmsNorm};
use optimizers::{Adam, Optimizer};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use regularization::{Dropout, ElasticNet};
use rnn::{Lstm, RecurrentOptions, SequenceOptions};
use tensor::{Tensor, fresh_allocations};
use training::{FitConfig, Trainer, accuracy};

#[test]
fn no_new_buffer_after_the_second_step() {
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let mut model = sequential![
        Flatten,
        Dense::<f32, _>::new(64, 128, Relu, rng),
        BatchNorm::new(128),
        Dense::new(128, 40, Gelu, rng),
        Dropout::new(0.2),
        LayerNorm::new(40),
        RmsNorm::without_affine(40, 1e-6),
        GroupNorm::new(4, 40),
        Dense::linear(40, 10, rng),
    ];
    let digits = data::digits().train;
    let (mut adam, mut tape) = (ElasticNet::new(Adam::default(), 1e-5, 1e-5), Tape::new());
    let mut step = |first: u32| {
        let indices: Vec<u32> = (first..first + 32).collect();
        let batch = Dataset::<f32>::get_batch(&digits, &indices);
        let gradients = tape.gradients(|tape| {
            let logits = model.forward(tape.constant(&batch.inputs));
            let penalty = logits.log_softmax().sum_dim(1).mean() * 0.01;
            logits.cross_entropy(&batch.targets) - penalty
        });
        adam.step(&mut model, &gradients);
    };
    step(0);
    step(32);
    let misses = fresh_allocations::<f32>();
    assert!(misses > 0, "the first step needs memory");
    for first in 1..30 {
        step(first * 32);
    }
    assert_eq!(fresh_allocations::<f32>(), misses, "buffers were made after the second step");

    // Whole epochs, with their smaller last batch and the test after each: settled after the first.
    let data = data::digits();
    let mut trainer = Trainer::new(CrossEntropy, Adam::<f32>::default(), accuracy);
    let mut epochs = |epochs| {
        trainer.config = FitConfig { epochs, ..FitConfig::default() };
        trainer.fit(&mut model, &data.train, &data.test, &mut ());
        fresh_allocations::<f32>()
    };
    let after_one = epochs(1);
    assert_eq!(epochs(4), after_one, "buffers were made after the first epoch");
    convolution();
    sentences();
    language_model();
}

/// The same for convolution, whose cores take memory to work in; with images that do not fill their
/// blocks, and on two threads, which share the blocks differently each time.
fn convolution() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
    pool.install(|| {
        let mut network = cnn::lenet_cifar::<f32>(&mut ChaCha8Rng::seed_from_u64(1));
        let (images, classes) = (Tensor::full([33, 3, 32, 32], 0.5), vec![3; 33]);
        let (mut adam, mut tape) = (Adam::default(), Tape::new());
        let mut steps = |steps| {
            for _ in 0..steps {
                let gradients = tape.gradients(|tape| {
                    network.forward(tape.constant(&images)).cross_entropy(&classes)
                });
                adam.step(&mut network, &gradients);
            }
            fresh_allocations::<f32>()
        };
        let after_two = steps(2);
        assert_eq!(steps(20), after_two, "buffers were made after the second step");
    });
}

/// The same for sentences of varying length, each at most as long as the first.
fn sentences() {
    let rng = &mut ChaCha8Rng::seed_from_u64(2);
    let options =
        RecurrentOptions { num_layers: 2, bidirectional: true, ..RecurrentOptions::new(8, 24) };
    let (mut lstm, mut adam) = (Lstm::<f32>::with_options(options, rng), Adam::default());
    let mut tape = Tape::new();
    let mut step = |lengths: [usize; 5]| {
        let steps = lengths.into_iter().max().expect("there are five");
        let x = Tensor::full([5, steps, 8], 0.25);
        let gradients = tape.gradients(|tape| {
            let options = SequenceOptions { lengths: Some(&lengths), ..Default::default() };
            lstm.forward_with(tape.constant(&x), options).last.mean()
        });
        adam.step(&mut lstm, &gradients);
    };
    step([40; 5]);
    step([40, 39, 1, 17, 22]);
    let misses = fresh_allocations::<f32>();
    for longest in (1..=40).rev().chain([3, 31, 40, 8]) {
        step([longest, longest.min(7), longest / 2, 1, longest]);
    }
    assert_eq!(fresh_allocations::<f32>(), misses, "a shorter batch needed new buffers");
}

/// The same for a Transformer, with two threads that share its heads differently each time; and for the text
/// that it writes.
fn language_model() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
    pool.install(|| {
        let options =
            GptOptions { vocab_size: 50, context: 70, dropout: 0.1, ..GptOptions::new(32, 2, 4) };
        let mut model = Gpt::<f32>::new(options, &mut ChaCha8Rng::seed_from_u64(1));
        let (mut adam, mut tape) = (Adam::default(), Tape::new());
        let tokens: Vec<usize> = (0..9 * 65).map(|i| i * i % 50).collect();
        let mut steps = |steps| {
            for _ in 0..steps {
                let gradients = tape.gradients(|tape| {
                    let logits = model.forward(tape, &tokens, 9);
                    logits.reshape([9 * 65, 50]).cross_entropy(&tokens)
                });
                adam.step(&mut model, &gradients);
            }
            fresh_allocations::<f32>()
        };
        let after_two = steps(2);
        assert_eq!(steps(20), after_two, "buffers were made after the second step");
        let write = || {
            model.generate(&[&[1, 2, 3]], &GenerateOptions::new(40));
            fresh_allocations::<f32>()
        };
        let after_one = write();
        assert_eq!(write(), after_one, "a second text needed new buffers");
    });
}
