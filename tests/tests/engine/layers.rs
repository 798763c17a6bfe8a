//! Layers, networks and what regularizes them: the same on every device, and they stay there.

use activations::Relu;
use autograd::{Param, Tape};
use gradus_tests::draw;
use nn::{Dense, Forward, sequential, to_device};
use normalization::{BatchNorm, FoldBatchNorm, GroupNorm, LayerNorm, RmsNorm};
use optimizers::{Optimizer, Sgd};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use regularization::{ElasticNet, Mixup, mean_probabilities};
use rnn::{Cell, Gru, GruCell, Lstm, Recurrent, RecurrentOptions, SequenceOptions};
use tensor::{Device, Tensor};

/// Asserts that what `of` gives on each device is there, and is what the CPU gives.
fn agree(what: &str, of: impl Fn(&Device) -> Vec<Tensor<f64>>) {
    let expected = of(&Device::Cpu);
    for device in Device::all().iter().skip(1) {
        let found = of(device);
        assert_eq!(found.len(), expected.len());
        for (i, (found, expected)) in found.iter().zip(&expected).enumerate() {
            assert!(!matches!(found.device(), Device::Cpu), "{what}, {i}: left {device:?}");
            assert_eq!(found.shape(), expected.shape(), "{what}, {i}");
            let found = found.to(&Device::Cpu);
            for (found, expected) in found.as_slice().iter().zip(expected.as_slice()) {
                let near = (found - expected).abs() <= 1e-11 * (1.0 + expected.abs());
                assert!(near, "{what}, {i}: {found} on {device:?}, not {expected}");
            }
        }
    }
}

fn on<const N: usize>(device: &Device, shapes: [&[usize]; N]) -> [Tensor<f64>; N] {
    let tensors = draw(&shapes, 3).iter().map(|x| x.to(device)).collect::<Vec<_>>();
    tensors.try_into().expect("a tensor for each shape")
}

#[test]
fn batch_normalization_keeps_its_running_averages_where_it_is() {
    for unbiased in [true, false] {
        agree("batch normalization", |device| {
            let mut norm = BatchNorm { unbiased, ..BatchNorm::<f64>::new(6) };
            to_device(&mut norm, device);
            let mut tape = Tape::new();
            let (images, mut sgd) = (on(device, [&[4, 6, 3, 5], &[7, 6, 3, 5]]), Sgd::new(0.1));
            for x in &images {
                let gradients =
                    tape.gradients(|tape| norm.forward(tape.constant(x)).powi(2).mean());
                sgd.step(&mut norm, &gradients);
            }
            let y = tape.no_grad(|tape| norm.forward(tape.constant(&images[0])));
            vec![
                norm.running_mean.value,
                norm.running_var.value,
                norm.weight.value,
                norm.bias.value,
                y,
            ]
        });
    }
}

#[test]
fn batch_normalization_is_folded_on_every_device() {
    agree("folding", |device| {
        let mut dense = Dense::<f64>::linear(5, 3, &mut ChaCha8Rng::seed_from_u64(1));
        let mut norm = BatchNorm::new(3);
        norm.running_mean.value = Tensor::new([3], vec![0.5, -1.0, 2.0]);
        norm.running_var.value = Tensor::new([3], vec![0.5, 1.0, 2.0]);
        to_device(&mut dense, device);
        to_device(&mut norm, device);
        let folded = dense.fold_batch_norm(&norm);
        vec![folded.weight.value, folded.bias.value]
    });
}

#[test]
fn normalizations_without_parameters_are_where_their_input_is() {
    agree("without parameters", |device| {
        let [x] = on(device, [&[3, 6]]);
        let plain = sequential![
            LayerNorm::<f64>::without_affine(6),
            GroupNorm::without_affine(2, 6),
            RmsNorm::without_affine(6, 1e-6),
        ];
        vec![Tape::new().no_grad(|tape| plain.forward(tape.constant(&x)))]
    });
}

/// Outputs, final states and all gradients of two layers in both directions, of sequences that differ in length.
fn recurrent<C: Cell>(cell: C, tokens: Option<&[usize]>, device: &Device) -> Vec<Tensor<f64>> {
    let options = RecurrentOptions {
        cell,
        num_layers: 2,
        bidirectional: true,
        ..RecurrentOptions::new(3, 5)
    };
    let mut network = Recurrent::with_options(options, &mut ChaCha8Rng::seed_from_u64(1));
    to_device(&mut network, device);
    let [x, table] = on(device, [&[4, 6, 3], &[8, 3]]).map(Param::new);
    let mut values = Vec::new();
    let gradients = Tape::new().gradients(|tape| {
        let options = SequenceOptions { lengths: Some(&[6, 2, 0, 5]), initial: None };
        let outputs = match tokens {
            Some(tokens) => network.forward_embedded(tape.param(&table), tokens, 4, options),
            None => network.forward_with(tape.param(&x), options),
        };
        let state = outputs.state.detach();
        values.extend([outputs.output.value(), state.h, outputs.last.value()]);
        values.extend(state.c);
        outputs.output.powi(2).sum() + outputs.last.powi(3).sum() + outputs.state.h.sum()
    });
    let named = nn::state_dict(&network).len();
    let parameters = network.layers.iter().flat_map(|layer| {
        let both = [Some(&layer.forward), layer.reverse.as_ref()].into_iter().flatten();
        both.flat_map(|of| [&of.weight_ih, &of.weight_hh, &of.bias_ih, &of.bias_hh])
    });
    let of = |param| gradients.get(param).expect("its gradient").clone();
    values.extend(parameters.map(of));
    values.push(of(if tokens.is_some() { &table } else { &x }));
    assert!(values.len() > named);
    values
}

#[test]
fn recurrent_networks_agree() {
    let tokens: Vec<usize> = (0..24).map(|i| i * i % 7).collect();
    for tokens in [None, Some(&tokens[..])] {
        agree("LSTM", |device| recurrent(rnn::LstmCell, tokens, device));
        agree("RNN", |device| recurrent(rnn::RnnCell::default(), tokens, device));
        for reset_after in [true, false] {
            agree("GRU", |device| recurrent(GruCell { reset_after }, tokens, device));
        }
    }
}

#[test]
fn a_state_is_carried_over_on_its_device() {
    agree("a carried state", |device| {
        let mut lstm = Lstm::<f64>::new(3, 5, &mut ChaCha8Rng::seed_from_u64(1));
        to_device(&mut lstm, device);
        let (mut tape, mut carried) = (Tape::new(), lstm.zero_state(2));
        for x in on(device, [&[2, 4, 3], &[2, 4, 3]]) {
            tape.no_grad(|tape| {
                let options = SequenceOptions { initial: Some(carried.on(tape)), lengths: None };
                let outputs = lstm.forward_with(tape.constant(&x), options);
                carried = outputs.state.detach();
                outputs.output
            });
        }
        vec![carried.h, carried.c.expect("an LSTM has one")]
    });
}

#[test]
fn a_stream_takes_the_steps_of_a_network_on_any_device() {
    agree("a stream", |device| {
        let mut gru = Gru::<f64>::new(3, 5, &mut ChaCha8Rng::seed_from_u64(1));
        to_device(&mut gru, device);
        let mut stream = gru.stream(&gru.zero_state(2));
        on(device, [&[2, 3], &[2, 3]]).map(|x| stream.step(&x)).to_vec()
    });
}

/// Dropout between the layers: no mask is the CPU's, but the same step has the same one.
#[test]
fn a_step_with_dropout_is_repeated() {
    for device in Device::all() {
        let options =
            RecurrentOptions { num_layers: 2, dropout: 0.5, ..RecurrentOptions::new(3, 5) };
        let mut lstm = Lstm::<f64>::with_options(options, &mut ChaCha8Rng::seed_from_u64(1));
        to_device(&mut lstm, &device);
        let [x] = on(&device, [&[4, 6, 3]]);
        let step = |step| {
            let mut tape = Tape::new();
            tape.set_rng_state(1, step);
            tape.gradients(|tape| lstm.forward(tape.constant(&x)).powi(2).sum()).loss()
        };
        assert_eq!(step(3), step(3), "{device:?}");
        assert_ne!(step(3), step(4), "{device:?}");
    }
}

#[test]
fn penalties_mixup_and_ensembles_agree() {
    agree("elastic net", |device| {
        let [w, x] = on(device, [&[6, 4], &[5, 6]]);
        let mut w = Param::new(w);
        let mut elastic_net = ElasticNet::new(Sgd::new(0.1), 0.8, 0.3);
        for _ in 0..3 {
            let gradients =
                Tape::new().gradients(|tape| tape.constant(&x).matmul(&w).powi(2).mean());
            elastic_net.step(&mut w, &gradients);
        }
        let penalty = w.value.new_full([1], elastic_net.penalty(&w));
        vec![w.value, penalty]
    });
    agree("mixup", |device| {
        let [inputs, targets] = on(device, [&[9, 3, 2], &[9, 4]]);
        let rng = &mut ChaCha8Rng::seed_from_u64(1);
        let (inputs, targets) = Mixup::default().apply(&inputs, &targets, rng);
        vec![inputs, targets]
    });
    agree("an ensemble", |device| {
        vec![mean_probabilities(&on(device, [&[5, 4], &[5, 4], &[5, 4]]))]
    });
}

#[test]
fn a_network_with_normalization_learns_the_same() {
    agree("a network", |device| {
        let rng = &mut ChaCha8Rng::seed_from_u64(1);
        let mut model = sequential![
            Dense::new(6, 8, Relu, rng),
            BatchNorm::new(8),
            Dense::new(8, 8, Relu, rng),
            LayerNorm::new(8),
            Dense::<f64>::linear(8, 3, rng),
        ];
        to_device(&mut model, device);
        let ([x, t], mut sgd) = (on(device, [&[10, 6], &[10, 3]]), Sgd::new(0.05));
        for _ in 0..4 {
            let gradients = Tape::new()
                .gradients(|tape| (model.forward(tape.constant(&x)) - &t).powi(2).mean());
            sgd.step(&mut model, &gradients);
        }
        nn::state_dict(&model).into_iter().map(|(_, tensor)| tensor.clone()).collect()
    });
}
