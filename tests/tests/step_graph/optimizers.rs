//! Every optimizer, clipping, and averages of weights.

use crate::support::{Training, bits, gpu};
use autograd::Param;
use gradus_tests::draw;
use nn::impl_module;
use optimizers::{
    Adagrad, Adam, AdamW, AuxiliaryAdamW, Ema, Lion, Muon, Optimizer, RmsProp, Sgd, clip_grad_norm,
    clip_grad_value,
};
use regularization::ElasticNet;
use tensor::Device;

const SHAPES: &[&[usize]] = &[&[30, 21], &[2601], &[1]];

struct Model {
    p: Vec<Param>,
}
impl_module!(Model { p });

fn model() -> Model {
    Model { p: draw(SHAPES, 3).into_iter().map(Param::new).collect() }
}

fn optimizers() -> Vec<(&'static str, Box<dyn Optimizer<f32>>)> {
    let muon = Muon { adamw: Some(AuxiliaryAdamW::new(&[])), ..Muon::new(0.01) };
    vec![
        ("SGD", Box::new(Sgd::new(1e-3).with_weight_decay(0.1))),
        ("momentum", Box::new(Sgd { momentum: 0.9, dampening: 0.3, ..Sgd::new(1e-3) })),
        ("Adagrad", Box::new(Adagrad::new(0.01))),
        ("RMSProp", Box::new(RmsProp { centered: true, momentum: 0.5, ..RmsProp::new(0.01) })),
        ("Adam", Box::new(Adam::keras(0.01))),
        ("AMSGrad", Box::new(AdamW { amsgrad: true, ..AdamW::new(0.01) })),
        ("Lion", Box::new(Lion::new(1e-3))),
        ("Muon", Box::new(muon)),
        ("elastic net", Box::new(ElasticNet::new(Sgd::new(0.01), 0.1, 0.1))),
    ]
}

/// Ten steps with a learning rate of its own each, with clipped gradients and an average of the weights.
fn train(
    optimizer: Box<dyn Optimizer<f32>>,
    device: &Device,
    is_replayed: bool,
) -> (Vec<u32>, u64) {
    let mut training = Training::new(model(), device, is_replayed);
    training.optimizer = optimizer;
    let mut ema = Ema::new(&training.model, 0.75);
    for number in 0..10u32 {
        training.optimizer.common_mut().learning_rate = 0.01 / f64::from(1 + number);
        let Training { model, optimizer, tape, graph, .. } = &mut training;
        let mut step = || {
            let targets = draw(SHAPES, 100 + u64::from(number));
            let mut gradients = tape.gradients(|tape| {
                let products = model.p.iter().zip(&targets);
                let squares = products.map(|(p, t)| {
                    let distance = tape.param(p) - &t.to(device);
                    (distance * distance).sum()
                });
                squares.reduce(|a, b| a + b).expect("there are parameters")
            });
            clip_grad_value(&mut gradients, 1.5);
            clip_grad_norm(&mut gradients, 20.0);
            optimizer.step(model, &gradients);
            ema.update(model);
        };
        match graph {
            Some(graph) => graph.run(device, step),
            None => step(),
        }
    }
    let weights = training.bits();
    ema.swap(&mut training.model);
    ([weights, bits(&training.model)].concat(), training.replays())
}

#[test]
fn every_optimizer_is_replayed_to_the_bit() {
    let Some((device, _)) = gpu() else { return };
    for ((name, eager), (_, replayed)) in optimizers().into_iter().zip(optimizers()) {
        let (expected, _) = train(eager, &device, false);
        let (found, replays) = train(replayed, &device, true);
        assert!(found == expected, "{name}: the bits differ");
        assert_eq!(replays, 8, "{name}");
    }
}
